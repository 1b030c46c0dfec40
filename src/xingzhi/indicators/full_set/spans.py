"""The months of a period, and of each day which of them it is before, in or after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from xingzhi.indicators.measure import month_of
from xingzhi.indicators.query import Span

BITS = 60  # of the 63 a BIGINT has: with 2 ** 60 a sum of all bits stays inside
EDGES = ("start", "end")
COMPARISONS = {"eq": np.equal, "ne": np.not_equal, "lt": np.less, "lte": np.less_equal, "gt": np.greater,
               "gte": np.greater_equal}  # fmt: skip

Spans = Sequence[Span]


def months_to(at: date, number: int) -> tuple[Span, ...]:
    """The last months, earliest first; the last one ends with the day given."""
    spans = [month_of(at)]
    while len(spans) < number:
        spans.append(month_of(spans[-1].start - timedelta(1)))
    return tuple(reversed(spans))


def blocks(spans: Spans) -> list[Spans]:
    """The spans in parts that fit into one integer each."""
    return [spans[at : at + BITS] for at in range(0, len(spans), BITS)]


def all_bits(spans: Spans) -> int:
    """The integer that says yes to every span."""
    return (1 << len(spans)) - 1


def day(at: date) -> str:
    """A day as SQL."""
    return f"DATE '{at.isoformat()}'"


def days(spans: Spans) -> pa.Table:
    """Every day there is from before the first span until after the last, with the masks of what holds of it.

    Column "lte_end" has the bit of a span set where the day is on or before its last day; so for each comparison, and
    for the first day ("lte_start").
    """
    first, last = _reach(spans)
    held = np.arange(first.toordinal(), last.toordinal() + 1)[:, None]
    columns = {"day": pa.array([date.fromordinal(int(each)) for each in held[:, 0]], pa.date32())}
    weights = np.array([1 << bit for bit in range(len(spans))], dtype=np.int64)
    for edge in EDGES:
        ordinals = np.array([getattr(span, edge).toordinal() for span in spans])
        for name, compare in COMPARISONS.items():
            columns[f"{name}_{edge}"] = pa.array(compare(held, ordinals) @ weights)
    return pa.table(columns)


def joined(alias: str, column: str, spans: Spans) -> str:
    """SQL that joins `days` to a date column; a day further away is as the nearest there is, an empty date has none."""
    first, last = map(day, _reach(spans))
    nearest = f"CASE WHEN {column} < {first} THEN {first} WHEN {column} > {last} THEN {last} ELSE {column} END"
    return f" LEFT JOIN days {alias} ON {alias}.day = {nearest}"


def _reach(spans: Spans) -> tuple[date, date]:
    return min(span.start for span in spans) - timedelta(1), max(span.end for span in spans) + timedelta(1)
