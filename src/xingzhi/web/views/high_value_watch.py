"""High-value inventions that will drop out, and those that may come in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.indicators.high_value.watch import Coming, coming_in, dropping_out
from xingzhi.packs import load
from xingzhi.web.reading import title_of
from xingzhi.web.views import figures
from xingzhi.web.views.high_value import tabs
from xingzhi.web.views.high_value_words import reason_words
from xingzhi.web.views.indicators import asked, choices, nothing


@require_GET
def watch(request: HttpRequest) -> HttpResponse:
    """What will drop out, and what may come in."""
    if request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    packs = load()
    horizons = packs.high_value.horizons
    context = {
        "page_title": gettext("将退出与候选"),
        "tabs": tabs("high-value-watch"),
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "out": coming_table(gettext("将退出"), dropping_out(request.user, region, at, packs)),
        "into": coming_table(gettext("候选"), coming_in(request.user, region, at, packs)),
        "out_note": gettext("年费 %(fee)s 天内到期或已过期未缴、质押 %(pledge)s 天内到期的有效发明专利；没有导入年费和质押登记的不在其中。")
        % {"fee": horizons["fee"].value, "pledge": horizons["pledge"].value},
        "into_note": gettext(
            "%(days)s 天内申请满十年的、海外同族还在审查的、分类号在战略性新兴产业参照表内而尚不能判定的有效发明专利。"
        ) % {"days": horizons["tenth_year"].value},
    }  # fmt: skip
    return render(request, "high_value/watch.html", context)


def coming_table(caption: str, found: list[Coming]) -> dict[str, Any]:
    """Patents with what happens to them on which day."""
    rows = [
        {"cells": [
            {"text": title_of(each.patent), "url": reverse("high-value-card", args=[each.patent.pk]), "sub": each.patent.key},
            what_comes(each),
            each.day.isoformat() if each.day else "" if each.note else gettext("未知"),
            load().regions.name(each.patent.region),
        ]}
        for each in found
    ]  # fmt: skip
    labels = [(gettext("专利"), "c-title"), (gettext("事项"), ""), (gettext("日期"), "c-date c-nowrap"),
              (gettext("属地"), "c-nowrap")]  # fmt: skip
    counted = gettext("%(caption)s（%(n)s 项）") % {"caption": caption, "n": len(found)}
    return figures.table(counted, labels, rows) | {"scroll": False}


def what_comes(each: Coming) -> dict[str, Any]:
    """What happens, opened to the record that says so."""
    register = each.record.register.name
    if register == "annual_fees":
        text = gettext("第 %(year)s 年度年费未缴") % {"year": each.record.fee_year}
    elif register == "pledges":
        text = gettext("质押期限届满")
    elif register == "family_members":
        text = gettext("海外同族审查中（%(office)s）") % {"office": each.record.office}
    elif each.note:
        said = {"text": gettext("分类号在战略性新兴产业参照表内，尚不能判定"), "sub": reason_words((each.note,))[0]}
        return said | {"url": reverse("high-value-card", args=[each.record.pk])}
    else:
        text = gettext("申请满十年")
    return {"text": text, "url": reverse("record", args=[register, each.record.pk])}
