"""`xingzhi nice`: load the official table of similar goods and services, and look up the groups of an item."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

OK, FAULTY = 0, 1
SHOWN = 20
REASONS = {"lacking": "未填 / is empty", "no_class": "不是国际分类的类号 / is no class",
           "no_group": "不是该类的类似群号 / is no group of the class", "no_item": "不是六位商品编码 / is no item number"}  # fmt: skip


def register(subparsers: Any) -> None:
    """Add the verbs to the program's parser."""
    parser = subparsers.add_parser("nice", help="类似商品和服务区分表：载入、查询 / similar goods and services")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    load = verbs.add_parser("load", help="载入一版区分表（CSV） / load the table of an edition")
    load.add_argument("file", type=Path, metavar="FILE.csv")
    load.add_argument("--edition", required=True, help="版本，如 13-2026 / edition")
    load.add_argument("--since", required=True, type=date.fromisoformat, metavar="DATE", help="施行日 / first day")
    load.add_argument("--document", default="", help="来源文件 / the document it comes from")
    find = verbs.add_parser("find", help="按名称查类似群 / groups of an item by its name")
    find.add_argument("name", nargs="+")
    find.add_argument(
        "--on", type=date.fromisoformat, default=None, metavar="DATE", help="按该日施行的版本 / as of a day"
    )
    find.add_argument("--json", action="store_true")
    listed = verbs.add_parser("list", help="已载入的版本 / editions loaded")
    for verb, function in ((load, _load), (find, _find), (listed, _list)):
        verb.add_argument(
            "--folder", type=Path, help="存放目录 / where tables are kept (default: nice under XINGZHI_HOME)"
        )
        verb.set_defaults(func=function)


def _folder(arguments: argparse.Namespace) -> Path:
    from xingzhi.settings import HOME

    return arguments.folder or HOME / "nice"


def _load(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.nice.kept import keep
    from xingzhi.packs.nice.table import read_table
    from xingzhi.packs.packs import load
    from xingzhi.packs.problems import PackError

    try:
        table = read_table(arguments.file, load().nice_classes)
        keep(_folder(arguments), table, arguments.edition, arguments.since, arguments.document or arguments.file.name)
    except (PackError, OSError) as problem:
        print(f"不能载入 / cannot be loaded: {problem}", file=sys.stderr)
        return FAULTY
    for fault in table.faults[:SHOWN]:
        print(
            f"{arguments.file.name} 第 {fault.line} 行 {fault.column}“{fault.value}”：{REASONS[fault.reason]}",
            file=sys.stderr,
        )
    groups = {item.group for item in table.items}
    print(f"已载入 / loaded {arguments.edition}: {len(table.items)} 项 / items, {len(groups)} 个类似群 / groups; "
          f"未载入 / left out {len(table.faults)} 行 / rows")  # fmt: skip
    return OK


def _find(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.nice.kept import in_force

    table = in_force(_folder(arguments), arguments.on or date.today())  # noqa: DTZ011 - the machine's own day
    if table is None:
        print("没有载入当日施行的区分表；用 xingzhi nice load 载入 / no table in force is loaded", file=sys.stderr)
        return FAULTY
    found = {name: [{"group": i.group, "group_name": i.group_name, "item": i.item, "remark": i.remark} for i in table.named(name)]
             for name in arguments.name}  # fmt: skip
    if arguments.json:
        print(json.dumps({"edition": table.edition, "items": found}, ensure_ascii=False, indent=2))
        return OK
    for name, items in found.items():
        told = "；".join(f"{each['group']} {each['group_name']}（{each['item']}）" for each in items)
        print(f"{name}: {told or '区分表中没有这个名称，须由人判断 / not in the table, for a person to judge'}")
    return OK


def _list(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.nice.kept import editions

    held = list(editions(_folder(arguments)))
    for head in held:
        print(f"{head['edition']}  自 / since {head['since']}  {head['items']} 项 / items  {head['document']}")
    if not held:
        print("未载入 / none loaded")
    return OK
