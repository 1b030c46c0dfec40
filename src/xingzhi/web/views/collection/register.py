"""A reported figure's page in its register: called by its item, and open to the reports it came in by."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.collection.models import UnitReport
from xingzhi.packs import load
from xingzhi.text.reporting_periods import parse_period
from xingzhi.web.reading import language
from xingzhi.web.views import patent
from xingzhi.web.views.collection.rounds import title
from xingzhi.web.views.collection.words import standing_cell, state_cell


def joined(request: HttpRequest, row: Any) -> dict[str, Any]:
    """What stands beside a figure: the reports of its form, unit and period the reader sees."""
    period = parse_period(row.period)
    unit = row.reporter or load().regions.name(row.assigned_region)
    called = [row.item, unit, period.label(language()) if period else row.period]
    seen = UnitReport.objects.visible_to(request.user).select_related("round")
    found = seen.filter(round__form=row.form, round__period=row.period, region=row.assigned_region)
    named = found.filter(name=row.reporter) if row.reporter else found.filter(kind="banner")
    rows = [
        {"cells": [
            {"text": title(each.round), "url": reverse("collection-report", args=[each.round_id, each.pk])},
            state_cell(each), standing_cell(each), each.filler, each.reviewer,
        ]}
        for each in named.order_by("pk")
    ]  # fmt: skip
    columns = [
        {"label": gettext("采集表"), "css": "c-title"}, {"label": gettext("状态"), "css": "c-nowrap"},
        {"label": gettext("期限"), "css": "c-nowrap"}, {"label": gettext("填报人")}, {"label": gettext("审核人")},
    ]  # fmt: skip
    made = patent.part("report", gettext("报来的采集表"), columns, rows)
    return {"page_title": " · ".join(called), "sections": [made] if made else []}
