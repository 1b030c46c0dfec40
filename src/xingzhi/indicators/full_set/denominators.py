"""The published figures that ratios are divided by, of all places and spans."""

from __future__ import annotations

from decimal import Decimal

from xingzhi.core.declare import register_named
from xingzhi.indicators.full_set.spans import Spans
from xingzhi.indicators.series import rows_of
from xingzhi.packs import Series
from xingzhi.snapshots.models import Snapshot


def denominators(snapshot: Snapshot, series: Series, spans: Spans, places: list[str]) -> list[Decimal | None]:
    """For each place and each span the figure of the year the series says (see `series.denominator`)."""
    register = register_named(series.register_)
    value, year = register[series.field].name, register[series.year_field].name
    held: dict[tuple[str, int], Decimal] = {}
    for row in rows_of(snapshot, register.name):
        if row[value]:
            held.setdefault((row["assigned_region"], row[year]), row[value])
    return [held.get((place, span.end.year + series.year_offset)) for place in places for span in spans]
