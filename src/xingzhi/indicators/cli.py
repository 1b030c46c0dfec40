"""Commands of indicators."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from xingzhi.core.start import start
from xingzhi.indicators.change import cli as change
from xingzhi.indicators.full_set import cli as full_set
from xingzhi.indicators.high_value import cli as high_value
from xingzhi.indicators.path import cli as path

if TYPE_CHECKING:
    from xingzhi.indicators.measure import Measure
    from xingzhi.indicators.query import Cell


def register(commands: Any) -> None:
    """Add `xingzhi indicators list|value|full-set|change|forecast|path` and `xingzhi highvalue …`."""
    parser = commands.add_parser("indicators", help="指标 / indicators")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="列出指标 / list them")
    listing.set_defaults(func=run_list)
    value = verbs.add_parser("value", help="计算一个指标 / compute one")
    value.add_argument("id")
    value.add_argument("--region", required=True, metavar="CODE", help="GB/T 2260 code; 000000 is the nation")
    value.add_argument("--at", required=True, type=date.fromisoformat, metavar="DATE")
    value.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DATE",
                       help="first day, for a flow (default: the first of the month)")  # fmt: skip
    value.add_argument("--where", action="append", default=[], metavar="COLUMN=CODE",
                       help="only records with this value, for example patent_type=invention or zone=NAME")  # fmt: skip
    value.add_argument("--by", metavar="COLUMN,…", help="broken down: region, month, patent_type, zone, …")
    value.add_argument("--json", action="store_true", help="print JSON")
    value.set_defaults(func=run_value)
    change.register(verbs)
    full_set.register(verbs)
    path.register(verbs)
    high_value.register(commands)


def run_list(arguments: argparse.Namespace) -> int:
    """One line an indicator."""
    from xingzhi.packs import load

    for indicator in load().indicators.values():
        print(f"{indicator.id}  {indicator.title.zh} / {indicator.title.en}  ({indicator.unit.zh})")
    return 0


def run_value(arguments: argparse.Namespace) -> int:
    """Print the value with its numerator, denominator, pack and snapshot; exit code 2 where it cannot be asked."""
    start()
    from xingzhi.indicators.dimensions import narrowed
    from xingzhi.indicators.measure import Measure
    from xingzhi.indicators.query import Cell
    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    indicator = packs.indicators.get(arguments.id)
    region = packs.regions.by_code(arguments.region)
    if indicator is None or region is None:
        what = f"指标 {arguments.id}" if indicator is None else f"区划代码 {arguments.region}"
        print(f"没有{what} / unknown: see `xingzhi indicators list`", file=sys.stderr)
        return 2
    if snapshot is None:
        print("还没有快照：请先导入文件 / there is no snapshot yet: import a file first", file=sys.stderr)
        return 2
    measure = Measure(indicator, packs, snapshot)
    by = tuple(dict.fromkeys(arguments.by.split(","))) if arguments.by else ()
    try:
        where = narrowed(arguments.where, measure.dimensions)
        if wrong := [
            name for name in by if name not in measure.dimensions or (name == "month" and measure.timing == "stock")
        ]:
            raise LookupError(wrong[0])
    except LookupError as error:
        offers = "、".join(measure.dimensions) or "无 / none"
        print(f"{indicator.title.zh}不能按“{error.args[0]}”分；可以：{offers} / no such dimension", file=sys.stderr)
        return 2
    cell = Cell(region, measure.span(arguments.at, arguments.start), where)
    if by:
        return print_parts(measure, cell, by, as_json=arguments.json)
    found = measure.value(cell)
    if arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        shown = f"不可得：{found.missing}" if found.value is None else f"{found.value} {found.unit}"
        print(f"{indicator.title.zh} {packs.regions.full_name(region)} {found.at}: {shown}")
        below = (
            f"，分母 {found.denominator.normalize():f} {found.denominator_source}".rstrip() if found.denominator else ""
        )
        undecided = (
            f"状态不明 {found.unknown}" if found.upper is None else f"不能判定 {found.unknown}，上限 {found.upper}"
        )
        above = "" if found.numerator is None else f"分子 {found.numerator}{below}，"
        print(f"  {above}{undecided}；{found.pack}；快照 {found.snapshot}")
    return 0


def print_parts(measure: Measure, cell: Cell, by: tuple[str, ...], *, as_json: bool) -> int:
    """Print a figure broken down: a line for each part, its names, what counts and what is undecided."""
    from xingzhi.indicators import dimensions

    register, regions = measure.query.register, measure.packs.regions
    rows = [row for row in measure.query.breakdown(cell, by).to_pylist() if row["known"] or row["unknown"]]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return 0
    names = {name: dimensions.values(name, register, "zh") for name in by if name not in ("region", "month")}
    for row in rows:
        said = []
        for name in by:
            value = row[name] or ""
            if name == "region":
                said.append(
                    "未定属地" if value == cell.region and regions.children(value) else regions.full_name(value)
                )
            else:
                said.append(names.get(name, {}).get(value, value) or ("开发区以外" if name == "zone" else "未知"))
        unknown = f"（状态不明 {row['unknown']}）" if row["unknown"] else ""
        print("  ".join([*said, f"{row['known']}{unknown}"]))
    return 0
