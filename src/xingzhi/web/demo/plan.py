"""The demonstration's annual plan: its notice taken in and adopted, three months reported, moved, blocked and done."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

MONTHS = 3  # reported before this one
# What units say; by chance fixed for each unit, task and month.
ANSWERS = (
    ("moved", "已召开一次部署会，明确责任人和时间表。"),
    ("moved", "走访企业6家，建立问题清单。"),
    ("as_planned", ""),
    ("as_planned", ""),
    ("none", ""),
    ("moved", "开展专题培训1期，参训42人次。"),
)


def plan() -> None:
    """Take the notice of the year in, adopt it and report on it, unless done."""
    from django.utils import timezone

    from xingzhi.core.models import User
    from xingzhi.plans.ledger.models import Plan
    from xingzhi.plans.notices.adopting import adopt_notice
    from xingzhi.plans.notices.confirming import add_unknown_units, confirm_waiting
    from xingzhi.plans.notices.taking import receive_notice
    from xingzhi.sample.plan_notice import NAME, notice_docx

    if Plan.objects.exists():
        return
    league, today = User.objects.get(username="league"), timezone.localdate()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(notice_docx(year=_year(today)))
        notice = receive_notice(league, path, NAME)
    units = len(list(add_unknown_units(league, notice)))
    guessed = len(list(confirm_waiting(league, notice)))
    done = adopt_notice(league, notice.pk)
    said = _report(league, Plan.objects.get(year=done.year), today)
    _move(league, today)
    print(
        f"年度计划：通知读成 {done.made} 项任务（有推断、代为确认的 {guessed} 句，新登记单位 {units} 个），"
        f"{MONTHS} 个月的进展 {said} 条",
        flush=True,
    )


def _year(today: date) -> int:
    """The year whose plan is running: a notice of March rules until the next one."""
    return today.year if today.month > MONTHS else today.year - 1


def _months(today: date) -> list[str]:
    first, found = today.replace(day=1), []
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(f"{first:%Y-%m}")
    return found[::-1]


def _report(league: Any, plan: Any, today: date) -> int:
    from xingzhi.plans.ledger.answering import Said, report_progress
    from xingzhi.plans.ledger.state import months_until

    known, said = set(months_until(plan.year, today)), 0
    for task in plan.tasks.filter(parent=None).prefetch_related("units"):
        for share in task.units.all():
            for month in _months(today):
                chance = hashlib.sha256(f"{task.order}|{share.unit_id}|{month}".encode()).digest()[0]
                if month not in known or chance % 7 == 6:  # some say nothing, and are reminded
                    continue
                answer, text = ANSWERS[chance % len(ANSWERS)]
                report_progress(league, share.pk, month, Said(answer, text))
                said += 1
    return said


def _move(league: Any, today: date) -> None:
    """One task done, one put off, one blocked: each counted apart in the ledger."""
    from xingzhi.plans.ledger.models import PlanTask
    from xingzhi.plans.ledger.moving import block_task, reschedule_task, settle_plan_task

    waiting = PlanTask.objects.filter(parent=None, due_on__isnull=False, units__role="lead").distinct()
    done, later, blocked = waiting.order_by("due_on", "order")[:3]
    settle_plan_task(league, done.pk, "done", "指南已印发（示例文号），存办公室")
    reschedule_task(league, later.pk, today + timedelta(days=30), "场地调整，经分管领导同意")
    block_task(league, blocked.pk, "企业名单未收齐", "各旗县报齐名单后继续")
