"""A round added up, on its page and as a workbook in the shape offices use."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from xingzhi.collection.forms import form_of
from xingzhi.collection.models import Round
from xingzhi.collection.totals import COLUMNS, Earlier, Line, Totals, spans, totals
from xingzhi.packs.forms import FormBody
from xingzhi.text.reporting_periods import parse_period
from xingzhi.web.reading import language, listed
from xingzhi.web.templatetags.xingzhi import BLANK, number
from xingzhi.web.views.collection.behind import address
from xingzhi.web.views.collection.known import opens
from xingzhi.web.views.collection.words import cell_name

HIDDEN = "…"


def shown(value: Decimal | None, hidden: bool = False) -> str:
    """A sum, a dash where there is none, dots where it may not be shown."""
    return HIDDEN if hidden else BLANK if value is None else number(value)


def sum_table(found: Round) -> dict[str, Any]:
    """The sum of a round, and what it lacks."""
    added = totals(found)
    heads = [{"label": gettext("项目"), "css": "c-title"}, {"label": gettext("单位"), "css": "c-nowrap"}] + [
        {"label": label, "css": "c-number"}
        for label in (gettext("本期"), gettext("本年累计"), gettext("上期"), gettext("上年同期"))
    ]
    if any(line.zones is not None for line in added.lines):
        heads.append({"label": gettext("其中开发区"), "css": "c-number"})
    rows = [{"cells": _cells(line, found, added)[: len(heads)]} for line in added.lines]
    table = {"columns": heads, "rows": rows, "caption": gettext("合计"), "scroll": True}
    return {"table": table, "notes": lacks(added, form_of(found).body), "missing": absent(found, added)}


def absent(found: Round, added: Totals) -> str:
    """Who is missing in the sums; of forms about firms how many, by no name."""
    if added.missing and form_of(found).body.suppression:
        return gettext("%(n)s 个单位") % {"n": len(added.missing)}
    return listed(added.missing)


def _cells(line: Line, found: Round, added: Totals) -> list[Any]:
    texts = [shown(getattr(line, each), each in line.hidden) for each in COLUMNS]
    linked = zip(texts, _addresses(line, found, added), strict=True)
    numbers = [{"text": text, "url": url} if url and text not in (BLANK, HIDDEN) else text for text, url in linked]
    return [cell_name(line.cell), line.cell.unit(language()) if line.cell.unit else "", *numbers]


def _addresses(line: Line, found: Round, added: Totals) -> list[str]:
    """Where each column opens: what the system counts itself to its records, the rest to what the units said; of single
    firms nowhere."""
    form, cell = form_of(found), line.cell
    here = "" if form.body.suppression else address(found, cell.id)
    if line.own and cell.known:
        return [*(opens(cell.known, found.region, span) for span in spans(form.period)), here]
    before, year_before = (added.earlier.get(name) for name in ("before", "year_before"))
    return [
        here,
        here,
        *(address(each.round, cell.id) if each and here else "" for each in (before, year_before)),
        here,
    ]


def lacks(added: Totals, body: FormBody) -> list[str]:
    """What a reader must know of the sums, beside who is missing."""
    said = [gettext("本期 %(a)s/%(b)s 已报") % {"a": added.reported, "b": added.units}]
    if added.zones_beside:
        said[0] += gettext("（另有开发区 %(n)s 个，所在旗县也报，为免重复不加进合计）") % {"n": added.zones_beside}
    for name, label in (("before", gettext("上期")), ("year_before", gettext("上年同期"))):
        then = added.earlier.get(name)
        if then and then.missing and any(not line.own for line in added.lines):
            said.append(_partly(label, then, body))
    if added.not_accepted:
        said.append(gettext("含 %(n)s 个单位还没有验收的数") % {"n": added.not_accepted})
    if added.incomplete:
        said.append(
            gettext("累计不全，这些期没有下发或没有报齐：%(periods)s") % {"periods": listed(_runs(added.incomplete))}
        )
    if added.remeasured:
        names = listed([body.cell(each).label(language()) for each in added.remeasured])
        said.append(
            gettext("表式有改动：%(names)s 以前的期没有问或单位不同，那些期不加进累计，也不对比") % {"names": names}
        )
    if added.zones_added:
        said.append(gettext("含开发区所报（所在旗县没有下发）：%(names)s") % {"names": listed(added.zones_added)})
    own = [line for line in added.lines if line.own]
    if early := [line.cell.label(language()) for line in own if not line.complete]:
        said.append(gettext("%(names)s：本期台账还没有收全，以后会变") % {"names": listed(early)})
    if own:
        names = listed([line.cell.label(language()) for line in own])
        said.append(
            gettext("%(names)s：取自系统（全部地区），不是各单位所报之和；内部测算，不对外发布") % {"names": names}
        )
    said += [_differs(line) for line in own if line.said is not None and line.said != line.total]
    if body.suppression:
        said.append(body.suppression.told(language()))
    return said


def _runs(codes: list[str]) -> list[str]:
    """Periods one after the other, three and more as the first and the last of them."""
    runs: list[list[str]] = []
    for code in codes:
        period = parse_period(code)
        if runs and period and period.before().code == runs[-1][-1]:
            runs[-1].append(code)
        else:
            runs.append([code])
    shown = [[f"{run[0]} — {run[-1]}"] if len(run) > 2 else run for run in runs]
    return [each for run in shown for each in run]


def _partly(label: str, then: Earlier, body: FormBody) -> str:
    """Says so where an earlier period's sums lack units; of forms about firms how many, by no name."""
    names = gettext("%(n)s 个单位") % {"n": len(then.missing)} if body.suppression else listed(then.missing)
    told = {"label": label, "a": len(then.came), "b": len(then.came) + len(then.missing), "names": names}
    return gettext("%(label)s %(a)s/%(b)s 已报，不含：%(names)s") % told


def _differs(line: Line) -> str:
    return gettext("%(name)s：各单位报表所列合计 %(said)s，与系统现有的 %(own)s 不同（有单位没报，或报后台账有变动）") % {
        "name": line.cell.label(language()), "said": shown(line.said), "own": shown(line.total),
    }  # fmt: skip
