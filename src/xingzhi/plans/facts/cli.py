"""`xingzhi plan contradictions`: where documents state one fact differently, without any database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

CAUSES = {
    "date": "日期 / date", "definition": "口径 / definition", "scope": "范围 / scope", "typing": "录入 / typing",
    "arithmetic": "计算 / arithmetic", "unknown": "原因不明 / unknown",
}  # fmt: skip


def register(verbs: Any) -> None:
    """Add the command."""
    parser = verbs.add_parser(
        "contradictions",
        help="找出几份文件对同一事实的不同说法，不用数据库 / facts that documents state differently, no database needed",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".docx .doc .wps .ofd .pdf .txt …")
    parser.add_argument(
        "--region", metavar="CODE", help="本局区划代码，如 152200；不写则按文中地名推断 / office's division code"
    )
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar="DAY", help="成文日期，用于全部文件 / day of all the files"
    )
    parser.add_argument("--json", action="store_true", help="print all that was found as JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 where nothing contradicts, 1 where something does, 2 where a file cannot be read."""
    from xingzhi.packs import load
    from xingzhi.plans.facts.comparing import compare
    from xingzhi.plans.facts.files import region_of

    place: str | None = None
    if arguments.region:
        place = load().regions.by_code(arguments.region)
        if place is None:
            print(f"没有区划代码 {arguments.region} / unknown division code", file=sys.stderr)
            return 2
    documents, days, failed = _documents(arguments)
    if failed:
        return 2
    place = region_of([each.text for each in documents]) if place is None else place
    found = compare(documents, place)
    if arguments.json:
        heads = [
            {"id": each.id, "title": each.title or None, "date": each.on.isoformat(), "date_from": days[each.id],
             "text": each.text}
            for each in documents
        ]  # fmt: skip
        whole = {"region": place or None, "pack": load().ref("fact_reading"), "documents": heads, **found.data()}
        print(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        _table(found, place, days)
    return 1 if found.alarms else 0


def _documents(arguments: argparse.Namespace) -> tuple[list[Any], dict[str, str], bool]:
    """The documents that could be read; what is wrong with the others goes to the error stream."""
    from xingzhi.intake.readers import ReaderProblem
    from xingzhi.intake.wording import sentence
    from xingzhi.plans.facts.files import document_of
    from xingzhi.plans.reading.problems import Unreadable

    documents, days, failed = [], {}, False
    for path in dict.fromkeys(arguments.files):
        try:
            document, days[str(path)] = document_of(path, arguments.date)
            documents.append(document)
        except ReaderProblem as problem:
            failed = True
            print(f"{path}: {sentence(problem, 'zh')} / {sentence(problem, 'en')}", file=sys.stderr)
        except (Unreadable, OSError) as problem:
            failed = True
            print(f"{path}: {problem}", file=sys.stderr)
    return documents, days, failed


def _table(found: Any, place: str, days: dict[str, str]) -> None:
    from xingzhi.packs import load

    region = load().regions.name(place) if place else "未知 / unknown"
    print(f"本局地区 / office's region: {region}")
    for path, how in days.items():
        if how == "file":
            print(f"{path}: 文中没有成文日期，用文件修改日期 / no day in the text, that of the file is taken")
    for title, pairs in (
        ("矛盾 / contradictions", found.contradictions),
        ("口径、范围或时期不同，不是矛盾 / explained", found.explained),
    ):
        print(f"\n{title}: {len(pairs)}")
        for pair in pairs:
            print(f"[{CAUSES[pair.cause]}] {pair.first.label}：{pair.first.value.text} ≠ {pair.second.value.text}")
            for fact in (pair.first, pair.second):
                print(f"    {fact.document}: {fact.sentence}")
            print(f"    {pair.zh} / {pair.en}")
    print(f"\n文内不相符 / numbers that do not fit: {len(found.mismatches)}")
    for each in found.mismatches:
        print(f"[{each.rule}] {each.stated.document}: {each.stated.sentence}\n    {each.zh} / {each.en}")
    for left in found.not_compared:
        print(f"- {left.fact.document}: {left.fact.value.text} {left.zh} / {left.en}")
    print(f"\n读出 {len(found.facts)} 项，{len(found.unread)} 个数字没有读出含义 / facts read, numbers without meaning")
