"""The published figures that ratios are divided by, of all places and spans, read once."""

from __future__ import annotations

from decimal import Decimal

from xingzhi.core.declare import register_named
from xingzhi.engine.base import Engine
from xingzhi.indicators.full_set.spans import Spans
from xingzhi.packs import Series
from xingzhi.snapshots.models import Snapshot


def denominators(
    engine: Engine, snapshot: Snapshot, series: Series, spans: Spans, places: list[str]
) -> list[Decimal | None]:
    """For each place and each span the figure of the year the series says; None where it is not loaded, or nought."""
    register = register_named(series.register_)
    path = snapshot.path(register.name)
    if not path.exists():
        return [None] * (len(spans) * len(places))
    engine.register("series", path)
    value, year = register[series.field].name, register[series.year_field].name
    table = engine.sql(f"SELECT assigned_region AS place, {year} AS year, {value} AS value FROM series")  # noqa: S608
    held: dict[tuple[str, int], Decimal | None] = {}
    for row in table.to_pylist():
        held.setdefault((row["place"], row["year"]), row["value"])
    return [held.get((place, span.end.year + series.year_offset)) or None for place in places for span in spans]
