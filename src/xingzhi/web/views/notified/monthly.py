"""The monthly table on a page and as a workbook, and the years looked back on."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.notified import lookback, tally
from xingzhi.cases.notified.filled import filled
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.notified.dispatches import XLSX
from xingzhi.web.views.notified.papers import attachment
from xingzhi.web.views.notified.words import tabs

PACK = "abnormal_monthly"


def asked(request: HttpRequest) -> tally.Asked:
    """Which table the address asks for; this month where it does not say."""
    today = timezone.localdate()
    year, month = today.year, today.month
    text = request.GET.get("month", "")
    if text[:4].isdecimal() and text[5:7].isdecimal() and 1985 <= int(text[:4]) <= 9998 and 1 <= int(text[5:7]) <= 12:
        year, month = int(text[:4]), int(text[5:7])
    basis = request.GET.get("basis", "notice")
    return tally.Asked(
        year, month, cumulative=request.GET.get("period", "cumulative") != "month",
        basis=basis if basis in tally.BASES else "notice", denominator=load().tally(PACK).denominator(request.GET.get("denominator", "")).id,
    )  # fmt: skip


@require_GET
def monthly(request: HttpRequest) -> HttpResponse:
    """The table for a month."""
    question, pack = asked(request), load().tally(PACK)
    rows, total = made(request, question)
    query = urlencode({"month": f"{question.year}-{question.month:02}", "period": "cumulative" if question.cumulative else "month",
                       "basis": question.basis, "denominator": question.denominator})  # fmt: skip
    lines = [cells(row, question) for row in ([total, *rows] if rows else [])]
    context = {
        "page_title": gettext("非正常申请月报表"),
        "tabs": tabs("notified-monthly"),
        "asked": question,
        "month": f"{question.year}-{question.month:02}",
        "denominators": [(each.id, each.label(language())) for each in pack.rate.denominators],
        "table": {
            "columns": headings(),
            "rows": [{"cells": line} for line in lines],
            "scroll": True,
            "caption": gettext("月报表"),
        },
        "empty": {"title": gettext("这个时期没有通报的申请")},
        "notes": notes(question),
        "export_url": reverse("notified-monthly-file") + "?" + query,
        "lists": received_lists(request),
    }
    return render(request, "notified/monthly.html", context)


def made(request: HttpRequest, question: tally.Asked) -> tuple[list[tally.Row], tally.Row]:
    """The rows in the order of the places, and the row of all."""
    held = tally.applications(request.user)
    regions = sorted({each.region for each in held})
    return tally.table(held, question, load().tally(PACK), regions)


def headings() -> list[dict[str, str]]:
    """The columns prefectures send."""
    labels = [(gettext("地区"), "c-nowrap"), (gettext("批次"), "c-nowrap"), (gettext("通报件数（发明/实用/外观）"), "c-number"),
              (gettext("申请人数"), "c-number"), (gettext("代理机构数"), "c-number")]  # fmt: skip
    pack = load().tally(PACK)
    for column in pack.columns:
        labels.append((column.label(language()), "c-number"))
        if column.id == pack.rate.numerator:
            labels.append((pack.rate.label(language()), "c-number"))
    return [{"label": label, "css": css} for label, css in [*labels, (gettext("备注"), "")]]


def cells(row: tally.Row, question: tally.Asked) -> list[Any]:
    """One line as shown; a rate of nothing is none."""
    pack = load().tally(PACK)
    kinds = "/".join(number(row.types[kind]) for kind in tally.TYPES)
    place = load().regions.name(row.region) if row.region else gettext("合计")
    line: list[Any] = [place, row.batch or gettext("（每件只计一次）"), f"{number(row.count('notified'))}（{kinds}）",
                       number(row.applicants), number(row.agencies)]  # fmt: skip
    for column in pack.columns:
        line.append(number(row.count(column.id)))
        if column.id == pack.rate.numerator:
            up, down = tally.rate(row, pack, question.denominator)
            line.append(f"{100 * up / down:.1f}%" if down > 0 else "—")
    return [*line, ""]


def notes(question: tally.Asked) -> list[str]:
    """What the table counts, to be read and printed with it."""
    pack = load().tally(PACK)
    basis = gettext("按通报年") if question.basis == "notice" else gettext("按申请年")
    period = (
        gettext("累计：%(year)s 年 1 月至 %(month)s 月底的状态")
        if question.cumulative
        else gettext("本月：%(year)s 年 %(month)s 月内通报和办理的；未办结为月底数")
    ) % {"year": question.year, "month": question.month}
    return [
        f"{basis}；{period}。",
        f"{pack.rate.label(language())}：{pack.denominator(question.denominator).label(language())}。",
        gettext("一件申请在几批里通报的，在各批的行里各列一次，合计只计一次。"),
        gettext("承诺撤回含已提交、尚未确认的；已撤回为手续合格和视为撤回。只供内部报送，不对外发布。"),
        gettext("口径版本：%(ref)s") % {"ref": load().ref(PACK)},
    ]


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
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return attachment(target.getvalue(), f"非正常月报-{question.year}{question.month:02}-{kind}.xlsx", XLSX)


def received_lists(request: HttpRequest) -> list[dict[str, Any]]:
    """The lists received, each to be sent back filled."""
    if not may(request.user, "receive_file"):
        return []
    batches = Batch.objects.visible_to(request.user).filter(
        register="notified_items", state=BatchState.APPLIED, by_hand=False
    )
    return [
        {"name": each.shown_name, "at": each.received_at, "url": reverse("notified-filled", args=[each.pk])}
        for each in batches.order_by("-id")[:20]
    ]


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


@require_GET
def look_back(request: HttpRequest) -> HttpResponse:
    """Applicants and agencies over the years looked back on; internal, concludes nothing."""
    pack = load().consequences("abnormal_consequences")
    first = lookback.since(timezone.localdate(), pack.years)
    applicants, agencies = lookback.records(request.user, first)
    context = {
        "page_title": gettext("%(n)s 年回看") % {"n": pack.years},
        "tabs": tabs("notified-lookback"),
        "first": first,
        "applicants": {
            "columns": record_columns(gettext("申请人")),
            "rows": [record_row(each, pack.counted) for each in applicants[:500]],
        },
        "agencies": {
            "columns": record_columns(gettext("代理机构")),
            "rows": [record_row(each, pack.counted) for each in agencies[:500]],
        },
        "entries": [
            {"article": each.article(language()), "text": each.text(language()), "of": each.of} for each in pack.entries
        ],
        "ref": load().ref("abnormal_consequences"),
    }
    return render(request, "notified/lookback.html", context)


def record_columns(who: str) -> list[dict[str, str]]:
    """Headings of a table of records."""
    return [{"label": who, "css": "c-title"}, {"label": gettext("通报（件）"), "css": "c-number"}, {"label": gettext("批次"), "css": "c-number"},
            {"label": gettext("撤回、视为撤回或维持（件）"), "css": "c-number"}, {"label": gettext("申诉成立（件）"), "css": "c-number"}]  # fmt: skip


def record_row(each: lookback.Record, counted: tuple[str, ...]) -> dict[str, Any]:
    """One applicant or agency."""
    who = {"text": each.name, "url": reverse("notified-card", args=[each.url_id])} if each.url_id else each.name
    return {
        "cells": [
            who,
            number(each.notified),
            number(len(each.batches)),
            number(each.of(counted)),
            number(each.states["appeal_upheld"]),
        ]
    }
