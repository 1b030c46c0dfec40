"""When an issued paper is to be public, and whether it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xingzhi.packs import load
from xingzhi.publish.papers.models import Paper


@dataclass(frozen=True)
class Publicity:
    """The last day, whether a year of holidays is missing to be sure of it, and the days late (0: in time)."""

    due: date
    provisional: bool
    late: int


def publicity(paper: Paper, today: date) -> Publicity | None:
    """None where nothing is to be made public."""
    days = load().paper_kinds.attribute(paper.publicity).working_days
    if days is None or paper.issued_on is None:
        return None
    due, provisional = load().calendar.add_working_days(paper.issued_on, days)
    return Publicity(due, provisional, max(0, ((paper.published_on or today) - due).days))
