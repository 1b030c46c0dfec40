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
    parser.add_argument("id", help="指标，或官方数据里的名称 / an indicator, or a name in the official figures")
    parser.add_argument("--region", required=True, metavar="CODE", help="GB/T 2260 code")
    parser.add_argument("--from", dest="first", required=True, type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--to", dest="last", required=True, type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--now", action="store_true", help="the first day too by the registers as they stand today")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the parts and the drafted paragraph; exit code 2 where it cannot be asked."""
    start()
    from xingzhi.indicators.change.quality import quality
    from xingzhi.indicators.change.telling import told
    from xingzhi.indicators.change.telling_quality import lines, of_quality
    from xingzhi.indicators.measure import Measure
    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    indicator, region = packs.indicators.get(arguments.id), packs.regions.by_code(arguments.region)
    days = (arguments.first, arguments.last)
    if snapshot is None:
        print("还没有快照：请先导入文件 / there is no snapshot yet: import a file first", file=sys.stderr)
        return 2
    wrong = region is None or days[0] > days[1]
    notified = None if wrong else quality(arguments.id, packs, snapshot, region or "", days, agencies=True)
    if wrong or region is None or (indicator is None and notified is None):
        print(
            "没有这个指标或区划，或起日在止日之后 / unknown indicator or region, or --from after --to", file=sys.stderr
        )
        return 2
    counted = indicator is not None and Measure(indicator, packs, snapshot).counted
    if not counted and notified is None:
        print("这个指标不是记录的件数，不能分解 / the figure is no number of records", file=sys.stderr)
        return 2
    found = {}
    if indicator and counted:
        found = told(indicator, packs, snapshot, region, days, then=not arguments.now, agencies=True)
    if notified:
        found["quality"] = of_quality(notified)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    if counted:
        show(found)
    if notified:
        print("\n".join(lines(notified)))
    return 0


def show(found: dict[str, Any]) -> None:
    """Print an explained change."""
    print("；".join(clause["text"] for clause in found["clauses"]["zh"]) + "。")
    for part in found["parts"]:
        print(f"  {part['change']:+d}  {part['label']['zh']}" + (f"  {part['rate']}" if part["rate"] else ""))
    for name, rows in found["dimensions"].items():
        for row in rows:
            print(f"  {row['after'] - row['before']:+d}  {name}={row['value']}" + ("  样本太少" if row["few"] else ""))
    print(f"  余数 / residue {found['residue']}；内部测算，不对外发布")
