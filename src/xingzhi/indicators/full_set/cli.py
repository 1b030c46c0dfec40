"""The command that computes the complete set and writes it as a file."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from xingzhi.core.start import start


def register(verbs: Any) -> None:
    """Add `xingzhi indicators full-set`."""
    parser = verbs.add_parser(
        "full-set", help="一次算出所有指标、地区和月份 / every indicator, place and month at once"
    )
    parser.add_argument("--months", type=int, default=36, metavar="N", help="how many months (default 36)")
    parser.add_argument(
        "--at", type=date.fromisoformat, metavar="DATE", help="last day of the last month (default today)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help=".parquet or .csv; without it only a summary is told")
    parser.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="duckdb: this machine (default)"
    )
    parser.add_argument(
        "--master", metavar="URL", help="with --engine spark: local[*], spark://HOST:7077, yarn, k8s://…"
    )
    parser.set_defaults(func=run)


def refused(arguments: argparse.Namespace) -> str:
    """What is wrong with the arguments, Chinese then English; "" where nothing is."""
    if arguments.months < 1:
        return "--months 至少为 1 / --months must be at least 1"
    if arguments.out and arguments.out.suffix not in (".parquet", ".csv"):
        return f"--out {arguments.out}：请用 .parquet 或 .csv / use .parquet or .csv"
    if (arguments.engine == "spark") != bool(arguments.master):
        return "--engine spark 和 --master（如 local[*]）要一起用 / --engine spark and --master go together"
    return ""


def run(arguments: argparse.Namespace) -> int:
    """Compute, write, and tell how each indicator was computed; exit code 2 where nothing could be done."""
    if problem := refused(arguments):
        print(problem, file=sys.stderr)
        return 2
    start()
    from xingzhi.engine.spark import SparkEngine, SparkProblem
    from xingzhi.indicators.freshness import complete_until
    from xingzhi.indicators.full_set.files import write
    from xingzhi.indicators.full_set.run import full_set, how
    from xingzhi.indicators.full_set.spans import months_to
    from xingzhi.indicators.measure import Measure
    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    if snapshot is None:
        print("还没有快照：请先导入文件 / there is no snapshot yet: import a file first", file=sys.stderr)
        return 2
    started = time.perf_counter()
    spans = months_to(arguments.at or date.today(), arguments.months)  # noqa: DTZ011 - the office's own day
    try:
        with SparkEngine(arguments.master) if arguments.master else nullcontext() as engine:
            table = full_set(packs, snapshot, spans, engine=engine)
        if arguments.out:
            measures = [Measure(found, packs, snapshot) for found in packs.indicators.values()]
            write(
                table,
                arguments.out,
                packs,
                {each.indicator.id: complete_until(each) for each in measures if each.sourced},
            )
    except (SparkProblem, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    places = len(set(table["region"].to_pylist()))
    print(
        f"{len(table)} 个数（{len(how(table))} 项指标、{places} 个地区、{len(spans)} 个月），"
        f"{time.perf_counter() - started:.1f} 秒；快照 {snapshot.label} / {len(table)} figures"
    )
    for name, way in how(table).items():
        if way != "together":
            print(f"  {name}: {way}")
    return 0
