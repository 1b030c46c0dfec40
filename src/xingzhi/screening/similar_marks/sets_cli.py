"""`xingzhi marks compare-set`: the filings of one applicant against one earlier mark, without any database."""
# ruff: noqa: T201 - a command prints

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingzhi.packs import load

if TYPE_CHECKING:
    from xingzhi.screening.similar_marks.filing_sets import SetCompared

COLUMNS = ("mark", "text", "a", "商标", "商标名称")


def register(verbs: Any) -> None:
    """Add `compare-set` to `xingzhi marks`."""
    one = verbs.add_parser(
        "compare-set",
        help="同一申请人的一组商标与一件在先商标 / a set of filings of one applicant against one earlier mark",
    )
    one.add_argument("file", metavar="FILE", help=f"CSV with one of the columns {', '.join(COLUMNS)}: a filing a row")
    one.add_argument("--mark", required=True, metavar="TEXT", help="the earlier mark")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when compared, 2 when the file cannot be used."""
    path = Path(arguments.file)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            column = next((name for name in COLUMNS if name in (reader.fieldnames or [])), None)
            filings = [row[column] for row in reader if (row.get(column) or "").strip()] if column else []
    except (OSError, UnicodeDecodeError) as error:
        print(f"{path}: 无法读取，请用UTF-8编码的CSV / cannot be read as UTF-8 CSV ({error})", file=sys.stderr)
        return 2
    if column is None:
        print(f"{path}: 缺少列，应有其一 / lacks a column, one of {', '.join(COLUMNS)}", file=sys.stderr)
        return 2
    from xingzhi.screening.similar_marks.filing_sets import compare_set

    found = compare_set(filings, arguments.mark, load().mark_similarity)
    if arguments.json:
        print(json.dumps(found.data(filings) | {"pack": load().ref("mark_similarity")}, ensure_ascii=False, indent=2))
    else:
        _print(found, filings)
    return 0


def _print(found: SetCompared, filings: list[str]) -> None:
    print(f"{found.mark}: {found.verdict.value}")
    for way in found.ways:
        rest = f"，其余为 {way.rest}" if way.rest else ""
        print(f"  + 5.1.16 {way.how}：{' + '.join(filings[at] for at in way.filings)}{rest} ({way.verdict.value})")
    for text, alone in zip(filings, found.alone, strict=True):
        print(f"    {text}: {alone.verdict.value} {alone.score:.2f}")
    print(found.note)
