"""Quarters as papers name them: 2026-Q3. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta


def quarter(text: str) -> tuple[date, date] | None:
    """First and last day of a quarter; None where the text names none."""
    found = re.fullmatch(r"(\d{4})-Q([1-4])", text)
    if not found:
        return None
    year, number = int(found[1]), int(found[2])
    after = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)
    return date(year, number * 3 - 2, 1), after - timedelta(days=1)


def months(start: date, end: date) -> list[str]:
    """The months of a stretch: 2026-07, 2026-08, …"""
    span = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return [f"{each // 12}-{each % 12 + 1:02}" for each in span]
