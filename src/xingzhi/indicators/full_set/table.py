"""Figures from counts: one row an indicator, place and span, equal to `Measure.value` of that cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa

from xingzhi.indicators.full_set.counts import Array
from xingzhi.indicators.full_set.spans import Spans
from xingzhi.indicators.measure import Value, rate
from xingzhi.packs import Indicator

FIGURE = pa.decimal128(38, 6)
SCHEMA = pa.schema(
    [("indicator", pa.string()), ("region", pa.string()), ("start", pa.date32()), ("at", pa.date32()),
     ("value", FIGURE), ("numerator", FIGURE), ("denominator", FIGURE), ("unknown", pa.int64()), ("upper", FIGURE),
     ("lacks", pa.string()), ("internal", pa.bool_())]
)  # fmt: skip

Denominators = list[Decimal | None]


def of_counts(
    found: Indicator, counts: tuple[Array, Array], below: Denominators | None, places: Sequence[str], spans: Spans,
    timing: str, *, bounded: bool, empty: bool, unit: int = 1,
) -> pa.Table:  # fmt: skip
    """The rows of one indicator from what was counted, by place and then by span; `below` is what a ratio is divided by.

    Without its denominator a figure is missing ("population"); so it is where none is known to count and of some it
    cannot be decided ("status"; of high-value inventions, which are `bounded`, "undecided"), and where the register holds
    no record at all (`empty`: "register"): that is no zero.
    """
    known, unknown = (each.reshape(-1) for each in counts)
    doubtful = (unknown > 0) & (known == 0)
    absent = np.array([below is not None and value is None for value in below or repeat(None, len(known))], dtype=bool)
    lacks = np.where(doubtful, "undecided" if bounded else "status", np.where(absent, "population", ""))
    hidden = doubtful
    if empty:
        hidden = known == 0
        lacks = np.where(hidden, "register", lacks)
    size = len(known)
    columns: dict[str, Any] = {
        "value": _figures(known, below, found.decimals, hidden, unit),
        "numerator": _figures(known, None, 0, hidden & False, unit),
        "denominator": pa.array(below, FIGURE) if below is not None else pa.nulls(size, FIGURE),
        "unknown": pa.array(unknown),
        "upper": _figures(known + unknown, below, found.decimals, hidden & empty)
        if bounded
        else pa.nulls(size, FIGURE),
        "lacks": pa.array(lacks, pa.string()),
    }
    return _table(found, columns, places, spans, timing)


def of_values(found: Indicator, values: Sequence[Value], places: Sequence[str], spans: Spans, timing: str) -> pa.Table:
    """The rows of one indicator whose figures were computed one by one."""
    names = ("value", "numerator", "denominator", "unknown", "upper", "lacks")
    columns = {name: [getattr(value, name) for value in values] for name in names}
    made = {name: pa.array(held, SCHEMA.field(name).type) for name, held in columns.items()}
    return _table(found, made, places, spans, timing)


def _figures(counts: Array, below: Denominators | None, decimals: int, hidden: Any, unit: int = 1) -> pa.Array:
    """Counts (in parts of a `unit`), or rates where there is something to divide by; none where `hidden`."""
    if below is None:
        figures = pa.array(counts).cast(FIGURE)
        if unit > 1:
            figures = pa.array([Decimal(count) / unit for count in counts.tolist()], FIGURE)
    else:
        known = cache(rate)
        pairs = zip(counts.tolist(), below, strict=True)
        figures = pa.array(
            [known(Decimal(count) / unit, value, decimals) if value else None for count, value in pairs], FIGURE
        )
    return pa.compute.if_else(pa.array(hidden), pa.scalar(None, FIGURE), figures)


def _table(found: Indicator, columns: dict[str, Any], places: Sequence[str], spans: Spans, timing: str) -> pa.Table:
    size = len(places) * len(spans)
    ends = [span.end for span in spans]
    starts = [span.start for span in spans] if timing != "stock" else ends
    columns |= {
        "indicator": pa.repeat(found.id, size),
        "region": pa.array(np.repeat(np.array(places, dtype=object), len(spans)), pa.string()),
        "start": pa.array(starts * len(places), pa.date32()),
        "at": pa.array(ends * len(places), pa.date32()),
        "internal": pa.repeat(True, size),
    }
    return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)
