"""What the pages of notified applications share: their tabs, and refusals and problems in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.matters.moves import Refusal
from xingzhi.cases.matters.procedures import read
from xingzhi.core.models import Role
from xingzhi.packs.procedures import Procedure
from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem
from xingzhi.web.reading import language, listed

TABS = (("notified", _("按申请人")), ("notified-items", _("按申请")), ("dispatches", _("派发与回收")),
        ("notified-monthly", _("月报表")), ("notified-lookback", _("五年回看")),
        ("reports", _("线索上报")), ("enquiries", _("代查答复")))  # fmt: skip
TONES = {"pending": "warn", "promised": "info", "withdrawal_filed": "info", "appealing": "info", "unreachable": "bad"}


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages beside each other."""
    return [{"label": label, "url": reverse(name), "here": name == here} for name, label in TABS]


def state_cell(matter: Any) -> dict[str, Any]:
    """Where a matter stands, and whose word that is."""
    label = read(matter.procedure).state(matter.state).label(language())
    tone = TONES.get(matter.state, "good" if matter.settled else "info")
    word = gettext("国家局") if matter.word == "national" else ""
    return {"text": f"{label}（{word}）" if word else label, "tone": tone}


def refusal_text(refusal: Refusal, procedure: Procedure) -> str:
    """Why a move may not be made, as a sentence."""
    params = refusal.params
    match refusal.code:
        case "state":
            names = listed(procedure.state(each).label(language()) for each in params["from"])
            return gettext("只能从这些状态办理：%(states)s") % {"states": names}
        case "role":
            return gettext("由%(roles)s办理") % {"roles": listed(Role(role).label for role in params["roles"])}
        case "word":
            return gettext("现在的状态是国家局的结论，本局不能改")
        case "proof":
            names = listed(procedure.proof(each).label(language()) for each in params["proofs"])
            return gettext("缺凭据：%(proofs)s") % {"proofs": names}
        case "future":
            return gettext("日期在今天以后")
        case "before":
            return gettext("日期早于现状态的日期 %(day)s") % {"day": params["since"]}
        case "reason":
            return gettext("要写明理由")
    return refusal.code


def day_of(text: str) -> date | None:
    """A day typed or picked; None where it is none."""
    try:
        return parse_date(text, date.max, days_ahead=0)
    except ValueProblem:
        return None
