"""Reminders nobody logs in for: a text to copy, and a printable note for each unit that still owes; no names of parties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from xingzhi.cases.papers.render import render
from xingzhi.core.office import office
from xingzhi.plans.summaries.models import Medium, Summary, SummaryCall, SummaryState
from xingzhi.plans.summaries.standing import counted, is_owed, missing

PAPER = "summary_supervision"


def reminder(call: SummaryCall, summaries: Sequence[Summary]) -> str:
    """The text: how many came, who still owes what, by when, whom to ask."""
    today = timezone.localdate()
    counts = counted(summaries, today)
    owed = [each for each in summaries if is_owed(each)]
    phone = f"，电话 {call.phone}" if call.phone else ""
    head = f"【总结报送】{call.title}：应报 {counts.asked} 个单位，已报齐 {counts.came} 个"
    who = "".join(
        f"；{words}：{'、'.join(each.unit.name for each in owed if said(each) == words)}"
        for words in dict.fromkeys(map(said, owed))
    )
    past, left = call.due_on < today, _left(call.due_on, today)
    when = (
        f"应于 {_day(call.due_on)}前报送，{left}，请尽快报送。"
        if past
        else f"请于 {_day(call.due_on)}前报送（{left}）。"
    )
    ask = when if owed else ""
    return f"{head}{who}。{ask}联系人：{call.contact}{phone}。"


def said(summary: Summary) -> str:
    """What a unit still owes, in words."""
    if summary.state == SummaryState.RETURNED:
        return "已退回，待重报"
    lacking = missing(summary)
    if len(lacking) < len(summary.media or [Medium.ELECTRONIC]):
        return "缺" + "、".join(str(Medium(medium).label) for medium in lacking)
    return "未报送"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _left(due: date, today: date) -> str:
    days = (due - today).days
    return f"还有 {days} 天" if days > 0 else "今天截止" if days == 0 else f"已过 {-days} 天"


def supervision(call: SummaryCall, summaries: Sequence[Summary]) -> bytes:
    """The printable note, a page for each unit that still owes; raise `ValueError` where none does."""
    here, today = office(), timezone.localdate()
    owed = [each for each in summaries if is_owed(each)]
    return render(PAPER, [{
        "office": here.name if here else "", "office_phone": call.phone, "officer": call.contact, "today": today,
        "unit": each.unit.name, "notice": call.title, "year": each.year, "deadline": each.due_on,
        "days": _left(each.due_on or call.due_on, today), "state": said(each), "reason": each.reason or "无",
        "media": [str(Medium(medium).label) for medium in each.media],
    } for each in owed])  # fmt: skip
