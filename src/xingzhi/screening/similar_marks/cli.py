"""`xingzhi marks compare`: two marks, or a file of pairs, without any database."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingzhi.packs import load
from xingzhi.registers.staff_words import cli as words
from xingzhi.screening.similar_marks import command, sets_cli
from xingzhi.screening.similar_marks.pictures import cli as pictures

if TYPE_CHECKING:
    from xingzhi.screening.similar_marks.compare import Compared

NEEDED = ("a", "b")
ADDED = ("verdict", "score", "rules", "rules_against", "why")


def register(commands: Any) -> None:
    """Add `xingzhi marks` with its verbs."""
    parser = commands.add_parser("marks", help="商标：比较 / marks: compare")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    one = verbs.add_parser("compare", help="比较两件商标，或一个文件中的各对 / two marks, or the pairs of a file")
    one.add_argument("--a", metavar="TEXT")
    one.add_argument("--b", metavar="TEXT")
    one.add_argument("--goods-a", default="", metavar="CODES", help="classes or similar groups: 30, 3008")
    one.add_argument("--goods-b", default="", metavar="CODES")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.add_argument("--pairs", metavar="FILE", help="CSV with columns a, b and, where known, goods_a, goods_b")
    one.add_argument(
        "--out", metavar="FILE", help="CSV: the columns of the file and verdict, score, rules, rules_against, why"
    )
    one.set_defaults(func=run)
    sets_cli.register(verbs)
    command.register(verbs)
    pictures.add(verbs)
    words.add(verbs)


def run(arguments: argparse.Namespace) -> int:
    """0 when compared, 2 when it was asked for in a way that cannot be answered."""
    if arguments.pairs:
        return _run_file(Path(arguments.pairs), arguments.out)
    if arguments.a is None or arguments.b is None:
        print("请给出两件商标（--a、--b），或一个文件（--pairs） / give two marks or a file of pairs", file=sys.stderr)
        return 2
    from xingzhi.screening.similar_marks.compare import compare

    found = compare(arguments.a, arguments.b, load().mark_similarity, (arguments.goods_a, arguments.goods_b))
    data = found.data() | {"pack": load().ref("mark_similarity")}
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        _print(arguments.a, arguments.b, found)
    return 0


def _print(one: str, other: str, found: Compared) -> None:
    rules = load().mark_similarity.rules
    print(f"{one} / {other}: {found.verdict.value} {found.score:.2f}")
    for each in found.findings:
        print(f"  {'-' if each.against else '+'} {each.rule} {rules[each.rule].label.zh}：{each.why}")
    for problem in found.unread:
        print(f"  ! {problem}")
    print(found.mark)


def _run_file(path: Path, out: str | None) -> int:
    try:
        reader = csv.DictReader(io.StringIO(_decoded(path.read_bytes()), newline=""))
        heads, rows = list(reader.fieldnames or []), list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        print(f"{path}: 无法读取，请用CSV（UTF-8或GB18030） / cannot be read as CSV ({error})", file=sys.stderr)
        return 2
    if lacking := [name for name in NEEDED if name not in heads]:
        print(f"{path}: 缺少列 / lacks the columns {', '.join(lacking)}", file=sys.stderr)
        return 2
    with Path(out).open("w", encoding="utf-8-sig", newline="") if out else sys.stdout as target:
        writer = csv.DictWriter(target, [*heads, *(name for name in ADDED if name not in heads)], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(row | _columns(row) for row in rows)
    return 0


def _decoded(content: bytes) -> str:
    """A CSV as spreadsheets here save it: UTF-8, else GB18030."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _columns(row: dict[str, str]) -> dict[str, str]:
    from xingzhi.screening.similar_marks.compare import compare

    goods = (row.get("goods_a") or "", row.get("goods_b") or "")
    data = compare(row["a"] or "", row["b"] or "", load().mark_similarity, goods).data()
    return {
        "verdict": data["verdict"],
        "score": str(data["score"]),
        "rules": ";".join(data["rules"]),
        "rules_against": ";".join(data["rules_against"]),
        "why": "；".join(dict.fromkeys([*data["problems"], *(each["why"] for each in data["reasons"])])),
    }
