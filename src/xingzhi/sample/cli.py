"""`xingzhi sample FOLDER`: write the invented office an evaluator or a demonstration starts from."""

from __future__ import annotations

import argparse
from pathlib import Path


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("sample", help="生成示例盟市的文件与答案 / write the files of an invented office")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="写入的文件夹 / where to write")
    parser.add_argument("--seed", type=int, default=None, help="随机种子，相同则文件相同 / same seed, same files")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the files and say what is in them."""
    from xingzhi.sample.build import SEED, write_office

    manifest = write_office(arguments.folder, SEED if arguments.seed is None else arguments.seed)
    print(f"示例数据，人物、企业、专利、人口均为虚构：{arguments.folder}")
    for file in manifest.files:
        counts = f"应接收{file['accepted']}，退回{file['rejected']}，跳过{file['skipped']}"
        print(f"  {file['name']}  {file['rows']}行：{counts}")
    print(f"答案在 {arguments.folder / 'hidden_key.json'}")
    return 0
