"""What units wrote in their summaries, as merged, by heading of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from xingzhi.core.models import User
from xingzhi.plans.ledger.models import Plan
from xingzhi.plans.summaries.merging import Source, merged
from xingzhi.plans.summaries.models import Summary
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
    sections = merged(plan, user)
    used = {source.summary for section in sections for each in section.paragraphs for source in each.sources}
    calls = dict(Summary.objects.visible_to(user).filter(pk__in=used).values_list("pk", "call_id"))
    return [
        Contributed(section.heading, at, text, tuple(_proof(source, calls) for source in paragraph.sources))
        for section in sections
        for at, paragraph in enumerate(section.paragraphs)
        for text in split(paragraph.text)
    ]


def _proof(source: Source, calls: dict[int, int]) -> proofs.Proof:
    return proofs.summary(source.summary, source.version, source.paragraph, source.unit, calls[source.summary])
