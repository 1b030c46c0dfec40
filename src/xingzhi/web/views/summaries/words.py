"""What the pages of summaries share: states, why a paragraph is proposed somewhere, and problems as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from xingzhi.intake.messages import message
from xingzhi.plans.summaries.bringing import Outcome
from xingzhi.plans.summaries.models import Summary, SummaryState
from xingzhi.plans.summaries.standing import came_on, days_late
from xingzhi.web.reading import english, language, listed

TONES = {
    SummaryState.DUE: "plain", SummaryState.RECEIVED: "warn", SummaryState.RETURNED: "bad",
    SummaryState.ACCEPTED: "good", SummaryState.EXCUSED: "unknown",
}  # fmt: skip
STEPS = {
    "asked": _("布置"), "reminded": _("催报"), "received": _("收到"), "paper": _("登记纸质版"), "returned": _("退回"),
    "accepted": _("采纳"), "excused": _("免报"), "reopened": _("恢复报送"),
}  # fmt: skip
NOT_ASKED: dict[str, Any] = {
    "no_unit": _("没有布置：计划里还没有分到单位的任务。请先在任务台账里定责任单位。"),
    "no_day": _("没有布置：请填报送截止日期。"),
    "no_contact": _("没有保存：请写联系人。"),
    "no_medium": _("没有布置：请选纸质版或电子版。"),
}
NOT_DONE: dict[str, Any] = {
    "state": _("没有办成：这份总结现在的状态不能这样办，请看页面上的状态。"),
    "reason": _("没有办成：请写原因。"),
    "future": _("没有登记：收到的日期在今天以后。"),
    "accepted": _("没有收：这份总结已采纳，要换请先退回。"),
}
NOT_A_SUMMARY: dict[str, Any] = {
    "workbook": _("这是工作簿，不是总结；请上传 Word、WPS、PDF 或文本文件，或把文字粘贴到页面上。"),
    "scan": _("第 %(pages)s 页没有文字，是扫描件或照片；请索取电子文档，扫描件可登记为纸质版。"),
    "empty": _("没有读到正文；请看文件是不是空的，或内容是不是都在图片里。"),
}
LEVELS = {"good": messages.SUCCESS, "info": messages.INFO, "warn": messages.WARNING, "bad": messages.ERROR}
WHY: dict[str, tuple[Any, str]] = {
    "heading": (_("标题相同"), "good"), "likeness": (_("用词相近"), "info"), "none": (_("没有对上"), "warn"),
    "moved": (_("人工调整"), "good"),
}  # fmt: skip


def state_cell(summary: Summary) -> dict[str, Any]:
    """Where a summary stands."""
    state = SummaryState(summary.state)
    return {"text": str(state.label), "tone": TONES[state]}


def late_cell(summary: Summary) -> dict[str, Any] | str:
    """Whether it was or is late, and by how many days."""
    days = days_late(summary, timezone.localdate())
    if not days:
        return gettext("按期") if came_on(summary) and summary.state != SummaryState.EXCUSED else ""
    said = ngettext("迟报 %(n)s 天", "迟报 %(n)s 天", days) if came_on(summary) else ngettext(
        "逾期 %(n)s 天", "逾期 %(n)s 天", days
    )  # fmt: skip
    return {"text": said % {"n": days}, "tone": "warn" if came_on(summary) else "bad"}


def why(place: dict[str, Any]) -> dict[str, Any]:
    """Why a paragraph is proposed where it is."""
    label, tone = WHY[place["why"]]
    said = str(label)
    if place["score"] is not None and place["why"] == "likeness":
        said += f" {place['score']:.0%}"
    by = place["by"] if place["why"] == "moved" else ""
    return {"text": said, "tone": tone, "words": listed(place["words"]), "by": by}


def problem_text(problem: Mapping[str, Any]) -> str:
    """What is wrong with a file (see `told`), and what to do."""
    match problem["kind"]:
        case "reader":
            return message(problem["code"], problem["params"], language())
        case "file":
            return str(problem["en" if english() else "zh"])
        case "move":
            return str(NOT_DONE[problem["code"]])
    return str(NOT_A_SUMMARY[problem["code"]]) % {"pages": problem["pages"]}


def tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say what became of a file."""
    said = outcome_said(outcome)
    messages.add_message(request, LEVELS[said["tone"]], said["text"])


def outcome_said(outcome: Outcome) -> dict[str, str]:
    """What became of a file: the sentence, and its tone."""
    params = {"file": outcome.file, "unit": outcome.unit, "n": outcome.version}
    if outcome.problem:
        return {"tone": "bad", "text": gettext("%(file)s 没有收：") % params + problem_text(outcome.problem)}
    if outcome.what == "received":
        return {"tone": "good", "text": gettext("%(file)s：已收为%(unit)s的第 %(n)s 版。") % params}
    if outcome.what == "same":
        return {"tone": "info", "text": gettext("%(file)s：与%(unit)s已收的第 %(n)s 版相同，没有再动。") % params}
    if outcome.what == "not_read":
        return {"tone": "warn", "text": gettext("%(file)s：压缩包里的这种文件不读，请单独上传。") % params}
    if outcome.maybe:
        params["units"] = listed(outcome.maybe)
        return {"tone": "warn", "text": gettext("%(file)s：分不清是哪个单位的（%(units)s），请在本页选。") % params}
    return {"tone": "warn", "text": gettext("%(file)s：文件名和标题里没有认出单位，请在本页选。") % params}
