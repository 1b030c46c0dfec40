"""Commands of high-value inventions."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from xingzhi.core.start import start

STATES = {"yes": "是", "no": "否", "unknown": "未知"}


def register(commands: Any) -> None:
    """Add `xingzhi highvalue card|load-crosswalk|load-scorecard|status`."""
    parser = commands.add_parser("highvalue", help="高价值发明专利 / high-value inventions")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    card = verbs.add_parser("card", help="一件专利的五类 / the five classes of a patent")
    card.add_argument("number", help="申请号 / application number")
    card.add_argument("--at", type=date.fromisoformat, metavar="DATE", help="default: today")
    card.add_argument("--json", action="store_true", help="print JSON")
    card.set_defaults(func=run_card)
    for name, text in (("load-crosswalk", "载入参照关系表 / load the strategic-industry table (DOCX)"),
                       ("load-scorecard", "载入计分表 / load a scorecard (XLSX or CSV)")):  # fmt: skip
        load = verbs.add_parser(name, help=text)
        load.add_argument("file", type=Path)
        load.add_argument("--by", required=True, metavar="USER", help="谁载入 / in whose name")
        load.add_argument("--source", required=True, help="从哪里来 / where it came from")
        load.add_argument("--doc-no", default="", help="文号 / document number")
        load.add_argument("--dated", type=date.fromisoformat, metavar="DATE", help="文件日期 / its date")
        load.add_argument("--verified", action="store_true", help="已与官方文本核对 / compared with the official text")
        load.add_argument("--look", action="store_true", help="只看不载入 / look only")
        load.set_defaults(func=run_load)
    status = verbs.add_parser("status", help="在用的表与口径 / tables and details in use")
    status.set_defaults(func=run_status)


def run_card(arguments: argparse.Namespace) -> int:
    """Print a card; exit code 2 where the newest snapshot holds no such invention."""
    start()
    from django.utils import timezone

    from xingzhi.indicators.high_value.card import card
    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest
    from xingzhi.text.application_numbers import parse
    from xingzhi.text.problems import NumberProblem

    packs, snapshot = load(), latest()
    try:
        kinds = {digit: kind.patent_type for digit, kind in packs.application_numbers.kinds.items()}
        key = parse(arguments.number, kinds).value
    except NumberProblem:
        key = arguments.number
    found = card(snapshot, key, arguments.at or timezone.localdate()) if snapshot else None
    if found is None:
        print(f"最新快照里没有发明专利 {arguments.number} / no such invention in the snapshot", file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return 0
    print(f"{found.key} {found.title}  {found.at}  有效 {STATES[found.valid]}，计入高价值 {STATES[found.counts]}")
    for line in found.lines:
        days = " ".join(f"{name} {day}" for name, day in (("自", line.since), ("至", line.until)) if day)
        print(
            f"  {packs.high_value.rule(line.code).label.zh}: {STATES[line.state]} {days} {' '.join(line.reasons)}".rstrip()
        )
    print(f"  {packs.high_value.mark.text.zh}；{found.pack}；快照 {found.snapshot}")
    return 0


def run_load(arguments: argparse.Namespace) -> int:
    """Load a table and do the work that follows; exit code 1 where the file is none."""
    start()
    from xingzhi.core.jobs import run_waiting
    from xingzhi.core.models import User
    from xingzhi.indicators.high_value.actions import Origin, load_crosswalk
    from xingzhi.indicators.high_value.scoring import load_scorecard, read_file
    from xingzhi.intake.readers import ReaderProblem
    from xingzhi.packs import load
    from xingzhi.packs.crosswalk_files import CrosswalkProblem, read_crosswalk
    from xingzhi.packs.scorecard import ScorecardProblem

    crosswalk = arguments.verb == "load-crosswalk"
    pack = load().sei_crosswalk
    try:
        counts = (
            read_crosswalk(arguments.file, pack).counts(pack.keywords)
            if crosswalk
            else read_file(arguments.file).counts()
        )
        print(json.dumps(counts, ensure_ascii=False))
        if arguments.look:
            return 0
        by = User.objects.get(username=arguments.by)
        origin = Origin(arguments.source, arguments.doc_no, arguments.dated, arguments.verified)
        table = (load_crosswalk if crosswalk else load_scorecard)(by, arguments.file, arguments.file.name, origin)
    except (CrosswalkProblem, ScorecardProblem, ReaderProblem, OSError) as problem:
        print(f"没有载入 / not loaded: {problem}", file=sys.stderr)
        return 1
    except User.DoesNotExist:
        print(f"没有此人 / no such person: {arguments.by}", file=sys.stderr)
        return 2
    run_waiting("command")
    print(f"已载入 / loaded: {table.ref}")
    return 0


def run_status(arguments: argparse.Namespace) -> int:
    """Which tables are in use, and which details are decided."""
    start()
    from xingzhi.indicators.high_value.reading import current_table, reading
    from xingzhi.packs import load

    read = reading()
    for kind in ("crosswalk", "scorecard"):
        table = current_table(kind)
        verified = "" if table is None or table.verified else "（未核实）"
        print(f"{kind}: {'未加载 / not loaded' if table is None else table.ref + verified}")
    for name, setting in load().high_value.settings.items():
        print(f"{setting.label.zh}: {read.value(name) or '未定 / not decided'}")
    for cls in ("family", "pledge", "award"):
        print(f"{load().high_value.rule(cls).label.zh}: 完整到 {read.complete(cls) or '没有声明 / not stated'}")
    return 0
