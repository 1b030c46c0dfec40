"""The monthly table on a page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.notified import tally
from xingzhi.core.actions import may
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import parts
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
    return parts.columns(*labels, (gettext("备注"), ""))


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
