"""Small registers of a snapshot, read once: populations that rates divide by."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from xingzhi.core.declare import register_named
from xingzhi.packs import Series
from xingzhi.snapshots.models import Snapshot

Rows = tuple[dict[str, Any], ...]


def rows_of(snapshot: Snapshot, register: str) -> Rows:
    """All rows of a small register; none where the snapshot is older than the register."""
    path = snapshot.path(register)
    return _read(path, snapshot.label) if path.exists() else ()


@lru_cache(maxsize=16)
def _read(path: Path, label: str) -> Rows:  # `label` tells snapshots apart that were made anew at one place
    return tuple(pq.read_table(path).to_pylist())


def denominator(snapshot: Snapshot, series: Series, region: str, year: int) -> tuple[Decimal | None, str]:
    """What a published series says of a region and year, and where it stands; None where it is not loaded."""
    register = register_named(series.register_)
    value, of_year = register[series.field].name, register[series.year_field].name
    for row in rows_of(snapshot, register.name):
        if row["assigned_region"] == region and row[of_year] == year and row[value]:
            return row[value], " ".join(filter(None, (row["issuer"], row["document"])))
    return None, ""


def years_loaded(snapshot: Snapshot, series: Series, region: str) -> list[int]:
    """The years of which the series is loaded for a region."""
    return sorted(
        row[series.year_field]
        for row in rows_of(snapshot, series.register_)
        if row["assigned_region"] == region and row[series.field]
    )
