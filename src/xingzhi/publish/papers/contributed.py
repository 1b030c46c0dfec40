"""What units wrote in their summaries, as merged, by heading of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from xingzhi.core.models import User
from xingzhi.plans.ledger.models import Plan
from xingzhi.plans.summaries.merging import merged
from xingzhi.publish.papers import proofs
from xingzhi.publish.papers.text import split


@dataclass(frozen=True)
class Contributed:
    """A sentence a unit wrote, under a heading of the plan, with where it stands."""

    heading: str
    paragraph: int  # sentences of one paragraph have the same
    text: str
    evidence: tuple[proofs.Proof, ...]


def contributed(plan: Plan, user: User) -> list[Contributed]:
    """Every sentence of the merged summaries, in the order of the plan: the draft where there is one, else what came."""
    found = []
    for section in merged(plan, user):
        for at, paragraph in enumerate(section.paragraphs):
            rest = tuple(
                proofs.summary(each.summary, each.version, each.paragraph, each.unit) for each in paragraph.sources
            )
            found += [Contributed(section.heading, at, text, rest) for text in split(paragraph.text)]
    return found
