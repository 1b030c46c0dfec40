"""The list of notified applications."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.workbook import latest_notices
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.registers.models import NotifiedItem
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.reading import language
from xingzhi.web.views.notified.overview import PAGE, batches, pager
from xingzhi.web.views.notified.words import state_cell, tabs


@require_GET
def item_list(request: HttpRequest) -> HttpResponse:
    """All notified applications the reader sees, those due first on top."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "region", "batch", "state")}
    seen = Matter.objects.visible_to(request.user).filter(kind=PROCEDURE).select_related("card", "procedure")
    found = seen
    if query["q"]:
        number = query["q"].upper().removeprefix("CN").removeprefix("ZL")
        found = found.filter(
            Q(key__startswith=number) | Q(title__icontains=query["q"]) | Q(card__name__icontains=query["q"])
        )
    if query["state"]:
        found = found.filter(state=query["state"])
    if query["region"]:
        found = found.filter(region_within(query["region"])) if query["region"].isdigit() else found.none()
    if query["batch"]:
        numbers = NotifiedItem.objects.visible_to(request.user).filter(batch_no=query["batch"]).values("application_no")
        found = found.filter(key__in=numbers)
    page = Paginator(found.order_by("settled", F("due").asc(nulls_last=True), "key"), PAGE).get_page(
        request.GET.get("page")
    )
    notices = latest_notices([matter.key for matter in page])
    context = {
        "page_title": gettext("非正常申请核查"),
        "tabs": tabs("notified-items"),
        "conditions": conditions(request, query, seen),
        "clear_url": reverse("notified-items") if any(query.values()) else "",
        "table": {"columns": columns(), "rows": [row(matter, notices.get(matter.key)) for matter in page]},
        "pager": pager(page, query),
        "empty": {"title": gettext("没有符合条件的申请") if any(query.values()) else gettext("还没有通报的申请")},
    }
    return render(request, "notified/list.html", context)


def columns() -> list[dict[str, str]]:
    """Headings of the list."""
    return [
        {"label": gettext("申请号"), "css": "c-code"}, {"label": gettext("名称"), "css": "c-title"},
        {"label": gettext("申请人"), "css": "c-names"}, {"label": gettext("批次"), "css": "c-nowrap"},
        {"label": gettext("答复期限"), "css": "c-date c-nowrap"}, {"label": gettext("状态"), "css": "c-nowrap"},
        {"label": gettext("状态日期"), "css": "c-date c-nowrap"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip


def row(matter: Matter, notice: Any) -> dict[str, Any]:
    """One application."""
    card = matter.card
    who = {"text": card.name, "url": reverse("notified-card", args=[card.pk])} if card else ""
    return {
        "cells": [
            {"text": matter.key, "url": reverse("notified-item", args=[matter.pk])}, matter.title, who,
            notice.batch_no if notice else "", str(matter.due or ""), state_cell(matter), str(matter.since),
            load().regions.name(matter.region),
        ]
    }  # fmt: skip


def conditions(request: HttpRequest, query: dict[str, str], seen: Any) -> list[Condition]:
    """What the list may be narrowed by."""
    made = [Condition("q", gettext("申请号、名称、申请人"), "text", query["q"])]
    scope = request.user.region
    if scope is not None and (regions := places.to_filter(scope, query["region"])):
        made.append(Condition("region", gettext("属地"), "choice", query["region"], choices=regions))
    made.append(Condition("batch", gettext("批次"), "choice", query["batch"], choices=batches(request)))
    if newest := seen.order_by("-pk").first():
        states = [(state.id, state.label(language())) for state in read(newest.procedure).states]
        made.append(Condition("state", gettext("状态"), "choice", query["state"], choices=states))
    return made
