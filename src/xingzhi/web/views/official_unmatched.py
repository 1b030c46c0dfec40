"""Figures received under names no indicator has: nothing of ours stands beside them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.indicators.official import REGISTER, names_of, plain_decimal
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.text.normalise import fold
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures


@require_GET
def unmatched(request: HttpRequest) -> HttpResponse:
    """Every such name with how many figures there are, for how many places, and the one recorded last."""
    rows = [{"cells": _cells(request, name)} for name in names_without_indicator(request)]
    labels = [(gettext("收到的名称"), "c-title"), (gettext("几个数"), "c-number"), (gettext("几个地区"), "c-number"),
              (gettext("最近一个"), "c-number"), (gettext("统计期"), ""), (gettext("发布机关和文件"), ""),
              (gettext("对应指标"), "")]  # fmt: skip
    context = {
        "page_title": gettext("没有对应指标的官方数据"),
        "table": figures.table(gettext("没有对应指标的官方数据"), labels, rows) | {"scroll": False},
        "empty": {
            "title": gettext("收到的官方数据都有对应的指标"),
            "hint": gettext("在各指标的页面上可以看到官方数据与本局测算。"),
        },
    }
    return render(request, "indicators/unmatched.html", context)


def names_without_indicator(request: HttpRequest) -> list[str]:
    """The names of figures the reader may see that no indicator is called by, in order."""
    known = {name for found in load().indicators.values() for name in names_of(found)}
    received = MODELS[REGISTER].objects.visible_to(request.user).order_by("indicator")
    return [name for name in received.values_list("indicator", flat=True).distinct() if fold(name) not in known]


def _cells(request: HttpRequest, name: str) -> list[Any]:
    held = MODELS[REGISTER].objects.visible_to(request.user).filter(indicator=name)
    newest = held.order_by("-period", "-id")[0]
    stated = " ".join(filter(None, (number(plain_decimal(newest.value)), newest.unit)))
    register = reverse("register-list", args=[REGISTER]) + "?" + urlencode({"q": name})
    return [
        {"text": name, "url": register},
        number(held.count()),
        number(held.values("assigned_region").distinct().count()),
        {"text": stated, "url": reverse("record", args=[REGISTER, newest.pk])},
        newest.period,
        " ".join(filter(None, (newest.issuer, newest.document))),
        {"text": gettext("无对应指标"), "tone": "unknown"},
    ]
