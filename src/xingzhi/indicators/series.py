"""Small registers of a snapshot, read once: populations that rates divide by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from xingzhi.packs import Regions, Series
from xingzhi.snapshots.models import Snapshot

Rows = tuple[dict[str, Any], ...]
Stated = Mapping[str, dict[str, Any]]  # the rows of one place and year, by the former code they are stated under
FORMER = "former_region"


def rows_of(snapshot: Snapshot, register: str) -> Rows:
    """All rows of a small register; none where the snapshot is older than the register."""
    path = snapshot.path(register)
    return _read(path, snapshot.label) if path.exists() else ()


@lru_cache(maxsize=16)
def _read(path: Path, label: str) -> Rows:  # `label` tells snapshots apart that were made anew at one place
    return tuple(pq.read_table(path).to_pylist())


@dataclass(frozen=True)
class Figure:
    """What a published series says of a region and year, and where it stands; None where it cannot be said.

    `missing` then names the former places whose figures are not loaded; `divided` those that went to other regions too.
    `added` names the former places it is the sum of. `unclear`: figures of the place and of one that came to it stand in
    two documents, so that nobody knows whether the first holds the second.
    """

    value: Decimal | None
    source: str = ""
    missing: tuple[str, ...] = ()
    divided: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    unclear: bool = False


def figure(snapshot: Snapshot, series: Series, regions: Regions, region: str, year: int) -> Figure:
    """The figure of a region; of a year in which other places stood there, their sum where all of them are loaded.

    A figure of the region itself counts alone, unless it stood before and others came to it: then one document must state
    them side by side.
    """
    return _figure(_stated(snapshot, series).get((region, year), {}), series, regions, region, year)


def figures(snapshot: Snapshot, series: Series, regions: Regions) -> dict[tuple[str, int], Decimal]:
    """The figure of every region and year that has one."""
    found = {of: _figure(held, series, regions, *of).value for of, held in _stated(snapshot, series).items()}
    return {of: value for of, value in found.items() if value}


def years_loaded(snapshot: Snapshot, series: Series, regions: Regions, region: str) -> list[int]:
    """The years of which the series is loaded for a region."""
    return sorted(year for place, year in figures(snapshot, series, regions) if place == region)


def _figure(stated: Stated, series: Series, regions: Regions, region: str, year: int) -> Figure:
    held = dict(stated)
    whole = held.pop("", None)
    if whole and not held:
        return Figure(whole[series.field], _source(whole))
    if not held:
        return Figure(None)
    parts = regions.parts(region, year)
    if whole and region in parts.names:
        if any(_source(row) != _source(whole) for path, row in held.items() if path in parts.names):
            return Figure(None, unclear=True)
        held, whole = held | {region: whole}, None  # the place of then, smaller than that of today
    if whole:
        return Figure(whole[series.field], _source(whole))
    missing = tuple(name for path, name in parts.names.items() if path not in held)
    added = [held[path] for path in parts.names if path in held]
    if missing or parts.divided or not added:
        return Figure(None, "", missing, parts.divided)
    value, source = sum((row[series.field] for row in added), Decimal(0)), " ".join(dict.fromkeys(map(_source, added)))
    return Figure(value, source, added=tuple(parts.names.values()))


def _stated(snapshot: Snapshot, series: Series) -> Mapping[tuple[str, int], Stated]:
    path = snapshot.path(series.register_)
    return _grouped(path, snapshot.label, series.field, series.year_field) if path.exists() else {}


@lru_cache(maxsize=16)
def _grouped(path: Path, label: str, value: str, year: str) -> Mapping[tuple[str, int], Stated]:
    """The rows that state a number; in snapshots older than the column no place is a former one."""
    found: dict[tuple[str, int], dict[str, dict[str, Any]]] = {}
    for row in _read(path, label):
        if row[value]:
            found.setdefault((row["assigned_region"], row[year]), {}).setdefault(row.get(FORMER) or "", row)
    return found


def _source(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["issuer"], row["document"])))
