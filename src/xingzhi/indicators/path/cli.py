"""Commands of forecasts and year-end paths."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from xingzhi.core.start import start

LINES = 50  # of each list as JSON


def register(verbs: Any) -> None:
    """Add `xingzhi indicators forecast|path`."""
    forecast = verbs.add_parser("forecast", help="预测今后十二个月 / forecast the next twelve months")
    forecast.set_defaults(func=run_forecast)
    path = verbs.add_parser("path", help="到年末的路径 / path to the year's end")
    path.add_argument("--backtest", type=int, metavar="YEAR", help="draw the paths of a past year, beside what came")
    path.set_defaults(func=run_path)
    for parser in (forecast, path):
        parser.add_argument("id")
        parser.add_argument("--region", required=True, metavar="CODE", help="GB/T 2260 code; 000000 is the nation")
        parser.add_argument("--at", type=date.fromisoformat, metavar="DATE", help="default: today")
        parser.add_argument("--json", action="store_true", help="print JSON")


def _asked(arguments: argparse.Namespace) -> tuple[Any, Any, Any, str, date] | None:
    """Packs, snapshot, indicator, region and day; None where one is not there, which is said."""
    start()
    from django.utils import timezone

    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    indicator, region = packs.indicators.get(arguments.id), packs.regions.by_code(arguments.region)
    if indicator is None or region is None:
        what = f"指标 {arguments.id}" if indicator is None else f"区划代码 {arguments.region}"
        print(f"没有{what} / unknown: see `xingzhi indicators list`", file=sys.stderr)
        return None
    if snapshot is None:
        print("还没有快照：请先导入文件 / there is no snapshot yet: import a file first", file=sys.stderr)
        return None
    return packs, snapshot, indicator, region, arguments.at or timezone.localdate()


def run_forecast(arguments: argparse.Namespace) -> int:
    """Print the months ahead with intervals, the method and its back-test; exit code 2 where it cannot be asked."""
    if (asked := _asked(arguments)) is None:
        return 2
    from xingzhi.indicators.forecast.run import forecast
    from xingzhi.indicators.measure import Measure

    packs, snapshot, indicator, region, at = asked
    found = forecast(Measure(indicator, packs, snapshot), region, at, packs.year_path).as_json()
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    print(f"{indicator.title.zh} {packs.regions.full_name(region)}：已知 {found['used']} 个月，内部测算，不对外发布")
    for month in found["ahead"]:
        print(f"  {month['month'][:7]}  {month['value']}  80% {month['low80']}—{month['high80']}"
              f"  95% {month['low95']}—{month['high95']}")  # fmt: skip
    if found["missing"]:
        print(f"  不能预测：{found['missing']}")
    elif chosen := found["chosen"]:
        print(f"  方法 {chosen['method']}（{chosen['why']}），误差与季节基线之比 {chosen['tested']['mase']}，"
              f"季节基线自身 {chosen['floor']['mase']}，区间实际包含 {chosen['tested']['coverage']}")  # fmt: skip
    return 0


def run_path(arguments: argparse.Namespace) -> int:
    """Print the path or its back-test; exit code 2 where none can be drawn."""
    if (asked := _asked(arguments)) is None:
        return 2
    from xingzhi.indicators.path.backtest import back_test
    from xingzhi.indicators.path.run import NoPath, year_path

    packs, snapshot, indicator, region, at = asked
    try:
        if arguments.backtest:
            _print_test(back_test(indicator, packs, snapshot, region, arguments.backtest).as_json(), arguments.json)
        else:
            _print_path(year_path(indicator, packs, snapshot, region, at).as_json(LINES), packs, arguments.json)
    except NoPath as problem:
        print(f"{WHY[problem.code]}", file=sys.stderr)
        return 2
    return 0


WHY = {
    "indicator": "这个指标没有年末路径：只有发明专利有效量、高价值发明专利及其每万人口拥有量 / no path is drawn for this indicator",
    "no_data": "该地区没有发明专利记录 / there are no inventions of this region",
    "over": "这一年已经结束，请用 --backtest / the year is over: use --backtest",
    "not_over": "台账还没有到这一年年末，不能回测 / the registers do not reach the end of that year",
}


def _print_path(found: dict[str, Any], packs: Any, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    print(
        f"{found['indicator']} {found['at']} → {found['until']}，目标 {found['target'] or '未录入'}，内部测算，不对外发布"
    )
    for month in found["months"]:
        print(f"  {month['end']}  {month['count']}  80% {month['counts'][:2]}  95% {month['counts'][2:]}"
              f"  {month['value']} {found['unit']}")  # fmt: skip
    if not found["months"]:
        print("  没有前几年的记录，不能估计机会 / no earlier years to count chances from")
    for kind in found["kinds"]:
        few = "，样本太少" if kind["few"] else ""
        print(f"  {packs.year_path.kind(kind['kind']).label.zh}：{kind['number']} 件，机会 {kind['chance']}，"
              f"影响 {kind['effect']}（{kind['happened']}/{kind['cases']}{few}）")  # fmt: skip


def _print_test(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for path in found["paths"]:
        print(f"  {path['at']}  预计 {path['said']}  实际 {path['came']}  95% {path['low95']}—{path['high95']}")
    print(f"年末误差（件） {found['error']}；不变 {found['error_unchanged']}；同上年 {found['error_as_before']}；"
          f"80% 区间含 {found['inside80']}，95% 区间含 {found['inside95']}（{found['month_ends']} 个月末）")  # fmt: skip
