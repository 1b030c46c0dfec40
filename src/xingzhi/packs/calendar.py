"""Working days: weekdays without the State Council's holidays, with its make-up days.

A year whose notice is not loaded is not guessed: `is_working_day` raises, and a term that runs through it comes back
marked provisional.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pydantic import model_validator

from xingzhi.packs.problems import YearNotLoaded
from xingzhi.packs.schema import Dated, Label

DAY = timedelta(days=1)
SATURDAY = 5


class Break(Dated):
    """Days off in a row, first and last included."""

    name: Label
    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Break:
        if self.last < self.first:
            raise ValueError("the last day is before the first")
        return self

    def days(self) -> Iterable[date]:
        """Every day of the break."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


class WorkedDays(Dated):
    """Saturdays and Sundays that are worked."""

    days: tuple[date, ...]


class HolidayYear(Dated):
    """The notice of one year. Days it names in the year before or after count there."""

    year: int
    breaks: tuple[Break, ...]
    worked: tuple[WorkedDays, ...]

    @model_validator(mode="after")
    def _weekends(self) -> HolidayYear:
        for group in self.worked:
            for day in group.days:
                if day.weekday() < SATURDAY:
                    raise ValueError(f"{day} is no weekend day, so it needs no make-up day")
        return self


class Calendar:
    """The working days of the loaded years."""

    def __init__(self, years: Iterable[HolidayYear]) -> None:
        years = tuple(years)
        self.loaded_years: tuple[int, ...] = tuple(sorted(year.year for year in years))
        self._off: frozenset[date] = frozenset(day for year in years for span in year.breaks for day in span.days())
        self._worked: frozenset[date] = frozenset(day for year in years for group in year.worked for day in group.days)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day; raise `YearNotLoaded` where its year has no notice."""
        if day.year not in self.loaded_years:
            raise YearNotLoaded(day.year)
        return self._works(day)

    def add_working_days(self, start: date, count: int) -> tuple[date, bool]:
        """The day `count` working days after `start` (before it, if negative), and whether that is provisional.

        `start` itself is not counted; 0 gives `start`. Provisional means that a year passed through is not loaded;
        its weekdays were counted, and the day may move once the notice is there.
        """
        day, left, provisional = start, abs(count), False
        step = DAY if count > 0 else -DAY
        while left:
            day += step
            provisional = provisional or day.year not in self.loaded_years
            left -= self._works(day)
        return day, provisional

    def working_days_between(self, start: date, end: date) -> tuple[int, bool]:
        """How many working days lie after `start` up to and with `end`, and whether that is provisional."""
        span = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
        missing = any(year not in self.loaded_years for year in range(start.year, end.year + 1))
        return sum(self._works(day) for day in span), missing

    def _works(self, day: date) -> bool:
        if day in self._worked:
            return True
        return day.weekday() < SATURDAY and day not in self._off
