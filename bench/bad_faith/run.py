"""A month of filings against a register of marks on DuckDB: time and memory of the command, at growing sizes.

    python -m bench.bad_faith.run --sizes 5000x100000 10000x200000 20000x400000 --folder var/bad_faith

Each size is written first (outside the time) and searched by `xingzhi screen bad-faith` in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from bench.bad_faith.corpus import MONTH, SINCE, write


def measure(folder: Path, month: int, marks: int) -> str:
    """One line: sizes, seconds, peak memory, leads."""
    folder = folder / f"{month}x{marks}"
    paths = write(folder, month, marks)
    out = folder / "leads.parquet"
    command = [sys.executable, "-m", "xingzhi", "screen", "bad-faith", "--out", str(out)]
    command += [word for name, path in paths.items() for word in (f"--{name}", str(path))]
    command += ["--since", str(SINCE), "--until", str(SINCE + (MONTH - 1))]
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    if status:
        raise SystemExit(f"{month}x{marks}: {os.waitstatus_to_exitcode(status)}")
    leads = pq.read_metadata(out).num_rows
    return f"| {month:,} | {marks:,} | {seconds:.1f} s | {used.ru_maxrss / 1024**2:.2f} GiB | {leads:,} |"


def main() -> None:
    """Print a table, a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["500000x10000000"], metavar="MONTHxMARKS")
    parser.add_argument("--folder", type=Path, default=Path("var/bad_faith"))
    options = parser.parse_args()
    lines = [measure(options.folder, *map(int, size.split("x"))) for size in options.sizes]
    print("| filings of the month | marks before | time | peak memory | leads |\n|---|---|---|---|---|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
