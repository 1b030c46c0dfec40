"""The table of the ways to leave and to enter: numbers, chances, effects, and the counts each chance was taken from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from xingzhi.indicators.path.lists import KindLine
from xingzhi.indicators.path.run import YearPath
from xingzhi.packs import load
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.figures import label_of


def kind_table(found: YearPath) -> dict[str, Any]:
    """Each way to leave or enter: how many, their chance, its effect, and the counts the chance was taken from."""
    rules, rows = load().year_path, []
    for each in found.kinds:
        kind = rules.kind(each.kind)
        way = (
            {"text": gettext("退出"), "tone": "warn"}
            if kind.way == "leave"
            else {"text": gettext("进入"), "tone": "good"}
        )
        rows.append({"cells": [
            label_of(kind.label), way,
            "" if each.number is None else number(each.number),
            "" if each.kind in ("term_end", "class_begins", "unseen_grant") else share(each.chance),
            gettext("未知") if each.effect is None else f"{each.effect:+.1f}" if round(each.effect, 1) else "0",
            basis(each),
        ]})  # fmt: skip
    labels = [(gettext("情形"), "c-title"), (gettext("方向"), ""), (gettext("现有件数"), "c-number"), (gettext("年末前的机会"), "c-number"),
              (gettext("预计影响（件）"), "c-number"), (gettext("依据"), "")]  # fmt: skip
    return figures.table(gettext("退出和进入"), labels, rows)


def share(chance: float | None) -> str:
    """A chance in per cent; unknown where there is none."""
    return gettext("未知") if chance is None else f"{100 * chance:.1f}%"


def basis(each: KindLine) -> str:
    """Which of the office's own records a chance was counted from."""
    if each.kind == "term_end":
        return label_of(load().year_path.term.article)
    if each.kind == "class_begins":
        return gettext("按申请日推算，扣除其间失效的机会")
    if each.kind == "family_pending":
        return gettext("没有记录可以估计，只列出，不计入预计")
    if not each.years:
        return gettext("没有前几年的记录，不计入预计")
    years = f"{each.years[0]}—{each.years[-1]}"
    if each.kind == "unseen_grant":
        text = gettext("%(years)s 年同期共 %(k)s 件") % {"years": years, "k": number(each.happened)}
    elif each.kind == "pending_grant":
        text = gettext("已公布的 %(n)s 件中授权 %(k)s 件，按申请后的月数") % {
            "n": number(each.cases),
            "k": number(each.happened),
        }
    else:
        text = gettext("%(years)s 年同期 %(n)s 件中 %(k)s 件") % {
            "years": years,
            "n": number(each.cases),
            "k": number(each.happened),
        }
    if each.few and each.kind.startswith("fee_"):
        return text + gettext("；样本太少，用全部情形合计的机会")
    return text + gettext("；样本太少") if each.few else text
