"""The monthly table as a workbook, and a received list back in its shape, filled."""

from __future__ import annotations

import io

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from xingzhi.cases.notified.filled import filled
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.signed.writing import A4
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.views.notified.monthly import asked, cells, headings, made, notes


@require_GET
def monthly_file(request: HttpRequest) -> HttpResponse:
    """The table as a workbook, with unit, filler, reviewer and date to sign."""
    question = asked(request)
    rows, total = made(request, question)
    here = office()
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("月报表")
    bold, line = (
        book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        book.add_format({"border": 1, "text_wrap": True}),
    )
    heads = headings()
    kind = "累计" if question.cumulative else "本月"
    sheet.merge_range(
        0, 0, 0, len(heads) - 1, f"非正常专利申请核查处置情况表（{question.year}年{question.month}月，{kind}）", bold
    )
    sheet.write(1, 0, f"填报单位：{here.name if here else ''}")
    sheet.write_row(2, 0, [head["label"] for head in heads], line)
    at = 3
    for row in [total, *rows]:
        for column, cell in enumerate(cells(row, question)):
            figure = str(cell).replace(",", "")
            if figure.isdecimal():
                sheet.write_number(at, column, int(figure), line)
            else:
                sheet.write(at, column, cell, line)
        at += 1
    for note in notes(question):
        sheet.write(at, 0, note)
        at += 1
    sheet.write(at + 1, 0, "填报人：            审核人：            分管领导：            填报日期：")
    sheet.set_column(0, 1, 14)
    sheet.set_column(2, 2, 22)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return attachment(target.getvalue(), f"非正常月报-{question.year}{question.month:02}-{kind}.xlsx", XLSX)


@require_GET
def filled_list(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A received list back in its shape, filled."""
    batch = get_object_or_404(
        Batch.objects.visible_to(request.user), pk=batch_id, register="notified_items", state=BatchState.APPLIED
    )
    if not may(request.user, "receive_file") or batch.by_hand or not batch.file.is_file():
        raise Http404
    name = batch.file_name.rpartition(".")[0] or batch.file_name
    return attachment(filled(batch, request.user), f"{name}-反馈.xlsx", XLSX)
