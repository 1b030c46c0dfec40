"""Summaries of each place and of a section, with words by which they are known again; a draft of the league's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World

YEAR = 2029


def plant(world: World) -> None:
    """Each place sends its summary in; the league takes from all of them, and each brings a file nobody can place."""
    from tests.conftest import OFFICE
    from tests.contract.world import PLACES
    from xingzhi.plans.ledger.models import Plan, PlanTask, TaskUnit
    from xingzhi.plans.summaries.asking import ask_summaries
    from xingzhi.plans.summaries.bringing import keep_stray
    from xingzhi.plans.summaries.drafting import take
    from xingzhi.plans.summaries.models import Summary
    from xingzhi.plans.summaries.moves import return_summary
    from xingzhi.plans.summaries.receiving import came_as_text, receive_summary
    from xingzhi.plans.units import Unit

    league = world.people["league"]
    plan = Plan.objects.create(region=OFFICE, year=YEAR, title="年度计划", made_by=league)
    task = PlanTask.objects.create(region=OFFICE, plan=plan, heading="共同标题", text="共同任务", made_by=league)
    for mark, place in PLACES.items():
        kind = "section" if mark == "丙" else "banner"
        unit = Unit.objects.create(region=place, kind=kind, name=f"秘密{mark}单位")
        TaskUnit.objects.create(region=place, task=task, unit=unit, role="addressee")
    call, _ = ask_summaries(league, plan.pk, date(YEAR, 12, 4), ["electronic"], "联系人", task_id=task.pk)
    for who, mark in (("banner", "甲"), ("neighbour", "乙"), ("league", "丙")):
        summary = Summary.objects.get(call=call, unit__name=f"秘密{mark}单位")
        came = came_as_text(f"秘密{mark}总结\n一、秘密{mark}标题\n秘密{mark}做法3次。")
        text = receive_summary(world.people[who], summary.pk, came)
        take(league, call.pk, text.pk, 1, "共同标题")
        keep_stray(world.people[who], call.pk, came_as_text(f"秘密{mark}不明文件。"), [])
        return_summary(league, summary.pk, f"秘密{mark}退回原因")
