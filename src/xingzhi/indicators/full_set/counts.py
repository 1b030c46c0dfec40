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
Counts = dict[str, tuple[Array, Array]]  # indicator -> known and unknown, each of shape (places, spans)


@dataclass(frozen=True)
class Table:
    """What is counted over: files by the name the SQL calls them, the SQL of the rows, and how conditions are masked."""

    files: Mapping[str, Path]
    rows: Callable[[Spans], str]
    masks: Callable[[Spans], Masks]


def count(engine: Engine, table: Table, rules: Rules, spans: Spans, places: Sequence[str]) -> Counts:
    """Known and unknown records of each rule for each place and span; raise `NoMask` where a rule has no such shape."""
    for name, path in table.files.items():
        engine.register(name, path)
    parts = [_block(engine, table.rows(block), table.masks(block), rules, places) for block in blocks(spans)]
    return {
        name: (np.hstack([part[name][0] for part in parts]), np.hstack([part[name][1] for part in parts]))
        for name in rules
    }


def _block(engine: Engine, source: str, masks: Masks, rules: Rules, places: Sequence[str]) -> Counts:
    wanted = {name: masks.of_count(own, base) for name, (own, base) in rules.items()}
    engine.register("days", days(masks.spans))
    engine.register("cube", engine.sql(_groups(f"{source} r{masks.joins()}", masks.columns)))
    text = " UNION ALL ".join(_sums(at, *pair) for at, pair in enumerate(wanted.values()))
    found = engine.sql(text)
    regions, codes = _coded(found["region"])
    inside = np.array([[region.startswith(place) for region in regions] for place in places], dtype=np.int64)
    numbers, of = (found[name].to_numpy() for name in ("n", "rule"))
    counts = {}
    for at, name in enumerate(wanted):
        mine = of == at
        known, unknown = (
            inside.reshape(len(places), len(regions))
            @ _unpacked(codes[mine], found[column].to_numpy()[mine], numbers[mine], len(regions), len(masks.spans))
            for column in ("known", "unknown")
        )
        counts[name] = (known, unknown)
    return counts


def _groups(source: str, columns: Mapping[str, str]) -> str:
    """Records of one place and equal masks, counted. What lies elsewhere is kept by the office, and is not of it."""
    shown = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    by = ", ".join(str(at + 1) for at in range(len(columns) + 1))
    return (
        f"SELECT r.region AS region, {shown}, count(*) AS n FROM {source}"  # noqa: S608
        f" WHERE r.region_how <> 'outside' AND r.region IS NOT NULL GROUP BY {by}"
    )


def _sums(rule: int, known: str, unknown: str) -> str:
    masks = f"SELECT region, CAST({known} AS BIGINT) AS known, CAST({unknown} AS BIGINT) AS unknown, n FROM cube"  # noqa: S608
    return (
        f"SELECT {rule} AS rule, region, known, unknown, CAST(sum(n) AS BIGINT) AS n FROM ({masks}) g"  # noqa: S608
        " WHERE known <> 0 OR unknown <> 0 GROUP BY region, known, unknown"
    )


def _coded(regions: pa.ChunkedArray) -> tuple[list[str], Array]:
    held = regions.combine_chunks().dictionary_encode()
    return held.dictionary.to_pylist(), held.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def _unpacked(codes: Array, masks: Array, numbers: Array, places: int, spans: int) -> Array:
    """How many records of each place have the bit of each span."""
    counts = np.zeros((places, spans), dtype=np.int64)
    for bit in range(spans):
        counts[:, bit] = np.bincount(codes, weights=numbers * ((masks >> bit) & 1), minlength=places)
    return counts
