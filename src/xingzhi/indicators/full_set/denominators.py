"""The published figures that ratios are divided by, of all places and spans."""

from __future__ import annotations

from decimal import Decimal

from xingzhi.indicators.full_set.spans import Spans
from xingzhi.indicators.series import figures
from xingzhi.packs import Regions, Series
from xingzhi.snapshots.models import Snapshot


def denominators(
    snapshot: Snapshot, series: Series, regions: Regions, spans: Spans, places: list[str]
) -> list[Decimal | None]:
    """For each place and each span the figure of the year the series says (see `series.figure`)."""
    held = figures(snapshot, series, regions)
    return [held.get((place, span.end.year + series.year_offset)) for place in places for span in spans]
