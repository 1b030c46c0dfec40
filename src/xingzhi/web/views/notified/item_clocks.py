"""The clocks of a matter in words, and the days an officer may record for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from xingzhi.cases.matters.clocks import clocks_of
from xingzhi.cases.matters.events import given_by_notices
from xingzhi.cases.matters.models import Matter
from xingzhi.packs.clocks import ClockError, Running
from xingzhi.web.reading import language

CLOCK_TONES = {"running": "info", "overdue": "bad", "paused": "warn", "ended": "good", "not_started": "plain"}


def clock_rows(matter: Matter, notices: list[Any]) -> tuple[list[dict[str, Any]], str]:
    """The clocks that have begun, and what is wrong with what was recorded of them."""
    given = given_by_notices([{"notice": each.notice_date, "reply_due": each.reply_due} for each in notices])
    try:
        running = clocks_of(matter, given)
    except ClockError as error:
        return [], error.label(language())
    return [clock_row(each) for each in running if each.state != "not_started"], ""


def clock_row(each: Running) -> dict[str, Any]:
    """One clock in words."""
    names = {
        "running": gettext("计时中"),
        "paused": gettext("已中止"),
        "ended": gettext("已了结"),
        "overdue": gettext("已过期"),
    }
    left = ""
    if each.left is not None and each.state in ("running", "overdue"):
        unit = gettext("个工作日") if each.unit == "working_days" else gettext("天")
        left = (gettext("还有 %(n)s %(unit)s") if each.left >= 0 else gettext("已过 %(n)s %(unit)s")) % {
            "n": abs(each.left),
            "unit": unit,
        }
    missing = {"no_due_date": gettext("通知里指定的日期没有登记"), "pause_open": gettext("中止还没有结束")}.get(
        each.missing, ""
    )
    return {
        "id": each.clock, "label": each.label(language()), "due": each.due, "left": left, "state": names[each.state],
        "tone": CLOCK_TONES[each.state], "article": each.article(language()), "provisional": each.provisional,
        "missing": missing, "paused": each.state == "paused", "warn_on": [day for day in each.warn_on if day >= date.min],
    }  # fmt: skip


def event_choices(procedure: Any) -> list[tuple[str, str]]:
    """Days an officer may record for the clocks, by what they mean for a clock."""
    made: dict[str, str] = {}
    states = {state.id for state in procedure.states}
    for clock in procedure.clocks:
        for name, word in ((clock.starts, gettext("起算")), *((end, gettext("了结")) for end in clock.ends)):
            if name not in states and name not in ("notice",):
                made.setdefault(name, f"{clock.label(language())}：{word}（{name}）")
    return list(made.items())
