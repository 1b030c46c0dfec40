"""Millions of abstracts as Parquet, written and searched in parts that fit into memory.

python -m bench.similar_applications.large make --texts 10000000 --out synthetic.parquet
python -m bench.similar_applications.large make --texts 10000000 --out city.parquet --csv patents.csv --column 摘要
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.similar_applications.corpus import resampled, synthetic

PART = 100_000
SCHEMA = pa.schema([("id", pa.string()), ("abstract", pa.string())])


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make",))
    parser.add_argument("--texts", type=int, default=10_000_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--csv", type=Path, help="real texts, copied in characters of each copy's own; else invented")
    parser.add_argument("--column", default="摘要")
    options = parser.parse_args()
    sources = _sources(options.csv, options.column) if options.csv else []
    with pq.ParquetWriter(options.out, SCHEMA, compression="zstd") as writer:
        for part in _parts(options.texts, sources):
            writer.write_table(part)


def _sources(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[column] for row in csv.DictReader(file) if len(row[column]) >= 60]


def _parts(number: int, sources: list[str]) -> Iterator[pa.Table]:
    starts = range(0, number, PART)
    with ProcessPoolExecutor(2) as pool:
        for start in range(0, len(starts), 4):
            now = [(at, min(PART, number - at), sources) for at in starts[start : start + 4]]
            yield from pool.map(_part, *zip(*now, strict=True))


def _part(start: int, number: int, sources: list[str]) -> pa.Table:
    """Texts `start` and after; every part has a seed of its own, invented ones share their words."""
    seed = 1 + start // PART
    texts = resampled(number, sources, seed) if sources else synthetic(number, seed, words_seed=1)
    return pa.table([[f"T{start + at:09d}" for at in range(number)], texts], schema=SCHEMA)


if __name__ == "__main__":
    main()
