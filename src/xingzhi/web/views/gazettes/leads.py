"""Leads of all lists: the best of the month first, those left out counted."""

from __future__ import annotations

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

from xingzhi.cases.gazette import PROCEDURE
from xingzhi.cases.gazette.models import Lead
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.web.filters import Condition
from xingzhi.web.reading import language
from xingzhi.web.views.gazettes.waiting import waiting
from xingzhi.web.views.gazettes.words import days_cell, kind_label, remark, state_cell, tabs, why
from xingzhi.web.views.notified.overview import PAGE, pager


@require_GET
def lead_list(request: HttpRequest) -> HttpResponse:
    """All leads the reader sees, narrowed by kind, state and text."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "state", "show")}
    seen = Lead.objects.visible_to(request.user)
    found = _narrowed(seen, query)
    page = Paginator(found.order_by("-shown", "-score", "id").select_related("matter__procedure"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page_title": gettext("商标公告线索"),
        "tabs": tabs("gazette-leads", request.user),
        "remark": remark(),
        "conditions": _conditions(query),
        "clear_url": reverse("gazette-leads") if any(query.values()) else "",
        "left_out": seen.filter(shown=False).count(),
        "table": lead_table(page.object_list),
        "pager": pager(page, query),
        "may_act": may(request.user, "follow_leads"),
        "empty": {"title": gettext("没有符合条件的线索"), "hint": gettext("在“公告比对”粘贴或上传一份公告名单。")},
    }
    return render(request, "gazettes/leads.html", context)


def _narrowed(found: Any, query: dict[str, str]) -> Any:
    if query["q"]:
        text = query["q"]
        found = found.filter(Q(mark_text__icontains=text) | Q(watch_name__icontains=text) | Q(mark_no__startswith=text))
    if query["kind"]:
        found = found.filter(watch_kind=query["kind"])
    if query["state"]:
        found = found.filter(matter=None) if query["state"] == "none" else found.filter(matter__state=query["state"])
    match query["show"]:
        case "first":
            return found.filter(shown=True)
        case "out":
            return found.filter(shown=False)
        case "waits":
            return waiting(found)
        case "soon":
            return found.filter(until__gte=timezone.localdate()).exclude(matter__settled=True)
    return found


def _conditions(query: dict[str, str]) -> list[Condition]:
    states = load().procedure(PROCEDURE, timezone.localdate()).states
    kinds = [(kind.id, kind.label(language())) for kind in load().gazette_watch.kinds]
    where = [("none", gettext("未立事项")), *((state.id, state.label(language())) for state in states)]
    shown = [
        ("first", gettext("只看限量以内")),
        ("out", gettext("只看本月限量以外的")),
        ("waits", gettext("限量以内、还没有告知")),
        ("soon", gettext("异议期未届满、未办结")),
    ]
    return [
        Condition("q", gettext("商标、盯防对象、申请号"), "text", query["q"]),
        Condition("kind", gettext("盯防类别"), "choice", query["kind"], choices=kinds),
        Condition("state", gettext("办理状态"), "choice", query["state"], choices=where),
        Condition("show", gettext("范围"), "choice", query["show"], choices=shown),
    ]


def lead_table(leads: Iterable[Lead]) -> dict[str, Any]:
    """Leads as a list with boxes."""
    columns = [
        {"label": gettext("公告商标"), "css": "c-title"}, {"label": gettext("申请人"), "css": "c-names"},
        {"label": gettext("碰到"), "css": "c-names"}, {"label": gettext("权利人"), "css": "c-names"}, {"label": gettext("理由"), "css": "c-names"},
        {"label": gettext("相近程度"), "css": "c-number"}, {"label": gettext("异议期"), "css": "c-nowrap"},
        {"label": gettext("状态"), "css": "c-nowrap"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip
    return {"columns": columns, "rows": [_row(lead) for lead in leads], "check_name": "lead"}


def _row(lead: Lead) -> dict[str, Any]:
    return {"check": lead.pk, "by_hand": lead.printed_at is not None, "cells": [
        {"text": lead.mark_text, "url": reverse("gazette-lead", args=[lead.pk]), "sub": _number(lead)},
        lead.applicants, {"text": lead.watch_name, "sub": kind_label(lead.watch_kind)},
        lead.owner, why(lead), f"{lead.score:.2f}", days_cell(lead), state_cell(lead), load().regions.name(lead.region),
    ]}  # fmt: skip


def _number(lead: Lead) -> str:
    """The number of a published mark and its class, as far as the list gives them."""
    classes = gettext("类别 %(classes)s") % {"classes": lead.nice_classes} if lead.nice_classes else ""
    return " · ".join(filter(None, (lead.mark_no, classes)))
