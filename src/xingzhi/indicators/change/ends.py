"""The two ends of a change: a day, the registers as they stood, and how the rule of high value was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from xingzhi.indicators.high_value.reading import Reading, reading
from xingzhi.indicators.measure import month_of, year_to
from xingzhi.indicators.models import Decision, OfficeTable
from xingzhi.indicators.query import Span
from xingzhi.packs import Packs
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class End:
    """A figure is of a day, by a snapshot; `read` is None where the figure does not rest on the rule of high value."""

    snapshot: Snapshot
    at: date
    read: Reading | None = None

    @property
    def key(self) -> tuple[int, date, str]:
        """What the states of records depend on."""
        return (self.snapshot.revision, self.at, self.read.key if self.read else "")


def snapshot_on(day: date, register: str) -> Snapshot | None:
    """The newest snapshot there was when a day ended, with its file of a register; None before the first."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    snapshot: Snapshot
    for snapshot in Snapshot.objects.filter(as_of__lt=end).order_by("-revision"):
        if snapshot.path(register).exists():
            return snapshot
    return None


def reading_when(moment: datetime, packs: Packs) -> Reading:
    """The rule with what the office had decided and loaded by a moment.

    The rule's own text is today's: earlier packs are not kept. A table withdrawn since is taken as never used.
    """
    now = reading(packs)
    held: dict[str, str] = {}
    for decision in Decision.objects.filter(decided_at__lte=moment).order_by("id"):
        held[decision.name] = decision.value
    decided = tuple(sorted((name, value) for name, value in held.items() if value))
    tables = OfficeTable.objects.filter(kind="crosswalk", withdrawn=False, loaded_at__lte=moment)
    table = tables.order_by("-id").first()
    refs = now.refs[:-1] if now.table else now.refs
    if table:
        refs = (*refs, table.ref if table.verified else f"{table.ref}（未核实）")
    return Reading(now.rule, now.valid_from, refs, decided, table)


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th, the end of a month stays the end of a month."""
    if (day + timedelta(days=1)).day == 1:
        following = day + timedelta(days=1)
        return following.replace(year=following.year - 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def spans_of(days: tuple[date, date], *, month: bool) -> tuple[Span, Span]:
    """The periods of a flow that are compared: the month each day lies in, up to it, or the year up to it."""
    return (month_of(days[0]), month_of(days[1])) if month else (year_to(days[0]), year_to(days[1]))


def month_end_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)
