"""Commands of tasks."""
"""`xingzhi plan read`: what a notice asks of whom, without any database."""

from __future__ import annotations

import argparse
import json
from typing import Any

from xingzhi.core.start import start


def register(commands: Any) -> None:
    """Add `xingzhi plans tasks`."""
    parser = commands.add_parser("plans", help="任务 / tasks")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    tasks = verbs.add_parser("tasks", help="列出任务 / list them, those due first on top")
    tasks.add_argument("--region", default="000000", metavar="CODE", help="GB/T 2260 code (default: all)")
    tasks.add_argument("--state", choices=("open", "done", "dropped"), help="default: all")
    tasks.add_argument("--json", action="store_true", help="print JSON")
    tasks.set_defaults(func=run_tasks)


def run_tasks(arguments: argparse.Namespace) -> int:
    """One line a task."""
    start()
    from xingzhi.core.scope import region_within
    from xingzhi.packs import load
    from xingzhi.plans.listing import as_json, in_order
    from xingzhi.plans.models import Task

    region = load().regions.by_code(arguments.region)
    if region is None:
        print(f"没有区划代码 {arguments.region} / unknown division code")
        return 2
    found = Task.objects.filter(region_within(region))
    if arguments.state:
        found = found.filter(state=arguments.state)
    rows = [as_json(task) for task in in_order(found)]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print(f"{row['id']}  {row['state']}  {row['due_on'] or '-'}  {row['record_key']}  {row['title']}")
    print(f"{len(rows)} 项任务 / tasks")
    return 0
import sys
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    """Add the command."""
    plan = commands.add_parser("plan", help="年度工作计划：把通知读成任务 / the annual plan: read a notice into tasks")
    verbs = plan.add_subparsers(dest="verb", metavar="VERB", required=True)
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
