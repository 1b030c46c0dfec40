"""`xingzhi marks words load FILE`: the office's own words, from a table. Nothing is shipped."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(verbs: Any) -> None:
    """Add the command to `xingzhi marks`."""
    parser = verbs.add_parser("words", help="本局词表（只有本局人员看得到） / the office's own words, for its staff")
    inner = parser.add_subparsers(dest="words", metavar="VERB", required=True)
    one = inner.add_parser("load", help="载入词表 / load words: 词语、类别、来源、日期、备注")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--by", default="admin", help="user in whose name it is done (default admin)")
    one.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when all rows were loaded, 1 when some were bad, 2 when nothing could be."""
    from xingzhi.core.start import start

    start()
    from django.core.exceptions import PermissionDenied

    from xingzhi.core.models import User
    from xingzhi.intake.messages import message
    from xingzhi.intake.readers import ReaderProblem
    from xingzhi.registers.staff_words.loading import load_staff_words

    user = User.objects.filter(username=arguments.by).first()
    if user is None:
        print(f"没有这个人员 / no such user: {arguments.by}", file=sys.stderr)
        return 2
    try:
        loaded = load_staff_words(user, arguments.file)
    except PermissionDenied:
        print("只有系统管理员和盟市经办可以载入 / only administrators and league officers may load", file=sys.stderr)
        return 2
    except ReaderProblem as problem:
        print(f"{arguments.file.name}: {message(problem.code, problem.params)}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return 2
    print(f"新载入 {loaded.new}，已有的更新 {loaded.known} / new {loaded.new}, updated {loaded.known}")
    for bad in loaded.bad:
        told = message(bad.problem.code, bad.problem.params)
        sheet = f"，{bad.sheet}" if bad.sheet else ""
        place = f"{arguments.file.name}{sheet} 第 {bad.row} 行 {bad.column}"
        print(f"{place} “{bad.value}”：{told}", file=sys.stderr)
    return 1 if loaded.bad else 0
