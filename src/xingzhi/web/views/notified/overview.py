"""Notified applications by applicant: who has something open, most pressing first; letters for several at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, F, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.matters.models import Card, Matter
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.core.actions import may
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.registers.models import NotifiedItem
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.notified.words import TONES, tabs

PAGE = 50


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Applicants with their open and all applications."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "region", "batch", "show")}
    cards = filtered(request, query)
    page = Paginator(cards, PAGE).get_page(request.GET.get("page"))
    matters = Matter.objects.visible_to(request.user).filter(kind=PROCEDURE)
    context = {
        "page_title": gettext("非正常申请核查"),
        "tabs": tabs("notified"),
        "tiles": tiles(matters),
        "conditions": conditions(request, query),
        "clear_url": reverse("notified") if any(query.values()) else "",
        "table": {"columns": columns(), "rows": [card_row(card) for card in page], "check_name": "card",
                  "caption": gettext("申请人")},
        "pager": pager(page, query),
        "empty": nothing(request, query, matters),
        "papers": paper_choices(("notice", "statement", "promise", "visit_record")),
        "may_receive": may(request.user, "receive_file"),
    }  # fmt: skip
    return render(request, "notified/overview.html", context)


def filtered(request: HttpRequest, query: dict[str, str]) -> Any:
    """The cards asked for, those with the earliest day due first."""
    mine = Q(matters__kind=PROCEDURE)
    if query["batch"]:
        numbers = NotifiedItem.objects.visible_to(request.user).filter(batch_no=query["batch"]).values("application_no")
        mine &= Q(matters__key__in=numbers)
    cards = Card.objects.visible_to(request.user).annotate(
        total=Count("matters", filter=mine, distinct=True),
        open=Count("matters", filter=mine & Q(matters__settled=False), distinct=True),
        pending=Count("matters", filter=mine & Q(matters__state=initial()), distinct=True),
        first_due=Min("matters__due", filter=mine & Q(matters__settled=False)),
    )
    cards = cards.filter(total__gt=0)
    if query["show"] == "open":
        cards = cards.filter(open__gt=0)
    elif query["show"] == "pending":
        cards = cards.filter(pending__gt=0)
    if query["region"]:
        cards = cards.filter(region_within(query["region"])) if query["region"].isdigit() else cards.none()
    if query["q"]:
        cards = cards.filter(
            Q(name__icontains=query["q"]) | Q(matters__key__startswith=query["q"].upper().removeprefix("CN"))
        )
    return cards.order_by(F("first_due").asc(nulls_last=True), "-open", "name", "pk")


def initial() -> str:
    """The state in which nothing was done yet."""
    try:
        return load().procedure(PROCEDURE, timezone.localdate()).initial.id
    except LookupError:
        return ""


def columns() -> list[dict[str, str]]:
    """Headings of the table."""
    return [
        {"label": gettext("申请人"), "css": "c-title"}, {"label": gettext("待核实"), "css": "c-number"},
        {"label": gettext("未办结"), "css": "c-number"},
        {"label": gettext("全部（件）"), "css": "c-number"}, {"label": gettext("最早期限"), "css": "c-date c-nowrap"},
        {"label": gettext("联系电话"), "css": "c-nowrap"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip


def card_row(card: Any) -> dict[str, Any]:
    """One applicant."""
    return {
        "check": card.pk,
        "cells": [
            {"text": card.name or gettext("（名单未写申请人）"), "url": reverse("notified-card", args=[card.pk])},
            {"text": number(card.pending), "tone": "warn"} if card.pending else number(0),
            number(card.open) if card.open else {"text": gettext("已办结"), "tone": "good"},
            number(card.total),
            str(card.first_due or ""),
            card.phone,
            load().regions.name(card.region),
        ],
    }


def tiles(matters: QuerySet[Matter]) -> list[dict[str, Any]]:
    """How many applications stand where; each opens to its list."""
    counts = dict(matters.order_by().values_list("state").annotate(n=Count("id")))
    if not counts:
        return []
    procedure = read(matters.order_by("-pk")[0].procedure)
    address = reverse("notified-items")
    made = [
        {"label": state.label(language()), "value": counts[state.id], "unit": gettext("件"),
         "url": f"{address}?{urlencode({'state': state.id})}", "tone": "warn" if TONES.get(state.id) in ("warn", "bad") else ""}
        for state in procedure.states
        if counts.get(state.id)
    ]  # fmt: skip
    total = sum(counts.values())
    return [{"label": gettext("通报申请"), "value": total, "unit": gettext("件"), "url": address}, *made]


def batches(request: HttpRequest) -> list[tuple[str, str]]:
    """The batches the reader sees something of, newest first."""
    seen = (
        NotifiedItem.objects.visible_to(request.user).order_by().values("batch_no").annotate(first=Min("notice_date"))
    )
    return [(row["batch_no"], row["batch_no"]) for row in seen.order_by(F("first").desc(nulls_last=True), "-batch_no")]


def conditions(request: HttpRequest, query: dict[str, str]) -> list[Condition]:
    """What the list may be narrowed by."""
    made = [Condition("q", gettext("申请人、申请号"), "text", query["q"])]
    scope = request.user.region
    if scope is not None and (regions := places.to_filter(scope, query["region"])):
        made.append(Condition("region", gettext("属地"), "choice", query["region"], choices=regions))
    made.append(Condition("batch", gettext("批次"), "choice", query["batch"], choices=batches(request)))
    shown = [("pending", gettext("只看有待核实的")), ("open", gettext("只看有未办结的"))]
    made.append(Condition("show", gettext("范围"), "choice", query["show"], choices=shown))
    return made


def pager(page: Any, query: dict[str, str]) -> dict[str, Any]:
    """Links to the pages around a page."""

    def address(at: int) -> str:
        return "?" + urlencode({**{name: value for name, value in query.items() if value}, "page": at})

    return {
        "shown": len(page.object_list), "about": page.paginator.count, "exact": True, "over": False,
        "first_url": address(1) if page.has_previous() else "",
        "previous_url": address(page.previous_page_number()) if page.has_previous() else "",
        "next_url": address(page.next_page_number()) if page.has_next() else "",
    }  # fmt: skip


def nothing(request: HttpRequest, query: dict[str, str], matters: QuerySet[Matter]) -> dict[str, str]:
    """What an empty list says."""
    if any(query.values()):
        return {"title": gettext("没有符合条件的申请人"), "hint": gettext("放宽条件再试。")}
    if matters.exists():
        return {"title": gettext("都办结了"), "hint": gettext("范围选“全部”可以看办结的。")}
    hint = gettext("收到通报清单后在“收文入库”上传，选“非正常通报”，这里按申请人列出。")
    action = {"action_url": reverse("intake-list"), "action_text": gettext("去收文入库")}
    return {"title": gettext("还没有通报的申请"), "hint": hint, **(action if may(request.user, "receive_file") else {})}


def paper_choices(ids: tuple[str, ...]) -> list[tuple[str, str]]:
    """Papers that may be printed, by name."""
    papers = load().papers
    return [(id, papers[id].title(language())) for id in ids if id in papers]
