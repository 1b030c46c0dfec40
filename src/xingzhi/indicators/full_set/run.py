"""The complete set of a snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import pyarrow as pa

from xingzhi.core.office import office_path
from xingzhi.engine.base import Engine
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.full_set.figures import Figures
from xingzhi.indicators.full_set.rules import rule_of
from xingzhi.indicators.full_set.spans import Spans
from xingzhi.indicators.full_set.table import SCHEMA
from xingzhi.indicators.high_value.reading import reading
from xingzhi.packs import Indicator, Packs
from xingzhi.snapshots.models import Snapshot

METADATA = b"xingzhi"


def full_set(
    packs: Packs,
    snapshot: Snapshot,
    months: Spans,
    regions: Sequence[str] | None = None,
    *,
    engine: Engine | None = None,
    indicators: Iterable[Indicator] | None = None,
) -> pa.Table:
    """Every indicator for every place and month: value, numerator, denominator, what is undecided (see `table.SCHEMA`).

    `regions` are paths, by default all places at or under the office's; `months` may be any spans of days. The values are
    those of `Measure.value`. The metadata, JSON under "xingzhi", names snapshot and packs, and how each indicator was
    computed: "together", "one by one" (slower: its conditions have no other shape), or "no source" (nothing feeds it yet).
    """
    places = list(at_or_under(packs, office_path()) if regions is None else regions)
    asked = list(packs.indicators.values() if indicators is None else indicators)
    if engine is not None:
        return _full_set(packs, snapshot, months, places, engine, asked)
    with DuckDBEngine() as own:
        return _full_set(packs, snapshot, months, places, own, asked)


def at_or_under(packs: Packs, path: str) -> list[str]:
    """A place and all places below it, each before those below it."""
    return [path, *(found for child in packs.regions.children(path) for found in at_or_under(packs, child.path))]


def how(table: pa.Table) -> dict[str, str]:
    """How each indicator of a complete set was computed."""
    return dict(json.loads(table.schema.metadata[METADATA])["indicators"])


def _full_set(
    packs: Packs, snapshot: Snapshot, months: Spans, places: list[str], engine: Engine, asked: list[Indicator]
) -> pa.Table:
    work = Figures(packs, snapshot, months, places, engine)
    parts = [work.of(found) for found in work.counted(asked)]
    table = pa.concat_tables(parts) if parts else SCHEMA.empty_table()
    said = {"snapshot": snapshot.label, "packs": _refs(packs, asked), "indicators": work.ways, "internal": True}
    return table.replace_schema_metadata({METADATA: json.dumps(said, ensure_ascii=False)})


def _refs(packs: Packs, asked: list[Indicator]) -> str:
    rules = [rule_of(packs, found) for found in asked]
    high_value = any(rule.high_value for rule in rules if rule)
    return "; ".join([packs.ref("indicators"), *([reading(packs).ref] if high_value else [])])
