"""A plan of the sample's kind with banners, a zone and sections, and the summaries asked of all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import BANNER, OFFICE, OTHER_BANNER

TASKS = (
    ("（一）提高创造质量", "建立高价值发明专利培育库，全年入库专利不少于30件。"),
    ("（一）提高创造质量", "开展专利申请质量监测，每季度通报一次。"),
    ("2.治理非正常申请", "对国家通报的申请在收到清单后10个工作日内逐件核查并反馈。"),
    ("（三）促进运用", "组织质押融资对接活动不少于4场，惠及企业20家以上。"),
    ("", "完成地理标志专用标志使用检查"),
    ("四、工作要求", "各旗县市（开发区）知识产权局，局机关各科室于2026年12月4日前将工作总结（含电子件）报送盟局。"),
)
UNITS = (
    ("banner", BANNER, "科尔沁右翼前旗"), ("banner", OTHER_BANNER, "扎赉特旗"), ("zone", BANNER, "前旗工业园区"),
    ("section", OFFICE, "知识产权促进科"), ("section", OFFICE, "知识产权保护科"),
)  # fmt: skip
DUE = date(2026, 12, 4)


def make_plan(league: Any, year: int = 2026) -> Any:
    """The plan; its last task binds every unit to report."""
    from xingzhi.plans.models import Plan, PlanTask, TaskUnit, Unit

    plan = Plan.objects.create(region=OFFICE, year=year, title=f"{year}年工作方案（示例）", made_by=league)
    units = [
        Unit.objects.get_or_create(region=region, name=name, defaults={"kind": kind})[0] for kind, region, name in UNITS
    ]
    for at, (heading, text) in enumerate(TASKS, start=1):
        last = at == len(TASKS)
        task = PlanTask.objects.create(
            region=OFFICE, plan=plan, order=at, number=str(at), heading=heading, text=text, made_by=league,
            due_on=DUE if last else None,
        )  # fmt: skip
        for unit in units if last else units[:1]:
            TaskUnit.objects.create(region=unit.region, task=task, unit=unit, role="addressee" if last else "lead")
    return plan


@pytest.fixture
def plan(league: Any) -> Any:
    """The plan of the year."""
    return make_plan(league)


@pytest.fixture
def call(plan: Any, league: Any) -> Any:
    """Summaries asked of all five units, on paper and electronic."""
    from xingzhi.plans.summaries.asking import ask_summaries

    task = plan.tasks.order_by("-order")[0]
    made, new = ask_summaries(league, plan.pk, None, ["paper", "electronic"], "张某", task_id=task.pk)
    assert new == len(UNITS)
    return made


def of_unit(call: Any, name: str) -> Any:
    """The summary of a unit, as it stands now."""
    return call.summaries.select_related("unit").get(unit__name=name)


TEXT = """科尔沁右翼前旗2026年工作总结
盟局：
一、提高创造质量
推荐入库专利6件。开展专利申请质量监测，通报4次。
二、质押融资
组织质押融资对接活动1场，惠及企业3家。
三、存在问题
人手不足。
科尔沁右翼前旗知识产权局
2026年11月30日
"""
