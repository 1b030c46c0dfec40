"""`xingzhi plan read`: what a notice asks of whom, without any database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def register(verbs: Any) -> None:
    """Add the command."""
    read = verbs.add_parser("read", help="读一份通知，不用数据库 / read one notice, no database needed")
    read.add_argument("file", type=Path, metavar="FILE", help=".docx .doc .wps .ofd .pdf .txt …")
    read.add_argument("--json", action="store_true", help="print all that was read as JSON")
    read.add_argument(
        "--password-file", type=Path, metavar="FILE", help="file that holds the password of a locked file"
    )
    read.set_defaults(func=run_read)


def run_read(arguments: argparse.Namespace) -> int:
    """Read one file; what is wrong with it goes to the error stream with exit code 2."""
    from xingzhi.intake.readers import ReaderProblem
    from xingzhi.intake.wording import sentence
    from xingzhi.plans.reading.files import read_file
    from xingzhi.plans.reading.problems import Unreadable
    from xingzhi.plans.reading.reading import read_notice

    try:
        password = arguments.password_file.read_text("utf-8").strip() if arguments.password_file else None
        notice = read_notice(read_file(arguments.file, password))
    except ReaderProblem as problem:
        print(f"{arguments.file}: {sentence(problem, 'zh')} / {sentence(problem, 'en')}", file=sys.stderr)
        return 2
    except Unreadable as problem:
        print(f"{arguments.file}: {problem}", file=sys.stderr)
        return 2
    except OSError as problem:
        print(f"{arguments.file}: {problem.strerror or problem}", file=sys.stderr)
        return 2
    data = notice.data()
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        _summary(data)
    return 0


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
