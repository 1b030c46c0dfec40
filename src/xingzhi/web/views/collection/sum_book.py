"""A round added up as a workbook in the shape offices use: the sums with every unit beside them, and what units said in words."""

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

from xingzhi.collection.checks import ZERO
from xingzhi.collection.forms import Form, decimal_of, form_of
from xingzhi.collection.models import REPORTED, Round, UnitReport
from xingzhi.collection.totals import COLUMNS, Line, counted, totals
from xingzhi.collection.workbook import standing
from xingzhi.core.office import office
from xingzhi.intake.signed.writing import A4
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.views.collection.sums import HIDDEN, absent, lacks

HEADS = ("项目", "单位", "本期", "本年累计", "上期", "上年同期")
FIRST = 4  # the row of the first sum
LINE, WIDE = 17, 11  # points of a line, letters of a column of numbers


@require_GET
def sum_file(request: HttpRequest, round_id: int) -> HttpResponse:
    """The sum and every unit beside it, as a workbook; of single firms the sums alone."""
    found: Round = get_object_or_404(Round.objects.led_by(request.user), pk=round_id)
    form = form_of(found)
    reports = list(UnitReport.objects.filter(round=found).order_by("kind", "region", "unit"))
    if form.body.suppression:
        reports = []  # what single firms said does not leave the office
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    look = {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "head": book.add_format({"bold": True, "bg_color": "#E7EEF7", "border": 1, "text_wrap": True, "valign": "top"}),
        "plain": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "said": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _sums(book.add_worksheet("汇总"), look, found, form, reports)
    if reports:
        _words(book.add_worksheet("文字和说明"), look, form, reports)
    book.close()
    return attachment(target.getvalue(), f"{form.title.zh}-汇总-{found.period}.xlsx", XLSX)


def _sums(sheet: Any, look: dict[str, Any], found: Round, form: Form, reports: list[UnitReport]) -> None:
    added, here = totals(found), office()
    inside = {each.pk for each in counted(reports)}
    heads = [*HEADS, *(each.name if each.pk in inside else f"其中：{each.name}（不加进合计）" for each in reports)]
    last = len(heads) - 1
    sheet.merge_range(0, 0, 0, last, f"{form.title.zh}汇总表（{form.period.label()}）", look["title"])
    signed = f"填报单位：{here.name if here else ''}　日期：{timezone.localdate()}　填报人：　　　　审核人：　　　　分管领导：　　　　"
    sheet.merge_range(1, 0, 1, last, signed + standing(form), look["said"])
    sheet.set_row(1, LINE * -(-2 * len(signed + standing(form)) // (34 + WIDE * last)))
    with translation.override("zh-hans"):  # tables are Chinese, whatever language their printer reads
        without = [gettext("合计不含：") + absent(found, added)] if added.missing else []
        note = "；".join(without + lacks(added, form.body))
    sheet.merge_range(2, 0, 2, last, note, look["said"])
    sheet.set_row(2, LINE * -(-2 * len(note) // (34 + WIDE * last)))
    sheet.write_row(3, 0, heads, look["head"])
    sheet.set_row(3, LINE * max(-(-2 * len(head) // (WIDE - 1)) for head in heads[1:]))
    for at, line in enumerate(added.lines, FIRST):
        group = f"{line.cell.group.zh}：" if line.cell.group else ""
        cells = [group + line.cell.label.zh, line.cell.unit.zh if line.cell.unit else "", *_row(line, reports)]
        sheet.set_row(at, LINE)
        for column, value in enumerate(cells):
            sheet.write(at, column, float(value) if isinstance(value, Decimal) else value or "", look["plain"])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, last, WIDE)
    sheet.freeze_panes(FIRST, 2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _row(line: Line, reports: list[UnitReport]) -> list[Decimal | str | None]:
    sums = [HIDDEN if each in line.hidden else getattr(line, each) for each in COLUMNS[:4]]
    return [*sums, *(decimal_of(each.values, line.cell.id) if each.state in REPORTED else None for each in reports)]


def _words(sheet: Any, look: dict[str, Any], form: Form, reports: list[UnitReport]) -> None:
    """What units that reported said in words: answers, texts, and the reasons beside numbers."""
    sheet.write_row(0, 0, ["单位", "项目", "内容", "情况说明"], look["head"])
    at = 1
    for each in (report for report in reports if report.state in REPORTED):
        said = [
            (cell.label.zh, "" if cell.counted else each.values.get(cell.id, ""), each.notes.get(cell.id, ""))
            for cell in form.cells
        ]
        for label, text, reason in [*said, ("零报告", "", each.notes.get(ZERO, "") if each.zero else "")]:
            if text or reason:
                sheet.write_row(at, 0, [each.name, label, text, reason], look["plain"])
                at += 1
    for column, width in enumerate((20, 24, 70, 40)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
