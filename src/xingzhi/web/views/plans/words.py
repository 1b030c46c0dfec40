"""What the pages of the plan share: tabs, colours, targets, and refusals as sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.core.actions import may
from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Plan, PlanTask, PlanTaskState, TargetKind
from xingzhi.plans.ledger.rows import LedgerRow
from xingzhi.plans.ledger.state import months_until
from xingzhi.plans.ledger.targets import Reached
from xingzhi.plans.units import Unit
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number

TABS = (("notice-list", _("通知")), ("plan-ledger", _("任务台账")), ("plan-months", _("每月进展")), ("summaries", _("总结报送")),
        ("plan-units", _("任务单位")))  # fmt: skip
OF_A_MONTH = ("plan-ledger", "plan-months")
OF_THE_OFFICE = ("notice-list", "plan-units")
TONES = {"red": "bad", "yellow": "warn", "green": "good", "": "unknown"}
MARKS = {
    "late": _("已过时限"), "moved": _("改过时限"), "blocked": _("受阻"), "silent": _("本月未报全"), "said_blocked": _("单位报受阻、待处理"),
    "said_done": _("单位报已完成、待办结"),
    "repeated": _("连续按计划推进、没有新佐证"),
}  # fmt: skip
MOVES = {
    "added": _("新增"), "edited": _("修改"), "rescheduled": _("改期"), "blocked": _("标记受阻"), "unblocked": _("解除受阻"),
    "done": _("办结"), "dropped": _("不再需要"), "reopened": _("重新打开"), "lead_confirmed": _("确认牵头"),
    "instalment": _("办结分期"),
}  # fmt: skip
FACTS = {
    "text": _("任务"), "heading": _("所属部分"), "number": _("序号"), "note": _("备注"), "lead_unit": _("牵头单位"),
    "person": _("责任人"), "assist": _("配合单位"), "target_kind": _("目标"), "target": _("目标"), "due_on": _("时限"),
    "each": _("各自落实"), "recurrence": _("周期"), "instalments": _("各期时限"),
    "state": _("状态"), "blocked_by": _("受阻"), "unblocked_when": _("恢复条件"),
}  # fmt: skip
NOT_MOVED: dict[str, Any] = {
    "no_reason": _("没有保存：请写明原因或依据。"),
    "change_reason": _("没有保存：改牵头单位或时限，请写修改理由。"),
    "no_condition": _("没有保存：请写明恢复的条件。"),
    "no_day": _("没有保存：日期看不懂，或没有这一天。请写成 2026-06-30。"),
    "past": _("没有保存：时限在今天以前。已过时限的任务保持原时限，会显示为已过时限。"),
    "same_day": _("没有保存：时限没有变化。"),
    "wrong_state": _("没有保存：任务现在的状态不能这样办。"),
    "no_text": _("没有保存：请写任务内容。"),
    "unit": _("没有保存：没有这个单位。"),
    "reported": _("没有保存：%(name)s已报过进展，不能去掉。"),
    "person": _("没有保存：没有这个人员。"),
    "no_instalment": _("没有保存：请勾选要办结的分期。"),
    "no_such_day": _("没有保存：“%(name)s”不是日期，或没有这一天。请写成 2026-06-30。"),
    "reported_since": _("没有采用：传回以后%(name)s又报过本月进展，请看新的内容。"),
    "not_said": _("没有采用：%(name)s的进展没有记下，月份不对或任务已不再需要。"),
    "changed": _("没有保存：打开页面以后这项任务改过，请看新的内容再改。"),
    "target": _("没有保存：目标不完整。数值要写数；统计指标要选指标；台账计数要选台账和日期，条件要属于同一台账。"),
}
NOT_REPORTED: dict[str, Any] = {
    "month": _("没有保存：月份不在计划年度内，或还没有到。"),
    "answer": _("没有保存：请选一种答复。"),
    "no_text": _("没有保存：“有进展”“受阻”请写明情况。"),
    "too_long": _("没有保存：情况太长，最多 2000 字。"),
    "settled": _("没有保存：这项任务已不再需要。"),
    "changed": _("没有保存：别人刚报过这一项，请看新的内容再改。"),
    "record": _("没有保存：没有这条记录，或不属于本单位的地区。"),
    "value": _("没有保存：完成值不是数，请只填数字。"),
}
LACKS = {
    "report": _("单位还没有报完成值"), "snapshot": _("还没有快照"), "register": _("台账还没有记录，导入后自动计数"), "value": _("指标暂时算不出"),
}  # fmt: skip


def tabs(here: str, user: User, plan: Plan | None = None, month: str = "") -> list[dict[str, Any]]:
    """The pages of the plan beside each other, those there are and the person may open; year and month go along."""
    found = []
    asked = "?" + urlencode({"year": plan.year, "month": month}) if plan else ""
    for name, label in TABS:
        if name in OF_THE_OFFICE and not may(user, "edit_plan_task"):
            continue
        try:
            found.append(
                {"label": label, "url": reverse(name) + (asked if name in OF_A_MONTH else ""), "here": name == here}
            )
        except NoReverseMatch:
            continue
    return found


def colour_cell(colour: str, task: PlanTask) -> dict[str, Any]:
    """A colour with its name: the word carries the meaning."""
    if not colour:
        dropped = task.state == PlanTaskState.DROPPED
        return {
            "text": gettext("不再需要") if dropped else gettext("未定时限"),
            "tone": "plain" if dropped else "unknown",
        }
    rule = next(each for each in load().plan_ledger.colours if each.code == colour)
    return {"text": rule.label(language()), "tone": TONES[colour]}


def rules() -> list[dict[str, str]]:
    """The rule of the colours, as a legend."""
    pack = load().plan_ledger
    days = {"days": pack.days_before.value}
    return [{"label": each.label(language()), "tone": TONES[each.code], "rule": each.rule(language()) % days}
            for each in pack.colours]  # fmt: skip


def target_text(row: LedgerRow) -> str:
    """What is aimed at, as the plan says it or as it was set."""
    found = row.reached
    if found.kind == TargetKind.INDICATOR:
        title = load().indicators[found.indicator].title(language()) if found.indicator else ""
        return (
            f"{title} {number(found.target) + found.unit}"
            if found.target is not None
            else gettext("%(title)s（未定目标值）") % {"title": title}
        )
    if found.kind == TargetKind.COUNT:
        return f"{found.text} {number(found.target) + found.unit if found.target is not None else ''}".strip()
    return found.text or (f"{number(found.target)}{found.unit}" if found.target is not None else "")


def reached_cell(found: Reached, url: str = "") -> dict[str, Any]:
    """How far, with its share where both numbers are known; why not, where it is not known."""
    if not found.kind:
        return {"text": ""}
    unit = load().indicators[found.indicator].unit(language()) if found.indicator else found.unit
    if found.value is None and found.each and found.reported:
        return {"text": _of_each(found)}
    if found.value is None:
        told = "；".join(f"{name} {number(value)}{found.unit}" for name, value in found.reported)
        return {"text": told or str(LACKS.get(found.lacks, gettext("未知"))), "quiet": not told}
    text = f"{number(found.value)} {unit}".strip()
    share = found.share
    beside = [gettext("完成 %(n)s%%") % {"n": share}] if share is not None else []
    if found.measured:
        beside.append(gettext("按“%(target)s”计") % {"target": found.measured})
    if found.undecided:
        beside.append(gettext("另有 %(n)s 件不能确定") % {"n": number(found.undecided)})
    if found.kind != TargetKind.NUMBER:
        beside.append(gettext("内部测算，不对外发布"))
    return {"text": text, "sub": " · ".join(beside), "url": url, "share": share}


def _of_each(found: Reached) -> str:
    """How many units have reported, and how many of them reached what each has to reach."""
    told = gettext("%(n)s 个单位已报") % {"n": len(found.reported)}
    if found.target is None:
        return told
    most = found.sense == "at_most"
    target = found.target
    reached = sum(value <= target if most else value >= target for _, value in found.reported)
    return told + gettext("，达到目标 %(n)s 个") % {"n": reached}


def units_seen(user: User, held: Iterable[Unit] = ()) -> list[Unit]:
    """The units the person may choose from, and those held already, though there are no such any more."""
    units = list(Unit.objects.visible_to(user).filter(retired=False).order_by("kind", "region", "name"))
    return units + [unit for unit in held if unit not in units]


def people_seen(user: User, held: User | None = None) -> list[User]:
    """The people of the person's region who may be responsible, and who is so already."""
    if user.region is None:
        return []
    people = list(User.objects.filter(region_within(user.region), is_active=True).order_by("first_name", "username"))
    return people + [each for each in [held] if each is not None and each not in people]


def share_of(part: int, whole: int) -> Decimal | None:
    """Per cent; None of nothing."""
    return Decimal(part * 100 // whole) if whole else None


def today() -> date:
    """The day it is here."""
    return timezone.localdate()


def month_tabs(plan: Plan, month: str, path: str) -> list[dict[str, Any]]:
    """The months of a plan beside each other, the last first."""
    return [{"label": each, "url": f"{path}?year={plan.year}&month={each}", "here": each == month}
            for each in months_until(plan.year, today())]  # fmt: skip
