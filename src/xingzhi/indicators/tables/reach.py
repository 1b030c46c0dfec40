"""Up to which day the records behind the values of a table are all here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xingzhi.indicators.freshness import complete_until, month_complete
from xingzhi.indicators.tables.figures import Figure, Figures


def reaches(used: Iterable[Figure], figures: Figures, end: date) -> date | None:
    """The earliest such day of the values not received, where the period ends later; None where all is here."""
    found = []
    for figure in used:
        measure = figures.measure(figure.indicator)
        if figure.kind != "official" and figure.value is not None and measure.counted:
            found.append(complete_until(measure))
    return min((until for until in found if until and not month_complete(end, until)), default=None)
