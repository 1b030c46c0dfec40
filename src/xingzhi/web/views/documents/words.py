"""What pages of papers say: states, faults of evidence, moves, why something was refused."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.plans.ledger.models import PlanTaskState
from xingzhi.publish.papers.changed import Change
from xingzhi.publish.papers.rewritten import DIFFERS
from xingzhi.publish.papers.standing import Standing

TONES = {"draft": "plain", "submitted": "info", "checked": "info", "approved": "warn", "issued": "good"}
FAULTS = {
    "gone": _("依据已不在台账"), "corrected": _("所依据的进展或总结已有新稿"), "changed": _("依据的数或状态已变"),
    "amended": _("所依据的发布已修订"), "returned": _("所依据的总结已退回"), "unsaid": _("语句里没有这个数"),
}  # fmt: skip
MARKS = {"bare": _("无依据"), "fallen": _("依据有变"), "differs": _("与依据不符"), "unchecked": _("改写后未核对")}
CHANGES: dict[str, Any] = {
    "value": _("数值"), "kind": _("来源"), "state": _("状态"), "due": _("时限"), "said": _("所报"), "version": _("总结第几版"),
    "all": _("任务总数"), "late": _("逾期"), **dict(PlanTaskState.choices),
}  # fmt: skip
VALUES = {"state": dict(PlanTaskState.choices), "kind": {"official": _("收到的官方数"), "own": _("本局测算")}}
MOVES = {
    "made": _("起草"), "asked": _("征求意见"), "draft": _("退回起草"), "submitted": _("提交审核"), "checked": _("审核通过"),
    "approved": _("批准"), "issued": _("印发"),
}  # fmt: skip
DONE = {
    "submit_paper": _("已提交审核。"), "check_paper": _("已审核通过。"), "approve_paper": _("已批准。"),
    "return_paper": _("已退回起草。"), "issue_paper": _("已印发。"),
}  # fmt: skip
REFUSED = {
    "kind": _("没有起草：没有这种文稿。"),
    "year": _("没有起草：请填年度，如 2026。"),
    "period": _("没有起草：季度报告要选季度。"),
    "publicity": _("没有保存：请选公开属性，并写理由。"),
    "newer": _("没有保存：另一位刚刚保存过新稿。下面仍是您写的，请与新稿比对后再保存。"),
    "title": _("没有保存：标题不能空。"),
    "sentence": _("没有保存：这句话已不在稿中，请刷新页面。"),
    "state": _("没有办：这份文稿现在不在这一步，请刷新页面。"),
    "opinions": _("没有提交：这种文稿要先征求意见。"),
    "unsettled": _("没有提交：还有意见没有写采纳或不采纳。"),
    "review": _("没有提交：合法性审核、公平竞争审查等规定的环节还没有登记，或没有通过。"),
    "review_old": _("没有提交：审核审查看的是以前的稿，正文后来改过，请按现稿重新登记。"),
    "too_long": _("没有提交：一页放不下，请按页首的提示缩短。"),
    "same_person": _("没有办：填报人、审核人、分管领导须是不同的人，写过正文的人不能审核、批准。"),
    "deputy": _("没有指定：请选本单位另一位能审核文稿的人。"),
    "deputy_days": _("没有指定：请填起止日期，止日不早于起日，也不早于今天。"),
    "note": _("没有退回：请写退回的原因。"),
    "day": _("没有办：日期不对，请填不晚于今天、不早于印发的日期。"),
    "number": _("没有印发：文号要写成“机关代字〔年份〕序号号”，如 兴市监发〔2026〕1号，年份用六角括号。"),
    "number_needed": _("没有印发：这种文件要有本局编的文号。"),
    "number_used": _("没有印发：这个文号已用在另一份文件上。"),
    "internal": _("没有印发：里面有本局测算的数，批准时没有写明可以对外的依据。"),
    "names": _("没有印发：正文或附件里有通报核查事项的申请人、代理机构或申请号，批准时没有写明可以对外的依据。"),
    "explains": _("没有起草：解读要选解读哪份文件，其他文稿不选。"),
    "pairs": _("没有印发：还有与其他文件不一致的数没有改正或说明。"),
    "reason": _("没有保存：请写原因。"),
    "due": _("没有征求意见：请填今天以后的期限。"),
    "units": _("没有办：请选单位。"),
    "opinion": _("没有保存：请写意见，或点“无意见”。"),
    "review_kind": _("没有登记：没有这种审核审查或结果。"),
    "body": _("没有登记：请写由谁审核。"),
    "channel": _("没有登记：请写发送方式。"),
    "inside": _("没有登记：这种文稿只在局内使用，不外发。"),
    "not_issued": _("没有办：文稿还没有印发。"),
    "not_public": _("没有登记：这份文稿不主动公开。"),
}  # fmt: skip


def change_said(change: Change) -> str:
    """What was and what is: 逾期 2 → 3."""
    what, *both = change
    before, now = (str(VALUES.get(what, {}).get(each, each)) or gettext("暂缺") for each in both)
    return f"{CHANGES[what]} {before} → {now}"


def mark_said(standing: Standing) -> str:
    """Why a sentence is to be looked at; numbers that stand in none of its sources are named."""
    unmet = f"：{'、'.join(standing.unmet)}" if standing.unmet else ""
    return "；".join(f"{MARKS[kind]}{unmet if kind == DIFFERS else ''}" for kind in standing.kinds)


def state_badge(paper: Any) -> dict[str, str]:
    """Where a paper stands."""
    return {"text": paper.get_state_display(), "tone": TONES[paper.state]}
