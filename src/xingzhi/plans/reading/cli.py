"""`xingzhi plan read`: what a notice asks of whom, without any database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def register(verbs: Any) -> None:
    """Add the command."""
    read = verbs.add_parser(
        "read",
        help="读一份通知，不用数据库 / read one notice, no database needed",
        epilog="exit code 0: a notice was read, look at its problems; 2: nothing was read, the reason is printed",
    )
    read.add_argument("file", type=Path, metavar="FILE", help=".docx .doc .wps .ofd .pdf .txt …")
    read.add_argument("--json", action="store_true", help="print all that was read as JSON")
    read.add_argument(
        "--password-file", type=Path, metavar="FILE", help="file that holds the password of a locked file"
    )
    read.set_defaults(func=run_read)


def run_read(arguments: argparse.Namespace) -> int:
    """Read one file; exit code 0 where a notice was read, 2 where none was, with the reason on the error stream."""
    from xingzhi.intake.readers import ReaderProblem
    from xingzhi.intake.wording import sentence
    from xingzhi.plans.reading.files import read_file
    from xingzhi.plans.reading.problems import Unreadable
    from xingzhi.plans.reading.reading import read_notice

    try:
        password = arguments.password_file.read_text("utf-8").strip() if arguments.password_file else None
        notice = read_notice(read_file(arguments.file, password))
    except ReaderProblem as problem:
        return _refuse(arguments, problem.code, sentence(problem, "zh"), sentence(problem, "en"))
    except Unreadable as problem:
        return _refuse(arguments, "unreadable", problem.zh, problem.en)
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        return _refuse(arguments, "not_opened", f"打不开：{reason}", f"cannot be opened: {reason}")
    data = notice.data()
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        _summary(data)
    return 0


def _refuse(arguments: argparse.Namespace, code: str, chinese: str, english: str) -> int:
    """Say why nothing was read; JSON stays JSON, with nothing in it but the reason."""
    print(f"{arguments.file}: {chinese} / {english}", file=sys.stderr)
    if arguments.json:
        problem = {"code": code, "start": None, "zh": chinese, "en": english}
        print(json.dumps({"document": None, "tasks": [], "coverage": None, "problems": [problem]}, ensure_ascii=False))
    return 2


def _summary(data: dict[str, Any]) -> None:
    document = data["document"]
    for label, key in (("标题", "title"), ("发文字号", "number"), ("发文机关", "issuer"), ("成文日期", "date"),
                       ("公开属性", "publicity"), ("联系方式", "contact")):  # fmt: skip
        print(f"{label}：{document[key] or '（未读出 / not found）'}")
    for task in data["tasks"]:
        lead = "、".join(task["lead"]) + ("（建议 / suggested）" if task["lead_suggested"] else "")
        units = " | ".join(part for part in (lead, "、".join(task["assist"])) if part) or "—"
        print(
            f"{task['id']:>3} [{task['heading']}] {task['text']}\n    {units}  {task['due'] or task['due_text'] or '—'}"
        )
    print(f"覆盖 / accounted for: {data['coverage']['share']:.2%}" if data["coverage"]["share"] is not None else "")
    for problem in data["problems"]:
        print(f"! {problem['zh']} / {problem['en']}")
