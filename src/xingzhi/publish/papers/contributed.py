"""What units wrote in their summaries, by heading of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from xingzhi.core.models import User
from xingzhi.plans.ledger.models import Plan
from xingzhi.publish.papers import proofs


@dataclass(frozen=True)
class Contributed:
    """A sentence a unit wrote, under a heading of the plan, with where it stands."""

    heading: str
    paragraph: int  # sentences of one paragraph have the same
    text: str
    evidence: tuple[proofs.Proof, ...]


def contributed(plan: Plan, user: User) -> list[Contributed]:
    """Every sentence of the summaries as merged, in the order of the plan."""
    return []
