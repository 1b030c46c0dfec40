"""`xingzhi marks index` and `xingzhi marks search`: earlier marks like a name, without any database."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingzhi.packs import load

if TYPE_CHECKING:
    from xingzhi.screening.similar_marks.search import Hit


def register(verbs: Any) -> None:
    """Add the two verbs."""
    one = verbs.add_parser("index", help="建立商标检索索引 / make a list of marks searchable")
    one.add_argument(
        "--input",
        required=True,
        metavar="FILE",
        help="CSV or Parquet: number, text and, where known, classes, groups, applicant, filed_on, status",
    )
    one.add_argument("--out", required=True, metavar="DIR")
    one.add_argument("--add", action="store_true", help="只加入新商标 / add these marks to the index that is there")
    one.set_defaults(func=run_index)
    one = verbs.add_parser("search", help="查找近似的在先商标 / find earlier marks like a name")
    one.add_argument("text", metavar="TEXT")
    one.add_argument("--index", required=True, metavar="DIR")
    one.add_argument("--limit", type=int, default=20, metavar="N")
    one.add_argument("--classes", default="", metavar="CODES", help="only marks of these classes: 30,35")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(func=run_search)


def run_index(arguments: argparse.Namespace) -> int:
    """0 when built, 2 when the file or the folder cannot be used."""
    from xingzhi.engine.marks.store import Busy, NoIndex
    from xingzhi.screening.similar_marks.listing import Unreadable

    try:
        index(Path(arguments.input), Path(arguments.out), further=arguments.add)
    except (Unreadable, NoIndex, Busy, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def index(path: Path, folder: Path, *, further: bool = False) -> None:
    """Make the marks of a file searchable, telling the steps; `further`: beside those that are there."""
    from xingzhi.engine.marks.store import add, build
    from xingzhi.screening.similar_marks.characters import tables
    from xingzhi.screening.similar_marks.listing import read_listing

    started = time.perf_counter()

    def say(step: str) -> None:
        print(f"{time.perf_counter() - started:6.1f} s {step}", file=sys.stderr)

    listing = read_listing(path)
    for problem in listing.problems:
        print(problem, file=sys.stderr)
    say(f"读入 {len(listing.table):,} 件商标 / marks read")
    if further:
        add(folder, listing.table, "text", listing.classes(), say)
    else:
        build(folder, listing.table, "text", listing.classes(), tables(), say)
    say("完成 / done")


def run_search(arguments: argparse.Namespace) -> int:
    """0 when searched, 2 when it was asked for in a way that cannot be answered."""
    if not any(each.isalnum() for each in arguments.text):
        print("名称里没有文字、字母或数字 / the name has no character, letter or digit", file=sys.stderr)
        return 2
    if arguments.limit < 1:
        print("--limit 至少为 1 / must be at least 1", file=sys.stderr)
        return 2
    from xingzhi.engine.marks.store import Marks, NoIndex
    from xingzhi.screening.similar_marks.search import search

    pack = load().mark_similarity
    try:
        hits = search(arguments.text, Marks(Path(arguments.index)), pack, arguments.limit, arguments.classes)
    except (NoIndex, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.json:
        data = {"text": arguments.text, "marks": [hit.data(pack) for hit in hits], "note": pack.mark.value}
        print(json.dumps(data | {"pack": load().ref("mark_similarity")}, ensure_ascii=False, indent=2))
        return 0
    for hit in hits:
        print(_line(hit))
    print(pack.mark.value)
    return 0


def _line(hit: Hit) -> str:
    rules = "、".join(dict.fromkeys(each.rule for each in hit.compared.findings if not each.against))
    row = hit.row
    return f"{row['number']} {row['text']} [{row['classes']}] {hit.compared.verdict.value} {hit.compared.score:.2f} {rules}"
