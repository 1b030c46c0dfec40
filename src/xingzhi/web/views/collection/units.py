"""How completely and how timely each unit reported, without a rank; a unit opens to its reports."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.collection.completeness import Record, records
from xingzhi.collection.models import UnitReport
from xingzhi.collection.units import today_of
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import BLANK
from xingzhi.web.views.collection.rounds import title
from xingzhi.web.views.collection.words import standing_cell, state_cell, tabs


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The units over a year's rounds of one form, or of all."""
    text, this = request.GET.get("year", ""), timezone.localdate().year
    year = int(text) if text.isdecimal() and 1985 <= int(text) <= this + 1 else this
    forms = {id: load().document(id).header.title(language()) for id in load().forms}
    form = request.GET.get("form", "") if request.GET.get("form", "") in forms else ""
    found = records(request.user, date(year, 1, 1), date(year, 12, 31), form)
    chosen = request.GET.get("unit", "")
    context = {
        "page_title": gettext("完整率与按期率"), "tabs": tabs("collection-units"), "year": year, "forms": forms, "form": form,
        "table": {
            "columns": [
                {"label": gettext("单位"), "css": "c-title"}, *(
                    {"label": label, "css": "c-number"}
                    for label in (gettext("应报"), gettext("已报"), gettext("按期"), gettext("迟报"), gettext("缺报"),
                                  gettext("零报告"), gettext("退回次数"), gettext("完整率"), gettext("按期率"))
                ),
            ],
            "rows": [_row(each, year, form) for each in found], "caption": gettext("各单位报送情况"),
        },
        "empty": {"title": gettext("这一年还没有下发过采集表")},
        "reports": _reports(request, chosen, year, form) if chosen else None,
    }  # fmt: skip
    return render(request, "collection/units.html", context)


def key(kind: str, region: str, unit: str) -> str:
    """How an address names a unit."""
    return f"{kind}:{region}:{unit}"


def share(value: float | None) -> str:
    """A rate, or a dash where nothing was due."""
    return BLANK if value is None else f"{value:.0%}"


def _row(one: Record, year: int, form: str) -> dict[str, Any]:
    asked = {"year": year, "form": form, "unit": key(one.kind, one.region, one.unit)}
    link = {"text": one.name, "url": reverse("collection-units") + "?" + urlencode(asked) + "#reports"}
    numbers = (one.due, one.came, one.on_time, one.came - one.on_time, len(one.missing), one.zero, one.sent_back)
    shown: list[Any] = [str(each) for each in numbers]
    if one.ahead:
        shown[0] = {"text": shown[0], "sub": gettext("未到期 %(n)s") % {"n": one.ahead}}
    if one.moved:
        shown[2] = {"text": shown[2], "sub": gettext("其中延期后 %(n)s") % {"n": one.moved}}
    return {"cells": [link, *shown, share(one.completeness), share(one.timeliness)]}


def _reports(request: HttpRequest, chosen: str, year: int, form: str) -> dict[str, Any]:
    seen = UnitReport.objects.visible_to(request.user).filter(round__last_day__year=year).select_related("round")
    if form:
        seen = seen.filter(round__form=form)
    rows = [
        {"cells": [
            {"text": title(each.round), "url": reverse("collection-report", args=[each.round_id, each.pk])},
            state_cell(each), standing_cell(each), str(each.round.deadline), str(each.sent_on or ""),
        ]}
        for each in seen.order_by("-round__last_day", "-id")
        if key(each.kind, today_of(each.region), each.unit) == chosen
    ]  # fmt: skip
    return {
        "columns": [
            {"label": gettext("采集表"), "css": "c-title"}, {"label": gettext("状态"), "css": "c-nowrap"},
            {"label": gettext("期限"), "css": "c-nowrap"}, {"label": gettext("截止"), "css": "c-date c-nowrap"},
            {"label": gettext("报送日"), "css": "c-date c-nowrap"},
        ],
        "rows": rows, "caption": gettext("这个单位的采集表"),
    }  # fmt: skip
