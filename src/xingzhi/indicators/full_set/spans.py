"""The months of a period, and SQL that tests a column against all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xingzhi.indicators.measure import month_of
from xingzhi.indicators.query import Span

BITS = 60  # of the 63 a BIGINT has: with 2 ** 60 a sum of all bits stays inside

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


def mask(column: str, operator: str, days: Sequence[date], empty: int = 0) -> str:
    """SQL of the integer whose bit is set where a date column compares so with the day of that place.

    An empty date gives `empty`.
    """
    bits = " + ".join(f"CAST({column} {operator} {day(at)} AS BIGINT) * {1 << bit}" for bit, at in enumerate(days))
    return f"coalesce({bits}, {empty})"
