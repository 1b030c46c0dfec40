"""Work out a statutory clock: when a term ends, whether it runs, stands still or is over, and when to remind.

Counting begins on the day after the starting event (on the day itself where the pack says `same_day`). A term in months
or years ends on the corresponding day of the last month, or on that month's last day where it has none
(专利法实施细则第五条). Days of a stop do not count: of a term in working days its working days, of any other its calendar
days. Extensions in the unit of the term make it longer as a whole; others are counted on from its last day.
"""

from __future__ import annotations

import calendar as months
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Literal

from xingzhi.packs.calendar import Calendar
from xingzhi.packs.clock_course import DAY, ClockError, Course, Extension, Pause, checked, group_clock
from xingzhi.packs.clock_schema import Clock, DayUnit, Unit
from xingzhi.packs.schema import Label

__all__ = ["ClockError", "Course", "Extension", "Pause", "Running", "group_clock", "run"]

How = Literal["not_started", "running", "paused", "ended", "overdue"]
NO_DUE_DATE, PAUSE_OPEN = "no_due_date", "pause_open"  # what `Running.missing` may say


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
    count = _Count(calendar, course.pauses)
    due, missing = _due(clock, course, count)
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


@dataclass
class _Count:
    """Counts days forward, passing over stops and, on demand, days off; remembers whether a year was not loaded."""

    calendar: Calendar
    pauses: tuple[Pause, ...]
    provisional: bool = field(default=False)

    def on(self, day: date, count: int, unit: DayUnit) -> date | None:
        """The last of `count` counted days after `day`; None where a stop without end comes first."""
        while count:
            day += DAY
            pause = next((pause for pause in self.pauses if pause.holds(day)), None)
            if pause and pause.last is None:
                return None
            if pause and pause.last:
                day = pause.last  # the next round looks at the day after
            elif unit == "days" or self.works(day):
                count -= 1
        return day

    def works(self, day: date) -> bool:
        """Whether the day is a working day, as far as known."""
        self.provisional |= day.year not in self.calendar.loaded_years
        return self.calendar.working_days_between(day - DAY, day)[0] == 1

    def left(self, due: date, today: date, unit: DayUnit) -> int:
        """How many counted days lie after `today` up to `due`; below zero, the days since `due`."""
        first, last, sign = (today, due, 1) if today <= due else (due, today, -1)
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        counted = [day for day in days if sign < 0 or not any(pause.holds(day) for pause in self.pauses)]
        return sign * (len(counted) if unit == "days" else sum(self.works(day) for day in counted))


def _due(clock: Clock, course: Course, count: _Count) -> tuple[date | None, str]:
    """The due day, and why there is none."""
    started = course.events.get(clock.starts)
    day = _designated(clock, course, count) if clock.due_event else _counted(clock, course, count)
    if isinstance(day, str):
        return None, day if started or day == PAUSE_OPEN else ""
    for extension in course.extensions:
        if day and not (clock.length and extension.unit == clock.length.unit):
            day = _stretch(day, extension.count or 0, extension.unit or "days", count)
    if day and clock.rolls.value and not count.works(day):
        day = count.on(day, 1, "working_days")
    return day, "" if day or not started else PAUSE_OPEN


def _designated(clock: Clock, course: Course, count: _Count) -> date | str | None:
    """The due day a notice names, moved by the stops before it; without a start all stops before it count."""
    named = course.events.get(clock.due_event or "")
    if named is None:
        return NO_DUE_DATE
    started = course.events.get(clock.starts)
    if started and named < started:
        raise ClockError("due_before_start", clock.id)
    base = started or min([named, *(pause.first - DAY for pause in course.pauses)])
    return count.on(base, (named - base).days, "days") or PAUSE_OPEN


def _counted(clock: Clock, course: Course, count: _Count) -> date | None:
    """The last day of a term of the length the pack sets, its own extensions included."""
    started = course.events.get(clock.starts)
    if started is None or clock.length is None:
        return None
    unit = clock.length.unit
    total = clock.length.count + sum(each.count or 0 for each in course.extensions if each.unit == unit)
    return _stretch(started, total, unit, count, same_day=clock.counted_from == "same_day")


def _stretch(start: date, length: int, unit: Unit, count: _Count, *, same_day: bool = False) -> date | None:
    """The last day of a term of that length after `start`, or from `start` on with `same_day`."""
    before = start - DAY if same_day else start
    if unit == "days" or unit == "working_days":
        return count.on(before, length, unit)
    last = add_months(start, length if unit == "months" else length * 12)
    if same_day and last.day == start.day:
        last -= DAY
    return count.on(before, (last - before).days, "days")


def add_months(day: date, count: int) -> date:
    """The corresponding day so many months later, or the last of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


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
