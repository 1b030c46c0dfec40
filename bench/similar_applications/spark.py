"""The search on this machine and on Spark over the same Parquet files, in one run, as a Markdown table.

    python -m bench.similar_applications.spark --texts 100000
    python -m bench.similar_applications.spark --texts 100000 1000000 --master spark://head:7077

Each is the whole command in a process of its own: reading, folding, searching and writing, on Spark its start as well. On
one machine Spark can only be slower; what is measured is what it costs, and that the results are equal.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.similar_applications.corpus import synthetic

FILES = 8


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, nargs="+", default=[100_000])
    parser.add_argument("--blocks", type=int, default=4, help="blocks the texts fall into on Spark")
    parser.add_argument("--master", default="local-cluster[2,1,2048]")
    options = parser.parse_args()
    print(f"Invented abstracts, threshold 0.5, {os.cpu_count()} cores ({platform.machine()}), {options.master}\n")
    print("| texts | engine | tasks | seconds | pairs | equal |\n|---|---|---|---|---|---|")
    for number in options.texts:
        with tempfile.TemporaryDirectory(prefix="xingzhi-bench-") as folder:
            compare(number, Path(folder), options)


def compare(number: int, folder: Path, options: argparse.Namespace) -> None:
    """Both engines on so many texts; a row each."""
    write(synthetic(number), folder / "stock")
    here, there = folder / "here.parquet", folder / "there.parquet"
    seconds = command(folder / "stock", here)
    pairs = pq.read_metadata(here).num_rows
    print(f"| {number:,} | this machine | 1 | {seconds:.1f} | {pairs:,} | |", flush=True)
    size = -(-number // options.blocks)
    seconds = command(
        folder / "stock", there, "--engine", "spark", "--master", options.master, "--block-size", str(size)
    )
    tasks = max(1, options.blocks * (options.blocks - 1) // 2)
    equal = "yes" if here.read_bytes() == there.read_bytes() else "NO"
    pairs = pq.read_metadata(there).num_rows
    print(f"| {number:,} | Spark | {tasks} | {seconds:.1f} | {pairs:,} | {equal} |", flush=True)


def write(texts: list[str], folder: Path) -> None:
    """The texts as several Parquet files."""
    folder.mkdir()
    table = pa.table({"申请号": [str(at) for at in range(len(texts))], "摘要": texts})
    size = -(-len(texts) // FILES)
    for at in range(FILES):
        pq.write_table(table.slice(at * size, size), folder / f"{at}.parquet")


def command(source: Path, out: Path, *more: str) -> float:
    """Seconds of one command."""
    words = [
        "screen",
        "similar-applications",
        "--input",
        source,
        "--id",
        "申请号",
        "--text",
        "摘要",
        "--threshold",
        "0.5",
    ]
    started = time.perf_counter()
    line = [sys.executable, "-m", "xingzhi", *map(str, words), "--out", str(out), *more]
    subprocess.run(line, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
