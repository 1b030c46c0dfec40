"""Commands of the plan: notices and tasks."""

from __future__ import annotations

import argparse
import json
from typing import Any

from xingzhi.core.start import start
from xingzhi.plans.facts import cli as facts
from xingzhi.plans.ledger import cli as ledger
from xingzhi.plans.notices import cli as notices
from xingzhi.plans.reading import cli as reading
from xingzhi.plans.summaries import cli as summaries


def register(commands: Any) -> None:
    """Add `xingzhi plan read|import|adopt|contradictions|summaries|ledger|tasks`."""
    parser = commands.add_parser(
        "plan", help="年度工作计划：读通知、列任务 / the annual plan: read a notice, list tasks"
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    reading.register(verbs)
    facts.register(verbs)
    summaries.register(verbs)
    notices.register(verbs)
    ledger.register(verbs)
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
