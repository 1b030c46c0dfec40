"""A plan as an office has one: tasks under headings, six banners, two zones, four sections."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

BANNERS = ("152201", "152202", "152221", "152222", "152223", "152224")
SECTIONS = ("知识产权促进科", "知识产权保护科", "商标广告科", "办公室")
ZONES = (("示例经济技术开发区", "152201"), ("示例农牧业科技园区", "152222"))
HEADINGS = ("一、提升创造质量", "二、强化保护", "三、促进运用", "四、优化服务")
TEXTS = (
    "开展知识产权宣传周活动",
    "组织专利转化对接",
    "推进知识产权质押融资",
    "开展商标品牌指导",
    "清理非正常专利申请",
    "建立维权援助工作站",
)


def units(office: str = "1522") -> dict[str, Any]:
    """The units by name."""
    from xingzhi.packs import load
    from xingzhi.plans.units import Unit, UnitKind

    named = [(load().regions.name(path), UnitKind.BANNER, path) for path in BANNERS]
    named += [(name, UnitKind.ZONE, path) for name, path in ZONES]
    named += [(name, UnitKind.SECTION, office) for name in SECTIONS]
    return {name: Unit.objects.get_or_create(name=name, region=region, defaults={"kind": kind})[0]
            for name, kind, region in named}  # fmt: skip


def plan(user: Any, tasks: int = 30, year: int = 0) -> Any:
    """A plan of the year with so many tasks; every sixth is for all banners and zones, the others for one or two."""
    from django.utils import timezone

    from xingzhi.plans.ledger.models import Plan, PlanTask, TargetKind, TaskUnit, UnitRole

    today = timezone.localdate()
    held = units(user.region)
    local = [unit for unit in held.values() if unit.kind in ("banner", "zone")]
    sections = [held[name] for name in SECTIONS]
    made = Plan.objects.create(
        region=user.region, year=year or today.year, title=f"{year or today.year}年示例工作计划", made_by=user
    )
    for at in range(tasks):
        due = today + timedelta(days=(at % 12 - 3) * 10)
        number = f"{at % 4 + 1}.{at // 4 + 1}"
        task = PlanTask.objects.create(
            plan=made, region=made.region, order=at + 1, number=number, heading=HEADINGS[at % 4],
            text=f"{TEXTS[at % len(TEXTS)]}（第 {at + 1} 项）", lead_unit=sections[at % 4], lead_person=user if at % 3 == 0 else None,
            due_on=min(due, date(made.year, 12, 31)), first_due=min(due, date(made.year, 12, 31)), made_by=user,
            target_kind=TargetKind.NUMBER if at % 5 == 0 else TargetKind.NONE,
            target={"text": "不少于 20 次", "value": "20", "unit": "次"} if at % 5 == 0 else {},
        )  # fmt: skip
        TaskUnit.objects.create(task=task, unit=task.lead_unit, region=made.region, role=UnitRole.LEAD)
        chosen = local if at % 6 == 0 else local[at % len(local) : at % len(local) + 2]
        role = UnitRole.ADDRESSEE if at % 6 == 0 else UnitRole.ASSIST
        for unit in chosen:
            TaskUnit.objects.create(task=task, unit=unit, region=unit.region, role=role)
    return made
