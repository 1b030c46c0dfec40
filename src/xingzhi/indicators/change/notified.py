"""Two figures notified from above that may be compared: of like periods, and not contradicted by one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations

from xingzhi.indicators.official import Official, agree
from xingzhi.indicators.used import finest


@dataclass(frozen=True)
class Pair:
    """The figure before and the figure after; `left_out` are those that could not be used, unread or contradictory."""

    before: Official
    after: Official
    left_out: tuple[Official, ...]


def pair(figures: list[Official], timing: str, days: tuple[date, date]) -> Pair | None:
    """The two that end on the days, else the latest two of like periods; None where there are no two.

    `timing` is that of the indicator, "" where it is not known. Of several pairs the one over the longer stretch.
    """
    held: dict[tuple[date | None, date], list[Official]] = {}
    for figure in figures:
        if figure.end and not figure.unread:
            held.setdefault((figure.start if timing in ("flow", "") else None, figure.end), []).append(figure)
    usable = [finest(said) for said in held.values() if agree(said)]
    usable.sort(key=lambda each: (each.end or date.min, -(each.start or date.min).toordinal()), reverse=True)
    contradicted = [figure for said in held.values() if not agree(said) for figure in said]
    left_out = (*contradicted, *(figure for figure in figures if figure.unread))
    pairs = [(before, after) for after, before in combinations(usable, 2) if _alike(before, after, timing)]
    chosen = [each for each in pairs if (each[0].end, each[1].end) == days] or pairs
    return Pair(*chosen[0], left_out) if chosen else None


def _alike(before: Official, after: Official, timing: str) -> bool:
    """Whether two figures are of like periods: stocks of two days, flows of the same months of two years."""
    if before.end is None or after.end is None or before.end == after.end:
        return False
    if timing == "stock":
        return True
    if timing == "cumulative":
        return before.end.month == after.end.month
    if before.start is None or after.start is None:
        return before.start is after.start
    return (before.start.month, before.end.month) == (after.start.month, after.end.month)
