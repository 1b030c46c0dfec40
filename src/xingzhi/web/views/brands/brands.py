"""Brands that are cultivated, with what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.core.scope import region_within
from xingzhi.registers.local_brands.register import KINDS, STAGES
from xingzhi.registers.models import MODELS
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.reading import english, place_of, shown
from xingzhi.web.views.brands.terms import numbers_of, pressing, term_cell, term_of
from xingzhi.web.views.gazettes.words import tabs
from xingzhi.web.views.notified.overview import PAGE, pager


@require_GET
def brands(request: HttpRequest) -> HttpResponse:
    """All brands the reader sees, those with a next step first."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "stage", "region", "next")}
    found = _narrowed(MODELS["local_brands"].objects.visible_to(request.user), query)
    rows = list(found.order_by("brand", "id"))
    steps = last_steps(request.user, rows)
    rows = [each for each in rows if _next_is(query["next"], steps.get(_called(each)))]
    rows.sort(key=lambda each: _due(steps.get(_called(each))))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    marks = _marks(request.user, page.object_list)
    context = {
        "page_title": gettext("品牌培育"),
        "tabs": tabs("brands", request.user),
        "renewals": pressing(request.user).count(),
        "late": sum(_is_late(each) for each in steps.values()),
        "conditions": _conditions(request.user.region or "", query),
        "clear_url": reverse("brands") if any(query.values()) else "",
        "table": {
            "columns": _columns(),
            "rows": [_row(each, steps.get(_called(each)), marks) for each in page.object_list],
        },
        "pager": pager(page, query),
        "empty": {
            "title": gettext("没有符合条件的品牌") if any(query.values()) else gettext("还没有登记培育的品牌"),
            "hint": gettext("在“收文入库”上传区域品牌台账；培育事项可以在品牌页登记，也可以上传。"),
        },
        "may_receive": may(request.user, "receive_file"),
    }
    return render(request, "brands/brands.html", context)


def _called(row: Any) -> tuple[str, str]:
    return row.brand, row.applicants


def last_steps(user: Any, brands: Iterable[Any]) -> dict[tuple[str, str], Any]:
    """The newest step of each brand."""
    names = {each.brand for each in brands}
    rows = MODELS["brand_steps"].objects.visible_to(user).filter(brand__in=names).order_by("step_on", "id")
    return {_called(row): row for row in rows}


def _is_late(step: Any) -> bool:
    return bool(step and step.next_on and step.next_on < timezone.localdate())


def _due(step: Any) -> tuple[bool, Any]:
    day = step.next_on if step else None
    return day is None, day or timezone.localdate()


def _next_is(asked: str, step: Any) -> bool:
    day, today = step.next_on if step else None, timezone.localdate()
    match asked:
        case "late":
            return _is_late(step)
        case "month":
            return day is not None and (day.year, day.month) == (today.year, today.month)
        case "none":
            return day is None
    return True


def _narrowed(found: Any, query: dict[str, str]) -> Any:
    if query["q"]:
        text = query["q"]
        found = found.filter(Q(brand__icontains=text) | Q(applicants__icontains=text) | Q(products__icontains=text))
    if query["kind"]:
        found = found.filter(brand_kind=query["kind"])
    if query["stage"]:
        found = found.filter(stage=query["stage"])
    return found.filter(region_within(query["region"])) if query["region"].isdigit() else found


def _conditions(scope: str, query: dict[str, str]) -> list[Condition]:
    kinds = [(each.code, each.en if english() else each.zh) for each in KINDS]
    stages = [(each.code, each.en if english() else each.zh) for each in STAGES]
    following = [
        ("late", gettext("下一步已过时限")), ("month", gettext("下一步本月到时限")), ("none", gettext("没有登记下一步")),
    ]  # fmt: skip
    return [
        Condition("q", gettext("品牌、所有人、产品"), "text", query["q"]),
        Condition("kind", gettext("品牌类型"), "choice", query["kind"], choices=kinds),
        Condition("stage", gettext("培育阶段"), "choice", query["stage"], choices=stages),
        Condition("next", gettext("下一步"), "choice", query["next"], choices=following),
        Condition(
            "region", gettext("属地"), "choice", query["region"], choices=places.to_look_at(scope, query["region"])
        ),
    ]


def _columns() -> list[dict[str, str]]:
    return [
        {"label": gettext("品牌"), "css": "c-title"}, {"label": gettext("类型"), "css": "c-nowrap"},
        {"label": gettext("培育阶段"), "css": "c-nowrap"}, {"label": gettext("最近一步"), "css": "c-names"},
        {"label": gettext("责任单位"), "css": "c-names"}, {"label": gettext("下一步"), "css": "c-names"},
        {"label": gettext("商标专用期"), "css": "c-names"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip


def _row(brand: Any, step: Any, marks: dict[str, Any]) -> dict[str, Any]:
    columns = brand.register
    terms = [marks[number] for number in numbers_of(brand) if number in marks]
    first = min(terms, key=lambda each: (each.until is None, each.until), default=None)
    following: Any = ""
    if step and (step.next_step or step.next_on):
        tone = {"tone": "bad"} if _is_late(step) else {}
        following = {"text": step.next_step or gettext("未写明"), "sub": str(step.next_on or ""), **tone}
    return {"cells": [
        {"text": brand.brand, "url": reverse("record", args=["local_brands", brand.pk]), "sub": brand.applicants},
        shown(columns["brand_kind"], brand.brand_kind), shown(columns["stage"], brand.stage),
        {"text": step.step, "sub": str(step.step_on)} if step else "", step.unit if step else "", following,
        term_cell(first) if first else "", place_of(brand),
    ]}  # fmt: skip


def _marks(user: Any, brands: Iterable[Any]) -> dict[str, Any]:
    """The terms of the brands' marks by number: of one in several classes the earliest."""
    numbers = sorted({number for each in brands for number in numbers_of(each)})
    found: dict[str, list[Any]] = defaultdict(list)
    for mark in MODELS["trademarks"].objects.visible_to(user).filter(mark_no__in=numbers):
        found[mark.mark_no].append(term_of(mark))
    return {number: min(terms, key=lambda each: (each.until is None, each.until)) for number, terms in found.items()}
