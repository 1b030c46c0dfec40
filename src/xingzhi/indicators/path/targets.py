"""The target of an indicator for a place and year, as recorded; two that differ are both shown and none is used."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.packs import Indicator
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class Target:
    """A recorded target. `record` is the key of its row."""

    value: Decimal
    unit: str
    issuer: str
    document: str
    record: str


def targets_of(snapshot: Snapshot, indicator: Indicator, region: str, year: int) -> tuple[Target, ...]:
    """What was set for the indicator, named by its id or its title, in the snapshot."""
    path = snapshot.path("annual_targets")
    if not path.exists():
        return ()
    with DuckDBEngine(threads=1) as engine:
        engine.register("targets", path)
        rows = engine.sql(
            "SELECT key, target, unit, issuer, document FROM targets WHERE assigned_region = $region AND year = $year"
            " AND trim(indicator) IN ($id, $zh, $en) ORDER BY key",
            region=region, year=year, id=indicator.id, zh=indicator.title.zh, en=indicator.title.en,
        ).to_pylist()  # fmt: skip
    return tuple(
        Target(row["target"].normalize(), row["unit"] or "", row["issuer"] or "", row["document"] or "", row["key"])
        for row in rows
        if row["target"] is not None
    )
