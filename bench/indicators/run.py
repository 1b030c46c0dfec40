"""Seconds of the complete set over invented patents, beside the same figures in pandas and in PostgreSQL, all equal.

python -m bench.indicators.run --patents 1000000 --months 36

Each contestant works in a process of its own, on the same Parquet files; PostgreSQL on its own tables, loaded before. The
figures compared are grants, inventions in force and their rate, known and unknown, of every place and month.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.indicators import corpus

LAST = date(2026, 10, 31)
COMPARED = ("grants", "valid_inventions", "valid_inventions_per_10000")
TIMES = 3
Row = tuple[str, int, int, int, int, int, int | None]


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--patents", type=int, default=1_000_000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--only", choices=tuple(CONTESTANTS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        _set_up()
        print(json.dumps(CONTESTANTS[options.only](options)))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XINGZHI_HOME"] = folder
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Make the files, run everybody, and say whether all found the same."""
    _set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    places = _places()
    snapshot = corpus.write(options.patents, places)
    size = sum(path.stat().st_size for path in snapshot.folder.glob("*.parquet")) / 1e6
    banners = sum(len(place) == 6 for place in places)
    print(f"{options.patents:,} patents ({size:.0f} MB of Parquet), {options.months} months, {len(places)} places of"
          f" which {banners} banners\n")  # fmt: skip
    found: dict[str, dict[str, Any]] = {}
    for name in CONTESTANTS:
        command = [sys.executable, "-m", "bench.indicators.run", "--only", name]
        sizes = ["--patents", str(options.patents), "--months", str(options.months)]
        said = subprocess.run([*command, *sizes], check=True, stdout=subprocess.PIPE, text=True).stdout
        found[name] = json.loads(said.splitlines()[-1])
    base = found["three indicators"]["first"]
    print("| who | rows | first s | best s | × ours | peak MB | note |\n|---|---|---|---|---|---|---|")
    for name, one in found.items():
        ratio = f"{one['first'] / base:.1f}" if "cells" in one else ""
        print(f"| {name} | {one['rows']:,} | {one['first']:.2f} | {one['best']:.2f} | {ratio} | {one['peak']:.0f}"
              f" | {one['note']} |")  # fmt: skip
    cells = [sorted(map(tuple, one["cells"])) for one in found.values() if "cells" in one]
    equal = all(each == cells[0] for each in cells)
    print(f"\nall {len(cells)} equal in {len(cells[0]):,} rows of 5 figures: {'yes' if equal else 'NO'}")
    raise SystemExit(not equal)


def ours(options: argparse.Namespace) -> dict[str, Any]:
    """The three indicators."""
    packs, snapshot, spans, places = _asked(options)
    from xingzhi.indicators.full_set.run import full_set

    chosen = [packs.indicators[name] for name in COMPARED]
    table, told = _timed(lambda: full_set(packs, snapshot, spans, places, indicators=chosen))
    rows = {name: table.slice(at * len(table) // 3, len(table) // 3).to_pylist() for at, name in enumerate(COMPARED)}
    cells = [
        (grants["region"], at % len(spans), int(grants["numerator"]), grants["unknown"], int(valid["numerator"]), valid["unknown"],
         None if rate["value"] is None else int(100 * rate["value"]))
        for at, (grants, valid, rate) in enumerate(zip(*rows.values(), strict=True))
    ]  # fmt: skip
    return told | {"rows": len(table), "cells": cells, "note": ""}


def all_of_ours(options: argparse.Namespace) -> dict[str, Any]:
    """All indicators, high value included; its facts are derived once a snapshot, and timed apart."""
    packs, snapshot, spans, places = _asked(options)
    from xingzhi.indicators.full_set.run import full_set
    from xingzhi.indicators.high_value.facts import facts_path

    started = time.perf_counter()
    facts_path(snapshot)
    facts = time.perf_counter() - started
    table, told = _timed(lambda: full_set(packs, snapshot, spans, places))
    note = f"{len(packs.indicators)} indicators; facts of high value before, once a snapshot: {facts:.1f} s"
    return told | {"rows": len(table), "note": note}


def pandas(options: argparse.Namespace) -> dict[str, Any]:
    """pandas on the same files."""
    _, snapshot, spans, places = _asked(options)
    from bench.indicators.with_pandas import figures

    days = [(span.start, span.end) for span in spans]
    frame, told = _timed(lambda: figures(snapshot.folder, days, places))
    cells = [
        (*row[:-1], None if row[-1] != row[-1] else int(row[-1])) for row in frame.itertuples(index=False, name=None)
    ]
    return told | {"rows": 3 * len(frame), "cells": cells, "note": ""}


def postgres(options: argparse.Namespace) -> dict[str, Any]:
    """PostgreSQL, a server of its own."""
    from bench.indicators.with_postgres import connect, figures, load
    from tools.run_tests import postgres as server

    _, snapshot, spans, places = _asked(options)
    with server() as address, connect(address) as connection:
        loading = load(connection, snapshot.folder, places)
        days = [(span.start, span.end) for span in spans]
        rows, told = _timed(lambda: figures(connection, days))
    return told | {"rows": 3 * len(rows), "cells": rows, "note": f"loading before {loading:.1f} s; memory: client only"}


CONTESTANTS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "three indicators": ours,
    "all indicators": all_of_ours,
    "pandas": pandas,
    "PostgreSQL": postgres,
}


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingzhi.settings")
    import django

    django.setup()


def _places() -> list[str]:
    from xingzhi.indicators.full_set.run import at_or_under
    from xingzhi.packs import load

    return at_or_under(load(), corpus.REGION)


def _asked(options: argparse.Namespace) -> tuple[Any, Any, Any, list[str]]:
    import pyarrow.parquet as pq

    from xingzhi.indicators.full_set.spans import months_to
    from xingzhi.packs import load
    from xingzhi.snapshots.models import Snapshot

    packs = load()
    snapshot = Snapshot(revision=1, digest="0" * 64, as_of=corpus.FROZEN)
    snapshot.totals = {
        path.stem: {"rows": pq.read_metadata(path).num_rows} for path in snapshot.folder.glob("*.parquet")
    }
    return packs, snapshot, months_to(LAST, options.months), _places()


def _timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What was found, and the seconds of the first time and of the best of some."""
    seconds = []
    for _ in range(TIMES):
        started = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - started)
    status = Path("/proc/self/status").read_text("ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return found, {"first": seconds[0], "best": min(seconds), "peak": peak}


if __name__ == "__main__":
    main()
