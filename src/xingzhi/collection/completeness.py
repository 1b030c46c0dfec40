"""How completely and how timely each unit reported, over rounds that are due; in the order of codes, never ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from xingzhi.collection.models import REPORTED, UnitReport
from xingzhi.collection.steering import first_deadlines
from xingzhi.collection.units import today_of
from xingzhi.packs import load


@dataclass
class Record:
    """What one unit owed and gave; what was sent back and is not in again is missing. Rates are `None` where nothing was due.

    `ahead` is not in and not due yet. `on_time` is held against the day as it is; `moved` of them came after the day first set.
    """

    region: str
    kind: str
    unit: str
    name: str
    due: int = 0
    ahead: int = 0
    came: int = 0
    on_time: int = 0
    moved: int = 0
    zero: int = 0
    sent_back: int = 0
    missing: list[UnitReport] = field(default_factory=list)

    @property
    def completeness(self) -> float | None:
        """The share of what was due that came."""
        return self.came / self.due if self.due else None

    @property
    def timeliness(self) -> float | None:
        """The share of what was due that came by the day."""
        return self.on_time / self.due if self.due else None


def is_due(report: UnitReport, today: date) -> bool:
    """Whether a report counts already: its day is over, or it is in."""
    return report.round.deadline < today or report.state in REPORTED


def standing(report: UnitReport, today: date) -> str:
    """How a report stands to its day: on_time, late, overdue (not here, the day over), open."""
    if report.sent_on is not None and report.state in REPORTED:
        return "on_time" if report.sent_on <= report.round.deadline else "late"
    return "overdue" if report.round.deadline < today else "open"


def records(user: Any, first: date, last: date, form: str = "") -> list[Record]:
    """The units the person sees, over rounds whose period ends within these days. Merged regions count as what they became."""
    reports = UnitReport.objects.visible_to(user).filter(round__last_day__gte=first, round__last_day__lte=last)
    if form:
        reports = reports.filter(round__form=form)
    back = Count("steps", filter=Q(steps__what="returned"))
    return _by_unit(reports.select_related("round").annotate(back=back).order_by("kind", "region", "unit", "round"))


def _by_unit(reports: Iterable[Any]) -> list[Record]:
    found: dict[tuple[str, str, str], Record] = {}
    reports = list(reports)
    first = first_deadlines({each.round_id for each in reports})
    today = timezone.localdate()
    for report in reports:
        region = today_of(report.region)
        name = load().regions.name(region) if report.kind == "banner" else report.name
        one = found.setdefault((report.kind, region, report.unit), Record(region, report.kind, report.unit, name))
        one.sent_back += report.back
        if not is_due(report, today):
            one.ahead += 1
            continue
        one.due += 1
        if report.state not in REPORTED or report.sent_on is None:
            one.missing.append(report)
            continue
        one.came += 1
        one.on_time += report.sent_on <= report.round.deadline
        one.moved += first.get(report.round_id, report.sent_on) < report.sent_on <= report.round.deadline
        one.zero += report.zero
    return [found[key] for key in sorted(found)]
