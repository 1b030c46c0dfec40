"""Counts of every place and span over one register: one pass over its Parquet, then work on groups of equal records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from xingzhi.engine.base import Engine
from xingzhi.indicators.full_set.masks import Masks
from xingzhi.indicators.full_set.spans import Spans, blocks, days
from xingzhi.packs import Count

Array = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Rules = Mapping[str, tuple[Count, Count | None]]  # indicator -> what it counts, and within what
UNIT = 10_000  # amounts are added up in ten-thousandths, which is what registers keep
Counts = dict[str, tuple[Array, Array]]  # indicator -> known and unknown, each of shape (places, spans)


@dataclass(frozen=True)
class Table:
    """What is counted over: files by the name the SQL calls them, the SQL of the rows, and how conditions are masked."""

    files: Mapping[str, Path]
    rows: Callable[[Spans], str]
    masks: Callable[[Spans], Masks]


def count(engine: Engine, table: Table, rules: Rules, spans: Spans, places: Sequence[str], amount: str = "") -> Counts:
    """Known and unknown records of each rule for each place and span; raise `NoMask` where a rule has no such shape.

    With `amount`, a column, what is known is its sum instead, in UNIT.
    """
    for name, path in table.files.items():
        engine.register(name, path)
    parts = [_block(engine, table.rows(block), table.masks(block), rules, places, amount) for block in blocks(spans)]
    return {
        name: (np.hstack([part[name][0] for part in parts]), np.hstack([part[name][1] for part in parts]))
        for name in rules
    }


def _block(engine: Engine, source: str, masks: Masks, rules: Rules, places: Sequence[str], amount: str) -> Counts:
    wanted = {name: masks.of_count(own, base) for name, (own, base) in rules.items()}
    engine.register("days", days(masks.spans))
    engine.register("cube", engine.sql(_groups(f"{source} r{masks.joins()}", masks.columns, amount)))
    text = " UNION ALL ".join(_sums(at, *pair) for at, pair in enumerate(wanted.values()))
    found = engine.sql(text)
    regions, codes = _coded(found["region"])
    inside = np.array([[region.startswith(place) for region in regions] for place in places], dtype=np.int64)
    of = found["rule"].to_numpy()
    counts = {}
    for at, name in enumerate(wanted):
        mine = of == at
        known, unknown = (
            inside.reshape(len(places), len(regions))
            @ _unpacked(
                codes[mine],
                found[column].to_numpy()[mine],
                found[weight].to_numpy()[mine],
                len(regions),
                len(masks.spans),
            )
            for column, weight in (("known", "amount"), ("unknown", "n"))
        )
        counts[name] = (known, unknown)
    return counts


def _groups(source: str, columns: Mapping[str, str], amount: str) -> str:
    """Records of one place and equal masks, counted. What lies elsewhere is kept by the office, and is not of it."""
    shown = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    added = f"CAST(sum(coalesce(r.{amount}, 0)) * {UNIT} AS BIGINT)" if amount else "count(*)"
    by = ", ".join(str(at + 1) for at in range(len(columns) + 1))
    return (
        f"SELECT r.region AS region, {shown}, count(*) AS n, {added} AS amount FROM {source}"  # noqa: S608
        f" WHERE r.region_how <> 'outside' AND r.region IS NOT NULL GROUP BY {by}"
    )


def _sums(rule: int, known: str, unknown: str) -> str:
    masks = (
        f"SELECT region, CAST({known} AS BIGINT) AS known, CAST({unknown} AS BIGINT) AS unknown, n, amount FROM cube"  # noqa: S608
    )
    return (
        f"SELECT {rule} AS rule, region, known, unknown, CAST(sum(n) AS BIGINT) AS n,"  # noqa: S608
        f" CAST(sum(amount) AS BIGINT) AS amount FROM ({masks}) g"
        " WHERE known <> 0 OR unknown <> 0 GROUP BY region, known, unknown"
    )


def _coded(regions: pa.ChunkedArray) -> tuple[list[str], Array]:
    held = regions.combine_chunks().dictionary_encode()
    return held.dictionary.to_pylist(), held.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def _unpacked(codes: Array, masks: Array, numbers: Array, places: int, spans: int) -> Array:
    """How many records of each place have the bit of each span."""
    counts = np.zeros((places, spans), dtype=np.int64)
    for bit in range(spans):
        np.add.at(counts[:, bit], codes, numbers * ((masks >> bit) & 1))
    return counts
