"""`xingzhi packs`: check, show, export and import what officials and jurists set."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xingzhi.packs.schema import Document

Subparsers = Any  # argparse does not export its type
OK, FAULTY, UNASKABLE = 0, 1, 2


def register(subparsers: Subparsers) -> None:
    """Add the verbs to the program's parser."""
    parser = subparsers.add_parser("packs", help="规则包：检查、查看、导出、导入 / packs: check, show, export, import")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    check = _verb(verbs, "check", _check, "检查全部规则包和用例 / check all packs and their cases")
    check.add_argument("--folder", type=Path, help="规则包目录 / folder of packs (default: the ones in use)")
    show = _verb(verbs, "show", _show, "显示一个规则包 / show one pack")
    show.add_argument("id", help="规则包标识 / id of the pack, as listed by check")
    give = _verb(verbs, "export", _export, "导出为一个文件 / write all packs into one file")
    give.add_argument("file", type=Path, metavar="FILE.zip")
    take = _verb(verbs, "import", _import, "从文件导入到新目录 / read packs from a file into a new folder")
    take.add_argument("file", type=Path, metavar="FILE.zip")
    take.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="新目录 / an empty or new folder")
    take.add_argument("--to", type=Path, metavar="FOLDER", help="同 FOLDER / the same as FOLDER")
    take.add_argument("--dry-run", action="store_true",
                      help="只显示与现用规则包的差别，不写入 / show what differs from the packs in use, write nothing")  # fmt: skip


def _verb(
    verbs: Subparsers, name: str, function: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)

    def run(arguments: argparse.Namespace) -> int:
        from xingzhi.packs.problems import PackError

        try:
            return function(arguments)
        except PackError as error:
            print(f"规则包有误 / faulty pack: {error}", file=sys.stderr)
        except OSError as error:
            print(f"无法读写 / cannot read or write: {error}", file=sys.stderr)
        return FAULTY

    parser.set_defaults(func=run)
    return parser


def _check(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.cases import read_cases
    from xingzhi.packs.packs import load

    packs = load(arguments.folder)
    regions, years = packs.regions, packs.calendar.loaded_years
    print(f"{packs.folder}  版本 / version {packs.version}")
    for document in packs.documents:
        print(f"  {document.ref:<40} {document.header.title.zh} / {document.header.title.en}")
    print(
        f"区划 / regions: {len(regions) - 1}; 节假日 / holidays: {', '.join(map(str, years)) or '未加载 / not loaded'}"
    )
    if not regions.zones():
        print("开发区：未加载 / development zones: not loaded")
    failed = total = 0
    for case in read_cases(packs.folder):
        total += 1
        given = case.run(packs)
        if given != case.output:
            failed += 1
            print(
                f"不符 / fails: {case.file}: {case.name}: {given!r}, 应为 / expected {case.output!r}", file=sys.stderr
            )
    print(f"用例 / cases: {total}, 不符 / failed: {failed}")
    return FAULTY if failed else OK


def _show(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.packs import load

    packs = load()
    known = {document.id: document for document in packs.documents}
    document = known.get(arguments.id)
    if document is None:
        print(f"没有此规则包 / no such pack: {arguments.id}。现有 / there are: {', '.join(known)}", file=sys.stderr)
        return FAULTY
    _print_head(document)
    print((packs.folder / document.file).read_text("utf-8"), end="")
    return OK


def _print_head(document: Document) -> None:
    header = document.header
    print(f"# {header.title.zh} / {header.title.en}  {document.ref}  ({document.file})")
    until = header.valid_to.isoformat() if header.valid_to else "…"
    print(f"# 有效期 / valid {header.valid_from.isoformat()} – {until}; 表 / tables: {len(document.tables)}")
    for name, rows in document.tables.items():
        print(f"#   {name}: {len(rows)} 行 / rows")


def _export(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.archive import export
    from xingzhi.packs.packs import load

    packs = load()
    count = export(packs.folder, arguments.file)
    print(f"已导出 / exported {count} 个文件 / files, 版本 / version {packs.version} -> {arguments.file}")
    return OK


def _import(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.archive import unpack
    from xingzhi.packs.loading import read_documents

    if arguments.dry_run:
        return _compare(arguments.file)
    folder = arguments.to or arguments.folder
    if folder is None or (arguments.to and arguments.folder):
        print("请给出一个目录 / name one folder: FOLDER", file=sys.stderr)
        return UNASKABLE
    count = unpack(arguments.file, folder)
    _, version = read_documents(folder)
    print(f"已导入 / imported {count} 个文件 / files, 版本 / version {version} -> {folder}")
    print(f"启用：设置环境变量 / to use them set XINGZHI_PACKS={folder.resolve()}")
    return OK


def _compare(file: Path) -> int:
    from xingzhi.packs.archive import staged
    from xingzhi.packs.differing import compare
    from xingzhi.packs.packs import load

    packs = load()
    with staged(file) as folder:
        found = compare(packs.folder, folder)
    for line in found.lines():
        print(line)
    print(
        f"未写入 / nothing written: 新增 / added {len(found.added)}, 变动 / changed {len(found.changed)}, "
        f"减少 / removed {len(found.removed)}, 用例文件 / case files {len(found.cases)}"
    )
    return OK
