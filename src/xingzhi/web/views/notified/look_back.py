"""Applicants and agencies over the years looked back on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.notified import lookback
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.notified.words import tabs


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
