"""What the program supposed or refuses, in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from xingzhi.plans.directory.actions import UnitRefused
from xingzhi.plans.notices.guesses import Guess
from xingzhi.plans.notices.taking import NoticeRefused
from xingzhi.plans.units import UnitKind
from xingzhi.web.reading import english, listed


def guess_line(guess: Guess) -> str:
    """A marked guess as a sentence."""
    if guess.code == "said":
        return str(guess.params["en" if english() else "zh"])
    params: dict[str, Any] = dict(guess.params)
    if guess.code in ("unknown", "some", "person", "figures"):
        params["names"] = listed(params["names"])
    if guess.code == "lacking":
        params["kinds"] = kinds_listed(params["kinds"])
    return _guesses()[guess.code] % params


def kinds_listed(kinds: list[str]) -> str:
    """Kinds of units in one line."""
    return listed(UnitKind(kind).label for kind in kinds)


def _guesses() -> dict[str, str]:
    return {
        "lead": gettext("牵头单位是推断：文中没有写谁牵头，取第一个单位"),
        "group_lead": gettext("写的是一类单位，没有单独牵头的，按各自落实列"),
        "above": gettext("责任单位来自上面的标题或下一段的括号，不在这一句里"),
        "addressees": gettext("这一句没有写单位，按通知的主送单位列"),
        "open_list": gettext("原文写“等”，单位没有列全"),
        "no_units": gettext("没有写责任单位，请分派"),
        "some": gettext("“%(names)s”没有说是哪些，暂按全部列，请核对"),
        "lacking": gettext("任务单位里没有登记%(kinds)s，这一类没有列入"),
        "unknown": gettext("任务单位里没有：%(names)s"),
        "year": gettext("期限没有写年份，按 %(year)s 年计"),
        "due_unread": gettext("期限“%(text)s”没有换算成日期，请填写或留空"),
        "past": gettext("期限 %(due)s 已经过了"),
        "times": gettext("按“%(text)s”列出 %(n)s 期，请核对各期时限"),
        "times_assumed": gettext("“%(text)s”没有写到日，按每期最后一天列出 %(n)s 期，请核对"),
        "times_unread": gettext("“%(text)s”没有读出各期时限；要分期的请填写，不填只作一项"),
        "person": gettext("责任人“%(names)s”由程序从单位后的括号读出"),
        "target": gettext("量化目标由程序读出，请核对"),
        "figures": gettext("“%(names)s”没有读成目标或时限，是目标或时限的请填写"),
        "goal": gettext("写在目标一节，可能只是目标"),
        "maybe": gettext("这一句有日期或数字，可能是任务"),
    }


def refusal(refused: NoticeRefused) -> str:
    """Why something cannot be done with a notice, and what to do."""
    if refused.code == "not_ready":
        return gettext("还不能列入计划：") + listed(hindrance_lines(refused.params))
    return {
        "begun": gettext("已经开始核对，不能重新读；先把核对过的恢复为未核对。"),
        "closed": gettext("这份通知已经列入计划或不列入计划，不能再改。"),
        "decision": gettext("请选择任务、背景或无关。"),
        "nothing_before": gettext("前面没有任务可以并入。"),
        "nothing_above": gettext("前面没有可以归入的任务。"),
        "has_measures": gettext("这一项下面已经有措施，先把它们取消归入。"),
        "no_place": gettext("请选择从哪里拆开。"),
        "no_text": gettext("任务内容不能空着。"),
        "no_day": gettext("“%(text)s”不是真实存在的日期，请改成 2026-12-04 这样的日期或留空。"),
        "day_unread": gettext("看不懂“%(text)s”，请写成 2027-12-31 这样的日期或留空。"),
        "no_unit": gettext("请写要分派给谁。"),
        "no_reason": gettext("请写明为什么不列入计划。"),
    }[refused.code] % refused.params


def hindrance_lines(found: dict[str, int]) -> list[str]:
    """What keeps a notice out of the plan."""
    words = {
        "tasks": gettext("还有 %(n)s 项任务没有确认"),
        "rest": gettext("还有 %(n)s 句背景没有看过"),
        "unknown": gettext("还有 %(n)s 个单位不认识"),
        "differing": gettext("还有 %(n)s 项与已有计划不同，没有选定"),
        "rivals": gettext("还有 %(n)s 项与另一份待核对的通知不同，没有选定"),
        "none": gettext("没有任务；不列入计划即可"),
        "year": gettext("没有写计划年度"),
    }
    return [words[code] % {"n": number} for code, number in found.items()]


def unit_refusal(refused: UnitRefused) -> str:
    """Why a unit cannot be kept so."""
    return {
        "name": gettext("请写单位名称。"),
        "unit": gettext("没有认作：请先选是哪个单位。"),
        "kind": gettext("请选单位类别。"),
        "region": gettext("请选本局辖区内的属地。"),
        "taken": gettext("“%(name)s”已经叫这个名字，不能再登记一次。"),
    }[refused.code] % {"name": refused.taken}
