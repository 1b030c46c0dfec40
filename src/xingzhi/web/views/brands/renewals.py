"""The cultivated marks whose term ends, and what the law in force says of renewing them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import language, place_of, shown
from xingzhi.web.views.brands.terms import numbers_of, pressing, term_cell, term_of
from xingzhi.web.views.gazettes.words import tabs
from xingzhi.web.views.notified.overview import PAGE, pager


@require_GET
def renewals(request: HttpRequest) -> HttpResponse:
    """The cultivated marks whose term ends within the reminder, or that may still be renewed; the earliest first."""
    page = Paginator(pressing(request.user).order_by("valid_until", "id"), PAGE).get_page(request.GET.get("page"))
    today, brands = timezone.localdate(), _brands(request.user)
    rows = []
    for mark in page.object_list:
        found = term_of(mark)
        left = found.left(today)
        rows.append({"cells": [
            {"text": str(mark), "url": reverse("record", args=["trademarks", mark.pk]), "sub": mark.mark_no},
            brands.get(mark.mark_no, ""), mark.nice_classes, shown(mark.register["mark_kind"], mark.mark_kind), mark.applicants, term_cell(found),
            left if left is not None else "", str(found.grace_until or ""), place_of(mark),
        ]})  # fmt: skip
    columns = [
        {"label": gettext("商标"), "css": "c-title"}, {"label": gettext("培育品牌"), "css": "c-names"},
        {"label": gettext("类别"), "css": "c-nowrap"},
        {"label": gettext("类型"), "css": "c-nowrap"}, {"label": gettext("注册人"), "css": "c-names"},
        {"label": gettext("专用期"), "css": "c-names"}, {"label": gettext("剩余天数"), "css": "c-number"},
        {"label": gettext("宽展期止"), "css": "c-date c-nowrap"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip
    law = _law(today)
    context = {
        "page_title": gettext("商标续展"),
        "tabs": tabs("brands", request.user),
        "law": law,
        "table": {"columns": columns, "rows": rows},
        "pager": pager(page, {}),
        "empty": {"title": gettext("没有需要续展的培育商标")},
    }
    return render(request, "brands/renewals.html", context)


def _brands(user: Any) -> dict[str, dict[str, str]]:
    """The brand a mark belongs to, by the mark's number, as a cell."""
    brands = MODELS["local_brands"].objects.visible_to(user).exclude(mark_nos="").order_by("-id")
    return {
        number: {"text": brand.brand, "url": reverse("record", args=["local_brands", brand.pk])}
        for brand in brands
        for number in numbers_of(brand)
    }


def _law(today: date) -> dict[str, str]:
    """The provision on renewal in force, or that it was not read."""
    packs = load()
    law = packs.trademark_law
    text = law.on(today)
    remind = gettext("专用期届满前 %(days)s 天起提示（项目设定）。") % {"days": law.remind.value}
    if text is None or text.renewal is None:
        return {"said": law.renewal_missing.label(language()), "pack": packs.ref("trademark_law"), "remind": remind}
    article = text.articles[text.renewal.article]
    cited = f"{text.title(language())} {article.cited(language())}"
    said = gettext("%(cited)s：%(gist)s") % {"cited": cited, "gist": article.gist(language())}
    if article.read == "general":
        said += gettext("（凭一般知识载入，请对照法律文本）")
    return {"said": said, "pack": packs.ref("trademark_law"), "remind": remind}
