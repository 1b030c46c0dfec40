"""Millions of abstracts as Parquet, and the command on 10^5, 10^6, 10^7 of them: time, memory, growth, recall.

    python -m bench.similar_applications.large make --texts 10000000 --out invented.parquet
    python -m bench.similar_applications.large make --texts 10000000 --out city.parquet --csv patents.csv --column 摘要
    python -m bench.similar_applications.large measure --input city.parquet --new new.parquet

Recall and precision are of each record's twenty most alike, for a thousand records of every size, against all texts by counting
shared grams (`sampled`).
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from bench.similar_applications.corpus import resampled, synthetic
from bench.similar_applications.sampled import exact_partners

PART = 100_000
BEST = 20
COMMON = 150  # characters that copies of the city have in common: some ten pairs from each copy to each other one
SCHEMA = pa.schema([("id", pa.string()), ("abstract", pa.string())])


def main() -> None:
    """Write the file, or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "measure"))
    parser.add_argument("--texts", type=int, default=10_000_000)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--csv", type=Path, help="real texts, copied in characters of each copy's own; else invented")
    parser.add_argument("--column", default="摘要")
    parser.add_argument("--seed", type=int, default=1, help="of the first part; other seeds give other texts")
    parser.add_argument("--input", type=Path)
    parser.add_argument("--new", type=Path, help="new texts to hold against all of the input")
    parser.add_argument("--sample", type=int, default=1000, help="records whose partners are counted by brute force")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    options = parser.parse_args()
    if options.what == "make":
        make(options)
    else:
        measure(options)


def make(options: argparse.Namespace) -> None:
    """Write the texts."""
    sources = _sources(options.csv, options.column) if options.csv else []
    with pq.ParquetWriter(options.out, SCHEMA, compression="zstd") as writer:
        for part in _parts(options.texts, sources, options.seed):
            writer.write_table(part)


def _sources(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[column] for row in csv.DictReader(file) if len(row[column]) >= 60]


def _parts(number: int, sources: list[str], seed: int) -> Iterator[pa.Table]:
    starts = range(0, number, PART)
    with ProcessPoolExecutor(2) as pool:
        for start in range(0, len(starts), 4):
            now = [(at, min(PART, number - at), sources, seed) for at in starts[start : start + 4]]
            yield from pool.map(_part, *zip(*now, strict=True))


def _part(start: int, number: int, sources: list[str], first_seed: int) -> pa.Table:
    """Texts `start` and after; every part has a seed of its own, invented ones share their words."""
    seed = first_seed + start // PART
    texts = resampled(number, sources, seed, COMMON) if sources else synthetic(number, seed, words_seed=1)
    return pa.table([[f"T{seed:06d}.{at:06d}" for at in range(number)], texts], schema=SCHEMA)


class Run(NamedTuple):
    """What a command took."""

    seconds: float
    processor: float
    gigabytes: float


