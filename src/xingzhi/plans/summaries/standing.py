"""How an owed summary stands to its day: in, late by how many days, and what is still missing of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xingzhi.plans.summaries.models import Medium, Summary, SummaryState


def came_on(summary: Summary) -> date | None:
    """The day on which all that was asked for was in; None while something is missing."""
    days = [_day(summary, medium) for medium in summary.media or (Medium.ELECTRONIC,)]
    return max((day for day in days if day), default=None) if all(days) else None


def missing(summary: Summary) -> list[Medium]:
    """What was asked for and did not come."""
    return [Medium(medium) for medium in summary.media or (Medium.ELECTRONIC,) if not _day(summary, medium)]


def _day(summary: Summary, medium: str) -> date | None:
    return summary.paper_on if medium == Medium.PAPER else summary.electronic_on


def days_late(summary: Summary, today: date) -> int:
    """Days after its day: of what came, by when it came; of what did not, until today; 0 where excused or in time."""
    if summary.state == SummaryState.EXCUSED or summary.due_on is None:
        return 0
    return max(((came_on(summary) or today) - summary.due_on).days, 0)


def is_owed(summary: Summary) -> bool:
    """Whether the unit still has to do something: not all came, be it the paper of an accepted one, or it was sent back."""
    if summary.state == SummaryState.EXCUSED:
        return False
    return summary.state == SummaryState.RETURNED or bool(missing(summary))


@dataclass(frozen=True)
class Counts:
    """How the summaries of a call stand. `asked` leaves out those excused; `late` are those in, `overdue` those not."""

    asked: int
    came: int
    late: int
    overdue: int
    returned: int
    accepted: int
    excused: int


def counted(summaries: Iterable[Summary], today: date) -> Counts:
    """Counts of summaries; one that was sent back is owed again, and has not come."""
    rows = list(summaries)
    asked = [each for each in rows if each.state != SummaryState.EXCUSED]
    late = [each for each in asked if days_late(each, today)]
    back = SummaryState.RETURNED
    return Counts(
        asked=len(asked), came=sum(came_on(each) is not None and each.state != back for each in asked),
        late=sum(came_on(each) is not None and each.state != back for each in late), overdue=sum(came_on(each) is None for each in late),
        returned=sum(each.state == back for each in rows),
        accepted=sum(each.state == SummaryState.ACCEPTED for each in rows), excused=len(rows) - len(asked),
    )  # fmt: skip
