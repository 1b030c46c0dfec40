"""Days written in figures: 2025.6.30前, and in the cells of a table 2025-06-30 and 2025.6."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xingzhi.plans.reading.relative import Deadline

_DOTTED = re.compile(
    r"(?<![\d.])(?P<year>20\d{2})[./\-](?P<month>\d{1,2})(?:[./\-](?P<day>\d{1,2}))?(?![\d./\-])(?P<before>日?(?:之前|以前|前))?"
)


def in_figures(text: str, issued: date | None, cell: bool) -> Iterator[Deadline]:
    """2025.6.30前; in a cell 2025-06-30 and 2025.6 as well."""
    for found in _DOTTED.finditer(text):
        if not (found["before"] or cell):
            continue
        year, month = int(found["year"]), int(found["month"])
        place = Deadline(found[0], found.start(), found.end(), None, "day" if found["day"] else "month_end")
        try:
            day = date(year, month, int(found["day"])) if found["day"] else month_end(year, month)
        except ValueError:
            yield replace(place, problem="date_impossible")
        else:
            yield replace(place, day=day, problem="date_before_notice" if issued and day < issued else "")


def month_end(year: int, month: int) -> date:
    """The last day of a month; ValueError where there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, calendar.monthrange(year, month)[1])