def run(*arguments: str) -> Run:
    """Run `xingzhi screen …` in a process of its own."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "xingzhi", "screen", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments} ended with {status}")
    return Run(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20)


def measure(options: argparse.Namespace) -> None:
    """Print the table: first everything is timed, then checked."""
    run("similar-applications", "--help")  # files read once
    points, rows = [], []
    with tempfile.TemporaryDirectory(dir=options.input.parent) as name:
        folder = Path(name)
        for size in options.sizes:
            source, out = _first(options.input, size, folder / f"{size}.parquet"), folder / f"pairs-{size}.parquet"
            taken = run("similar-applications", "--input", str(source), *_columns(out), "--best", str(BEST))
            points.append((math.log(size), math.log(taken.seconds)))
            rows.append((f"{size:,}", taken, out, _ids(source, size, options.sample), source, None))
        if len(points) > 1:
            print(f"Fitted: seconds grow with the number of texts to the power {_slope(points):.2f}.\n", flush=True)
        if options.new:
            store, out, new = folder / "store", folder / "new.parquet", pq.read_metadata(options.new).num_rows
            taken = run("store-applications", "--input", str(options.input), *_columns(out)[:4], "--store", str(store))
            print(f"Stored: {taken.seconds:.0f} s, {taken.gigabytes:.1f} GB.\n", flush=True)
            taken = run("similar-applications", "--input", str(options.new), *_columns(out), "--against", str(store))
            chosen = _ids(options.new, new, options.sample)
            rows.append((f"{new:,} new", taken, out, chosen, options.new, options.input))
        print("| texts | seconds | processor seconds | peak GB | pairs kept | recall of the 20 best | precision |")
        print("|---|---|---|---|---|---|---|", flush=True)
        for row in rows:
            _row(*row)


def _columns(out: Path) -> tuple[str, ...]:
    return ("--id", "id", "--text", "abstract", "--threshold", "0.5", "--out", str(out))


def _first(path: Path, rows: int, out: Path) -> Path:
    if rows >= pq.read_metadata(path).num_rows:
        return path
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
        for batch in pq.ParquetFile(path).iter_batches(min(PART, rows)):
            writer.write_batch(batch.slice(0, rows))
            rows -= len(batch)
            if rows <= 0:
                break
    return out


def _ids(path: Path, rows: int, sample: int) -> list[str]:
    """The ids of the sample: evenly spread rows."""
    ids = pq.read_table(path, columns=["id"])["id"]
    return [ids[at].as_py() for at in range(0, rows, max(1, rows // sample))][:sample]


def _row(label: str, taken: Run, out: Path, chosen: list[str], source: Path, others: Path | None) -> None:
    wanted = ", ".join(f"'{each}'" for each in chosen)
    found: dict[str, dict[str, float]] = {each: {} for each in chosen}
    total = pq.read_metadata(out).num_rows
    for column, other in (("id_a", "id_b"), ("id_b", "id_a")):
        rows = duckdb.sql(f"select {column}, {other}, similarity from '{out}' where {column} in ({wanted})").fetchall()
        for own, partner, similarity in rows:
            found[own][partner] = similarity
    texts = dict(duckdb.sql(f"select id, abstract from '{source}' where id in ({wanted})").fetchall())
    looked_in = others or source
    every: dict[str, list[tuple[float, str]]] = {each: [] for each in chosen}
    numbers = pq.read_table(looked_in, columns=["id"])["id"]
    for place, row, similarity in exact_partners([_folded(texts[each]) for each in chosen], _texts(looked_in)):
        if numbers[row].as_py() != chosen[place]:
            every[chosen[place]].append((similarity, numbers[row].as_py()))
    inside = set(pq.read_table(source, columns=["id"])["id"].to_pylist()) if others else set()
    hit = asked = right = given = 0
    for own, partners in every.items():
        partners.sort(reverse=True)
        mine = {each: similarity for similarity, each in partners}
        least = (
            partners[BEST - 1][0] if len(partners) >= BEST else 0.0
        )  # any that are as alike as the twentieth will do
        kept = [each for each in found[own] if mine.get(each, 0) >= least]
        asked += min(BEST, len(partners))
        hit += min(len(kept), BEST, len(partners))
        outside = found[own].keys() - inside
        given += len(outside)
        right += sum(abs(mine.get(each, 0) - found[own][each]) < 1e-9 for each in outside)
    print(
        f"| {label} | {taken.seconds:.1f} | {taken.processor:.1f} | {taken.gigabytes:.1f} | {total:,} | "
        f"{hit} of {asked} | {right} of {given} |",
        flush=True,
    )


def _texts(path: Path) -> Iterator[list[str]]:
    for batch in pq.ParquetFile(path).iter_batches(PART, columns=["abstract"]):
        yield [_folded(text) for text in batch.column(0).to_pylist()]


def _folded(text: str) -> str:
    from xingzhi.text.normalise import fold

    return fold(text)


def _slope(points: list[tuple[float, float]]) -> float:
    """Of the straight line nearest to the points."""
    x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


if __name__ == "__main__":
    main()
