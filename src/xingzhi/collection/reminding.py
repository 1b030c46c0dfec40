"""Reminders nobody logs in for: a text to copy and a printable note; counts, the day and whom to ask, no names of parties."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from xingzhi.cases.papers.render import render
from xingzhi.collection.beside import findings
from xingzhi.collection.forms import form_of
from xingzhi.collection.models import REPORTED, Round, State, UnitReport
from xingzhi.core.office import office

PAPER = "collection_supervision"
BLANK = "＿" * 8  # to be written in by hand


def when(found: Round) -> str:
    """By when, and how many days are left, in words; once the day is over, that it is."""
    days = (found.deadline - timezone.localdate()).days
    day = f"{found.deadline.year}年{found.deadline.month}月{found.deadline.day}日"
    if days < 0:
        return f"报送截止 {day}，已逾期 {-days} 天，请即报送"
    return f"请于 {day}前报送（{f'还有 {days} 天' if days else '今天截止'}）"


def reminder(found: Round, reports: Sequence[UnitReport]) -> str:
    """The text for these reports of a round: how many came, who is missing, by when, whom to ask."""
    form = form_of(found)
    missing = [each.name for each in reports if each.state not in REPORTED]
    came = len(reports) - len(missing)
    phone = f"，电话 {found.phone}" if found.phone else ""
    named = f"{len(missing)} 个单位" if form.body.suppression else "、".join(missing)  # no firm is named outside
    who = f"已报 {came}/{len(reports)}，还没有报的：{named}" if missing else f"已全部报齐（{came} 个单位）"
    ask = f"{when(found)}；本期没有发生的请零报告。" if missing else ""
    return f"【采集】{form.title.zh}（{form.period.label()}）：{who}。{ask}联系人：{found.contact}{phone}。"


def supervision(found: Round, reports: Sequence[UnitReport]) -> bytes:
    """The printable note, one page for each report that is not in; raise `ValueError` where all are."""
    form, here = form_of(found), office()
    words = {
        State.EMPTY: "未填报",
        State.FILLING: "填报中，未提交",
        State.SUBMITTED: "已提交，本单位未审核",
        State.RETURNED: "已退回，待重报",
    }
    late = [each for each in reports if each.state not in REPORTED]
    return render(PAPER, [{
        "office": here.name if here else "", "office_phone": found.phone or BLANK, "officer": found.contact,
        "today": timezone.localdate(), "unit": each.name, "form": form.title.zh, "period": form.period.label(),
        "deadline": found.deadline, "state": words[State(each.state)] + _why(each),
        "counts": [
            {"label": "应填项目", "value": sum(cell.required for cell in form.cells)},
            {"label": "已填项目", "value": sum(bool(each.values.get(c.id)) for c in form.cells if c.required)},
        ],
    } for each in late])  # fmt: skip


def _why(report: UnitReport) -> str:
    """What a unit must know to go on: why its report was sent back, or how much of it is to be mended."""
    if report.state == State.RETURNED:
        return f"（退回原因：{report.reason}）"
    if report.state != State.FILLING:
        return ""
    left = sum(found.blocks for found in findings(report, report.values, report.notes))
    return f"（还有 {left} 处要改正或说明）" if left else ""
