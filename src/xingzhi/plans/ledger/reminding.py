"""Who owes a word on the month, a text to copy, and the printable note; neutral, no names of parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from xingzhi.cases.papers.render import render
from xingzhi.core.models import User
from xingzhi.core.office import office
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Plan, PlanTask, PlanTaskState, Progress, TaskUnit
from xingzhi.plans.ledger.state import has_begun, is_late, is_past
from xingzhi.plans.short_titles import short_title
from xingzhi.plans.units import Unit

PAPER = "plan_supervision"


@dataclass
class Owing:
    """A unit: its open tasks, of how many it reported, which are late, near their day or blocked."""

    unit: Unit
    tasks: int = 0
    told: int = 0
    begun: bool = True  # whether the month has; before, nothing is owed
    late: int = 0
    near: int = 0
    blocked: int = 0
    due: list[tuple[PlanTask, bool]] = field(default_factory=list)  # late, near or not reported; whether reported

    @property
    def left(self) -> int:
        """Of how many tasks nothing was said yet that should be."""
        return self.tasks - self.told if self.begun else 0


def owing(user: User, plan: Plan, month: str) -> list[Owing]:
    """The units of a plan the person sees, with what each owes."""
    today = timezone.localdate()
    near = today + timedelta(days=load().plan_ledger.days_before.value)
    shares = (
        TaskUnit.objects.visible_to(user)
        .filter(task__plan=plan, task__state__in=(PlanTaskState.OPEN, PlanTaskState.BLOCKED))
        .select_related("unit", "task").order_by("unit__kind", "unit__region", "unit__name", "task__order", "task_id")
    )  # fmt: skip
    told = set(
        Progress.objects.visible_to(user).filter(share__task__plan=plan, month=month).values_list("share", flat=True)
    )
    found: dict[int, Owing] = {}
    begun = has_begun(month, today)
    for share in shares:
        each, task = found.setdefault(share.unit_id, Owing(share.unit, begun=begun)), share.task
        late, said = is_late(task, today), share.pk in told
        soon = not is_past(task, today) and task.due_on is not None and task.due_on <= near
        each.tasks += 1
        each.told += said
        each.late += late
        each.near += soon
        each.blocked += task.state == PlanTaskState.BLOCKED
        if late or soon or (begun and not said):
            each.due.append((task, said))
    return list(found.values())


def chinese_day(day: date | None) -> str:
    """2026年6月30日; 未定 where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "未定"


def reminder(plan: Plan, month: str, each: Owing, user: User) -> str:
    """The text for one unit: what it has not reported, what is late or near; neutral."""
    lines = [
        f"【任务进展】{each.unit.name}：{plan.year}年度计划 {each.tasks} 项任务，{month} 已报 {each.told} 项，未报 {each.left} 项。"
    ]
    groups: dict[str, list[str]] = defaultdict(list)
    today = timezone.localdate()
    for task, said in each.due:
        name = f"{task.number} {short_title(task.text)}（时限{chinese_day(task.due_on)}）".strip()
        if is_late(task, today):
            groups["已过时限"].append(name)
        elif said:
            groups["临近时限"].append(name)
    lines += [f"{label}的 {len(names)} 项：{'；'.join(names)}。" for label, names in groups.items()]
    if each.left:
        lines.append("请报送本月进展；没有进展的报“本月无进展”，受阻的请写明原因和恢复条件。")
    lines.append(f"联系人：{user.display_name}。")
    return "".join(lines)


def supervision(plan: Plan, month: str, units: Sequence[Owing], user: User) -> bytes:
    """The printable note, a page for each unit that owes; raise `ValueError` where none does."""
    here, today = office(), timezone.localdate()
    return render(PAPER, [{
        "office": here.name if here else "", "officer": user.display_name, "today": today, "unit": each.unit.name,
        "year": str(plan.year), "month": month, "count": len(each.due),
        "items": [
            {"number": task.number, "text": task.text, "due": chinese_day(task.due_on),
             "state": "；".join(filter(None, (
                 "已过时限" if is_past(task, today) else "", "受阻" if task.state == PlanTaskState.BLOCKED else "",
                 "" if said or not each.begun else "本月未报")))  or "临近时限"}
            for task, said in each.due
        ],
    } for each in units if each.due])  # fmt: skip
