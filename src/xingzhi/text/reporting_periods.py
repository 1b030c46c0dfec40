"""Periods of statistics: a month 2026-11, a quarter 2026-Q4, a year 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from xingzhi.text import periods
from xingzhi.text.problems import ValueProblem

PeriodKind = Literal["month", "quarter", "year"]
PARTS: dict[str, int] = {"month": 12, "quarter": 4, "year": 1}
_CODE = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True, order=True)
class Period:
    """One period; `number` is the month or quarter, 1 for a year."""

    kind: PeriodKind
    year: int
    number: int

    @property
    def code(self) -> str:
        """How it is written: 2026-11, 2026-Q4, 2026."""
        tail = {"month": f"-{self.number:02}", "quarter": f"-Q{self.number}", "year": ""}
        return f"{self.year}{tail[self.kind]}"

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self._months + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        month = self.number * self._months
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def _months(self) -> int:
        return 12 // PARTS[self.kind]

    def label(self, language: str = "zh") -> str:
        """How a reader calls it: 2026年11月, 2026年第4季度, 2026年."""
        if language.startswith("en"):
            return self.code
        tail = {"month": f"{self.number}月", "quarter": f"第{self.number}季度", "year": ""}
        return f"{self.year}年{tail[self.kind]}"

    def before(self) -> Period:
        """The one before."""
        if self.number > 1:
            return Period(self.kind, self.year, self.number - 1)
        return Period(self.kind, self.year - 1, PARTS[self.kind])

    def year_before(self) -> Period:
        """The same one a year earlier."""
        return Period(self.kind, self.year - 1, self.number)

    def holds(self, other: Period) -> bool:
        """Whether another lies inside it."""
        return self.start <= other.start and other.end <= self.end


def parse_period(text: str) -> Period | None:
    """The period a code names; `None` where it names none."""
    found = _CODE.fullmatch(text.strip())
    if not found or not 1900 <= int(found["year"]) <= 9998:
        return None
    kind: PeriodKind = "quarter" if found["quarter"] else "month" if found["month"] else "year"
    return Period(kind, int(found["year"]), int(found["quarter"] or found["month"] or 1))


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period of a kind a day lies in."""
    return Period(kind, day.year, (day.month - 1) * PARTS[kind] // 12 + 1)


def read_period(text: str) -> Period | None:
    """The period as a person writes it: 2026-11, 2026年11月, 202611, 2026年第四季度; `None` where it is none of these kinds."""
    if found := parse_period(text):
        return found
    try:
        written = periods.parse_period(text)
    except ValueProblem:
        return None
    start = written.start
    every = [period_of(kind, start) for kind in PARTS] if start else []  # type: ignore[arg-type]
    return next((each for each in every if (each.start, each.end) == (start, written.end)), None)
