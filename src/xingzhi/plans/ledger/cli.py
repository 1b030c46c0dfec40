"""`xingzhi plan ledger`: the task ledger of a year."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from xingzhi.core.start import start


def register(verbs: Any) -> None:
    """Add `xingzhi plan ledger`."""
    parser = verbs.add_parser("ledger", help="任务台账 / the task ledger of a year")
    parser.add_argument("--year", type=int, default=0, help="default: the newest plan")
    parser.add_argument("--month", default="", metavar="2026-11", help="whose progress is shown (default: this month)")
    parser.add_argument(
        "--user", default="", metavar="NAME", help="as this person sees it (default: all of the office)"
    )
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write the workbook meetings use")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """One line a task, JSON, or the workbook."""
    start()
    from django.utils import timezone

    from xingzhi.core.models import Role, User
    from xingzhi.plans.ledger import ledger_book
    from xingzhi.plans.ledger.listing import as_json
    from xingzhi.plans.ledger.rows import figures_of, ledger, plan_of
    from xingzhi.plans.ledger.state import is_month, shown_month

    user = User(username="-", role=Role.READER, region="")  # nobody logged in: the command line sees the installation
    if arguments.user:
        found = User.objects.filter(username=arguments.user).first()
        if found is None:
            print(f"没有用户 {arguments.user} / no such person")
            return 2
        user = found
    plan = plan_of(user, arguments.year or 0)
    if plan is None:
        print("还没有年度计划 / there is no plan yet")
        return 1
    month = arguments.month if is_month(arguments.month) else shown_month(plan.year, timezone.localdate())
    rows = ledger(user, plan, month, figures_of(user, plan))
    if arguments.xlsx:
        arguments.xlsx.write_bytes(ledger_book.write(plan, month, rows))
        print(f"{arguments.xlsx}: {len(rows)} 项任务 / tasks")
    elif arguments.json:
        told = {"year": plan.year, "month": month, "tasks": [as_json(row) for row in rows]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(f"{row.number}  {row.colour or '-'}  {row.task.due_on or '-'}  {row.task.state}  {row.task.text}")
        print(f"{len(rows)} 项任务 / tasks")
    return 0
