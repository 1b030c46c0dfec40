"""Count a term: its days, working days, months and years, past its stops and longer by its extensions."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, field
from datetime import date, timedelta

from xingzhi.packs.calendar import Calendar
from xingzhi.packs.clock_course import DAY, ClockError, Course, Pause
from xingzhi.packs.clock_schema import Clock, DayUnit, Unit

NO_DUE_DATE, PAUSE_OPEN = "no_due_date", "pause_open"  # what `Running.missing` may say


@dataclass
class Count:
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


def due_day(clock: Clock, course: Course, count: Count) -> tuple[date | None, str]:
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


def _designated(clock: Clock, course: Course, count: Count) -> date | str | None:
    """The due day a notice names, moved by the stops before it; without a start all stops before it count."""
    named = course.events.get(clock.due_event or "")
    if named is None:
        return NO_DUE_DATE
    started = course.events.get(clock.starts)
    if started and named < started:
        raise ClockError("due_before_start", clock.id)
    base = started or min([named, *(pause.first - DAY for pause in course.pauses)])
    return count.on(base, (named - base).days, "days") or PAUSE_OPEN


def _counted(clock: Clock, course: Course, count: Count) -> date | None:
    """The last day of a term of the length the pack sets, its own extensions included."""
    started = course.events.get(clock.starts)
    if started is None or clock.length is None:
        return None
    unit = clock.length.unit
    total = clock.length.count + sum(each.count or 0 for each in course.extensions if each.unit == unit)
    return _stretch(started, total, unit, count, same_day=clock.counted_from == "same_day")


def _stretch(start: date, length: int, unit: Unit, count: Count, *, same_day: bool = False) -> date | None:
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
