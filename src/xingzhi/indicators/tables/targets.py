"""年度目标 as recorded in the register annual_targets of a snapshot; nothing is proposed here."""

from __future__ import annotations

from decimal import Decimal

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.packs import Indicator
from xingzhi.snapshots.models import Snapshot

Targets = dict[tuple[str, str, int], Decimal]


def targets(snapshot: Snapshot) -> Targets:
    """(indicator as written, region path, year) -> target; a snapshot older than the register holds none."""
    path = snapshot.path("annual_targets")
    if not path.exists():
        return {}
    engine = DuckDBEngine()
    engine.register("rows", path)
    rows = engine.sql("SELECT indicator, assigned_region, year, target FROM rows WHERE target IS NOT NULL").to_pylist()
    return {(str(row["indicator"]).strip(), row["assigned_region"] or "", row["year"]): row["target"] for row in rows}


def target_of(held: Targets, indicator: Indicator, region: str, year: int) -> Decimal | None:
    """The target of an indicator, named in the register by its id or its Chinese name."""
    for name in (indicator.id, indicator.title.zh):
        if (name, region, year) in held:
            return held[name, region, year]
    return None
