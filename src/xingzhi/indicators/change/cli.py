"""`xingzhi indicators change`: why a figure changed."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from xingzhi.core.start import start


def register(verbs: Any) -> None:
    """Add `xingzhi indicators change`."""
    parser = verbs.add_parser("change", help="一个数为什么变了 / why a figure changed")
    parser.add_argument("id")
    parser.add_argument("--region", required=True, metavar="CODE", help="GB/T 2260 code")
    parser.add_argument("--from", dest="first", required=True, type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--to", dest="last", required=True, type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--now", action="store_true", help="the first day too by the registers as they stand today")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the parts and the drafted paragraph; exit code 2 where it cannot be asked."""
    start()
    from xingzhi.indicators.change.telling import told
    from xingzhi.indicators.measure import Measure
    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    indicator, region = packs.indicators.get(arguments.id), packs.regions.by_code(arguments.region)
    if indicator is None or region is None or arguments.first > arguments.last:
        print(
            "没有这个指标或区划，或起日在止日之后 / unknown indicator or region, or --from after --to", file=sys.stderr
        )
        return 2
    if snapshot is None:
        print("还没有快照：请先导入文件 / there is no snapshot yet: import a file first", file=sys.stderr)
        return 2
    if not Measure(indicator, packs, snapshot).counted:
        print("这个指标不是记录的件数，不能分解 / the figure is no number of records", file=sys.stderr)
        return 2
    days = (arguments.first, arguments.last)
    found = told(indicator, packs, snapshot, region, days, then=not arguments.now)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    print("；".join(clause["text"] for clause in found["clauses"]["zh"]) + "。")
    for part in found["parts"]:
        print(f"  {part['change']:+d}  {part['label']['zh']}" + (f"  {part['rate']}" if part["rate"] else ""))
    for name, rows in found["dimensions"].items():
        for row in rows:
            print(f"  {row['after'] - row['before']:+d}  {name}={row['value']}" + ("  样本太少" if row["few"] else ""))
    print(f"  余数 / residue {found['residue']}；内部测算，不对外发布")
    return 0
