"""Work out a statutory clock: when a term ends, whether it runs, stands still or is over, and when to remind.

Counting begins on the day after the starting event (on the day itself where the pack says `same_day`). A term in months
or years ends on the corresponding day of the last month, or on that month's last day where it has none
(专利法实施细则第五条). Days of a stop do not count: of a term in working days its working days, of any other its calendar
days. Extensions in the unit of the term make it longer as a whole; others are counted on from its last day.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Literal

from xingzhi.packs.calendar import Calendar
from xingzhi.packs.clock_counting import Count, due_day
from xingzhi.packs.clock_course import ClockError, Course, Extension, Pause, checked, group_clock
from xingzhi.packs.clock_schema import Clock, DayUnit
from xingzhi.packs.schema import Label

__all__ = ["ClockError", "Course", "Extension", "Pause", "Running", "group_clock", "run"]

How = Literal["not_started", "running", "paused", "ended", "overdue"]


@dataclass(frozen=True)
class Running:
    """A clock on a day.

    `left`: days after today up to and with the due day that count, in `unit`; below zero once overdue; None where that
    cannot be told or no longer matters. `provisional`: a year that matters has no holiday notice yet, so the due day or
    what is left may still move. `missing`: why there is no due day, `no_due_date` (the designated day is not recorded)
    or `pause_open` (a stop has no end yet), else "". `warn_on`: the days to remind, the due day last.
    """

    clock: str
    label: Label
    state: How
    started: date | None
    due: date | None
    left: int | None
    unit: DayUnit
    provisional: bool
    missing: str
    paused_for: str | None
    extended_by: tuple[Extension, ...]
    article: Label
    ended_on: date | None
    warn_on: tuple[date, ...]

    @property
    def late(self) -> bool:
        """Whether the clock was ended after its due day, or is overdue."""
        return self.state == "overdue" or bool(self.ended_on and self.due and self.ended_on > self.due)

    def as_json(self) -> dict[str, object]:
        """The same in the types JSON has; days as YYYY-MM-DD."""
        return {
            "clock": self.clock, "label": self.label.model_dump(), "state": self.state, "started": _text(self.started),
            "due": _text(self.due), "left": self.left, "unit": self.unit, "provisional": self.provisional,
            "missing": self.missing, "paused_for": self.paused_for,
            "extended_by": [{**asdict(each), "on": _text(each.on)} for each in self.extended_by],
            "article": self.article.model_dump(), "ended_on": _text(self.ended_on), "late": self.late,
            "warn_on": [_text(day) for day in self.warn_on],
        }  # fmt: skip


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def run(clock: Clock, calendar: Calendar, course: Course, today: date) -> Running:
    """The clock as of `today`; raise `ClockError` for a stop or extension the pack does not allow.

    `today` decides how the clock stands and what is left, not when it is due: an event of a later day has its due day,
    and has not happened yet. An end before the start belongs to an earlier round and is passed over.
    """
    course = checked(clock, course)
    started = course.events.get(clock.starts)
    count = Count(calendar, course.pauses)
    due, missing = due_day(clock, course, count)
    ended = _ended(clock, course, today)
    pause = next((pause for pause in course.pauses if pause.holds(today)), None)
    begun = (started is not None and started <= today) or (started is None and bool(due or missing))
    state = _state(begun, due, ended, pause, today)
    left = count.left(due, today, clock.unit) if due and state in ("running", "paused", "overdue") else None
    return Running(
        clock=clock.id, label=clock.label, state=state, started=started, due=due, left=left, unit=clock.unit,
        provisional=count.provisional, missing=missing,
        paused_for=pause.code if pause and state == "paused" else None,
        extended_by=course.extensions, article=clock.article, ended_on=ended,
        warn_on=_warn_on(clock, calendar, started, due),
    )  # fmt: skip


def _ended(clock: Clock, course: Course, today: date) -> date | None:
    started = course.events.get(clock.starts, date.min)
    ends = [course.events[name] for name in clock.ends if name in course.events]
    return min((end for end in ends if started <= end <= today), default=None)


def _state(begun: bool, due: date | None, ended: date | None, pause: Pause | None, today: date) -> How:
    if ended:
        return "ended"
    if not begun:
        return "not_started"
    if due and today > due:
        return "overdue"
    return "paused" if pause else "running"


def _warn_on(clock: Clock, calendar: Calendar, started: date | None, due: date | None) -> tuple[date, ...]:
    if due is None:
        return ()
    days = {due}
    for warning in clock.warnings:
        if warning.unit == "days":
            days.add(due - timedelta(days=warning.before))
        else:
            days.add(calendar.add_working_days(due, -warning.before)[0])
    return tuple(sorted(day for day in days if started is None or day > started or day == due))
