"""The month or quarter a table is of, and the days its columns mean. Pure."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

QUARTERS = ("一", "二", "三", "四")
FIRST, LAST = 1985, 9990  # before the first patent law there is nothing to count


@dataclass(frozen=True)
class Period:
    """A month, or the quarter that ends with it."""

    year: int
    month: int
    kind: Literal["month", "quarter"] = "month"

    @classmethod
    def parse(cls, text: str, kind: Literal["month", "quarter"] = "month") -> Period:
        """ "2024-03", for a quarter any month of it; raise `ValueError` where it is none."""
        year, _, month = text.partition("-")
        if not (year.isdecimal() and month.isdecimal() and FIRST <= int(year) <= LAST and 1 <= int(month) <= 12):
            raise ValueError(text)
        last = int(month) if kind == "month" else -(-int(month) // 3) * 3
        return cls(int(year), last, kind)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def before(self) -> Period:
        """The same period a year earlier."""
        return Period(self.year - 1, self.month, self.kind)

    @property
    def elapsed(self) -> tuple[int, int]:
        """How many of the year's months have passed by its end: 序时进度."""
        return self.month, 12

    def start(self, column: str) -> date:
        """The first day of a column of the table; of `at_end` the last."""
        if column == "at_end":
            return self.end
        first = {"month": self.month, "quarter": self.month - (self.month - 1) % 3, "to_date": 1}[column]
        return date(self.year, first, 1)

    @property
    def code(self) -> str:
        """ "2024-03"."""
        return f"{self.year}-{self.month:02}"

    @property
    def label(self) -> str:
        """ "2024年3月", "2024年第一季度"."""
        if self.kind == "quarter":
            return f"{self.year}年第{QUARTERS[(self.month - 1) // 3]}季度"
        return f"{self.year}年{self.month}月"

    @property
    def to_date(self) -> str:
        """ "2024年1—3月"."""
        return f"{self.year}年1—{self.month}月" if self.month > 1 else f"{self.year}年1月"
