"""A round added up, on its page and as a workbook in the shape offices use."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.collection.forms import decimal_of, form_of
from xingzhi.collection.models import REPORTED, Round, UnitReport
from xingzhi.collection.totals import COLUMNS, Line, Totals, totals
from xingzhi.collection.workbook import standing
from xingzhi.core.office import office
from xingzhi.packs.forms import FormBody
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.reading import language, listed
from xingzhi.web.templatetags.xingzhi import BLANK, number
from xingzhi.web.views.collection.grid import opens

HEADS = ("项目", "单位", "本期", "本年累计", "上期", "上年同期")


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
    rows = [{"cells": _cells(line, found)[: len(heads)]} for line in added.lines]
    table = {"columns": heads, "rows": rows, "caption": gettext("合计"), "scroll": True}
    return {"table": table, "notes": lacks(added, form_of(found).body), "missing": absent(found, added)}


def absent(found: Round, added: Totals) -> str:
    """Who is missing in the sums; of forms about firms how many, by no name."""
    if added.missing and form_of(found).body.suppression:
        return gettext("%(n)s 个单位") % {"n": len(added.missing)}
    return listed(added.missing)


def _cells(line: Line, found: Round) -> list[Any]:
    cell = line.cell
    name = f"{cell.group(language())}：{cell.label(language())}" if cell.group else cell.label(language())
    numbers: list[Any] = [shown(getattr(line, each), each in line.hidden) for each in COLUMNS]
    if line.own and cell.known:
        register = cell.known.count.register_ if cell.known.count else ""
        url = opens(cell.known.indicator, register, found.region, form_of(found).period)
        numbers[0] = {"text": numbers[0], "url": url}
    return [name, cell.unit(language()) if cell.unit else "", *numbers]


def lacks(added: Totals, body: FormBody) -> list[str]:
    """What a reader must know of the sums, beside who is missing."""
    said = [gettext("本期 %(a)s/%(b)s 已报") % {"a": added.reported, "b": added.units}]
    if added.not_accepted:
        said.append(gettext("含 %(n)s 个单位还没有验收的数") % {"n": added.not_accepted})
    if added.incomplete:
        said.append(gettext("累计不全，这些期没有下发或没有报齐：%(periods)s") % {"periods": listed(added.incomplete)})
    if added.zones_added:
        said.append(gettext("含开发区所报（所在旗县没有下发）：%(names)s") % {"names": listed(added.zones_added)})
    own = [line for line in added.lines if line.own]
    if own:
        names = listed([line.cell.label(language()) for line in own])
        said.append(
            gettext("%(names)s：取自系统（全部地区），不是各单位所报之和；内部测算，不对外发布") % {"names": names}
        )
    said += [_differs(line) for line in own if line.said is not None and line.said != line.total]
    if body.suppression:
        said.append(body.suppression.told(language()))
    return said


def _differs(line: Line) -> str:
    return gettext("%(name)s：各单位报表所列合计 %(said)s，与系统现有的 %(own)s 不同（有单位没报，或报后台账有变动）") % {
        "name": line.cell.label(language()), "said": shown(line.said), "own": shown(line.total),
    }  # fmt: skip


@require_GET
def sum_file(request: HttpRequest, round_id: int) -> HttpResponse:
    """The sum and every unit beside it, as a workbook."""
    found: Round = get_object_or_404(Round.objects.led_by(request.user), pk=round_id)
    form, added, here = form_of(found), totals(found), office()
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("汇总")
    head = book.add_format({"bold": True, "bg_color": "#E7EEF7", "border": 1, "text_wrap": True})
    plain = book.add_format({"border": 1, "text_wrap": True})
    reports = list(UnitReport.objects.filter(round=found).order_by("kind", "region", "unit"))
    if form.body.suppression:
        reports = []  # what single firms said does not leave the office
    heads = [*HEADS, *(each.name for each in reports)]
    sheet.merge_range(0, 0, 0, len(heads) - 1, f"{form.title.zh}汇总表（{form.period.label()}）",
                      book.add_format({"bold": True, "font_size": 16, "align": "center"}))  # fmt: skip
    signed = f"填报单位：{here.name if here else ''}　日期：{timezone.localdate()}　填报人：　　　　审核人：　　　　"
    sheet.write(1, 0, signed + standing(form))
    with translation.override("zh-hans"):  # tables are Chinese, whatever language their printer reads
        without = [gettext("合计不含：") + absent(found, added)] if added.missing else []
        sheet.write(2, 0, "；".join(without + lacks(added, form.body)))
    sheet.write_row(3, 0, heads, head)
    for at, line in enumerate(added.lines, 4):
        values: list[Decimal | str | None] = [
            HIDDEN if each in line.hidden else getattr(line, each) for each in COLUMNS[:4]
        ]
        values += [decimal_of(e.values, line.cell.id) if e.state in REPORTED else None for e in reports]
        group = f"{line.cell.group.zh}：" if line.cell.group else ""
        sheet.write_row(at, 0, [group + line.cell.label.zh, line.cell.unit.zh if line.cell.unit else ""], plain)
        for column, value in enumerate(values, 2):
            sheet.write(
                at, column, "" if value is None else float(value) if isinstance(value, Decimal) else value, plain
            )
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(heads) - 1, 11)
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return attachment(target.getvalue(), f"{form.title.zh}-汇总-{found.period}.xlsx", XLSX)
