"""Findings of the patterns: the strongest of the month first, those left out counted; searched in the background."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.bad_faith import PROCEDURE
from xingzhi.cases.bad_faith.acting import follow_findings
from xingzhi.cases.bad_faith.models import PatternFinding
from xingzhi.cases.bad_faith.running import NothingToSearch, search_patterns, usual_since
from xingzhi.core.actions import may
from xingzhi.core.office import sees_all
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.screening.bad_faith.office import SCREENING
from xingzhi.screening.models import Run
from xingzhi.web.filters import Condition
from xingzhi.web.places import below
from xingzhi.web.reading import language
from xingzhi.web.views.gazettes.words import tabs
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.patterns.searched import gaps, outcome, running
from xingzhi.web.views.patterns.words import label, remark, state_cell, times, told

ASKED = ("q", "pattern", "region", "agent", "state", "show", "from", "to")


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """The findings the reader sees, narrowed by pattern, place, agent, period and state."""
    query = {name: request.GET.get(name, "").strip() for name in ASKED}
    seen = PatternFinding.objects.visible_to(request.user)
    found = _narrowed(seen, query).order_by("gone", "-shown", "-strength", "id").select_related("matter__procedure")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    runs = Run.objects.visible_to(request.user).filter(screening=SCREENING).select_related("snapshot")
    run = runs.order_by("-pk").first()
    context = {
        "page_title": gettext("商标恶意申请线索"),
        "tabs": tabs("patterns", request.user),
        "remark": remark(),
        "run": run,
        "gaps": gaps(run) if run else [],
        **running(request),
        "may_search": may(request.user, "search_patterns") and sees_all(request.user),
        "usual": usual_since(),
        "conditions": _conditions(request, query),
        "clear_url": reverse("patterns") if any(query.values()) else "",
        "left_out": seen.filter(shown=False, gone=False).count(),
        "budget": load().gazette_watch.budget,
        "table": _table(request, page.object_list),
        "pager": pager(page, query),
        "may_act": may(request.user, "follow_findings"),
        "empty": _empty(run, narrowed=any(query.values())),
    }
    return render(request, "patterns/findings.html", context)


def _empty(run: Run | None, *, narrowed: bool) -> dict[str, str]:
    """Why no finding is shown: nothing fits, nothing was found, or nothing was searched."""
    if narrowed:
        return {"title": gettext("没有符合条件的线索"), "hint": gettext("清除条件可看全部线索。")}
    if run is not None:
        return {"title": outcome(run), "hint": gettext("没有查的情形和原因见上面。")}
    hint = gettext("商标、商标事项、企业年报、地理标志等台账入库后，由盟市局在本页开始筛查。")
    return {"title": gettext("还没有线索"), "hint": hint}


def _narrowed(found: Any, query: dict[str, str]) -> Any:
    if query["q"]:
        found = found.filter(subject__icontains=query["q"])
    if query["pattern"]:
        found = found.filter(pattern=query["pattern"])
    if query["region"].isdecimal():
        found = found.filter(region_within(query["region"]))
    if query["agent"]:
        found = found.filter(agents__icontains=query["agent"])
    if query["state"]:
        found = found.filter(matter=None) if query["state"] == "none" else found.filter(matter__state=query["state"])
    if first := day_of(query["from"]):
        found = found.filter(last_day__gte=first)
    if last := day_of(query["to"]):
        found = found.filter(first_day__lte=last)
    match query["show"]:
        case "first":
            return found.filter(shown=True)
        case "open":
            return found.filter(Q(matter=None) | Q(matter__state="pending"), shown=True, gone=False)
        case "out":
            return found.filter(shown=False, gone=False)
        case "gone":
            return found.filter(gone=True)
    return found


def _conditions(request: HttpRequest, query: dict[str, str]) -> list[Condition]:
    states = load().procedure(PROCEDURE, timezone.localdate()).states
    where = [("none", gettext("未立事项")), *((state.id, state.label(language())) for state in states)]
    shown = [
        ("first", gettext("只看限量以内")),
        ("open", gettext("限量以内、待核的")),
        ("out", gettext("只看本月限量以外的")),
        ("gone", gettext("最近一次没有再筛出")),
    ]
    places = below(request.user.region or "", query["region"])
    found = [
        Condition("q", gettext("申请人或代理机构名称"), "text", query["q"]),
        Condition("pattern", gettext("情形"), "choice", query["pattern"],
                  choices=[(code, label(code)) for code in load().bad_faith.patterns]),
        Condition("region", gettext("属地"), "choice", query["region"], choices=places),
        Condition("agent", gettext("代理机构"), "text", query["agent"]),
        Condition("from", gettext("申请不早于（年-月-日）"), "text", query["from"]),
        Condition("to", gettext("申请不晚于（年-月-日）"), "text", query["to"]),
        Condition("state", gettext("办理状态"), "choice", query["state"], choices=where),
        Condition("show", gettext("范围"), "choice", query["show"], choices=shown),
    ]  # fmt: skip
    return [each for each in found if each.name != "region" or places]


def _table(request: HttpRequest, rows: Iterable[PatternFinding]) -> dict[str, Any]:
    columns = [
        {"label": gettext("申请人（代理机构）"), "css": "c-title"}, {"label": gettext("情形"), "css": "c-names"},
        {"label": gettext("依据的事实"), "css": "c-names"}, {"label": gettext("代理机构"), "css": "c-names"},
        {"label": gettext("申请日期"), "css": "c-nowrap"}, {"label": gettext("为门槛的倍数"), "css": "c-number"},
        {"label": gettext("状态"), "css": "c-names"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip
    return {"columns": columns, "rows": [_row(request, each) for each in rows], "check_name": "finding"}


def _row(request: HttpRequest, each: PatternFinding) -> dict[str, Any]:
    days = {
        "text": str(each.first_day or gettext("未知")),
        "sub": f"— {each.last_day}" if each.last_day != each.first_day else "",
    }
    return {"check": each.pk, "cells": [
        {"text": each.subject, "url": reverse("pattern", args=[each.pk])}, label(each.pattern), told(request, each),
        each.agents, days, times(request, each), state_cell(each), load().regions.name(each.region),
    ]}  # fmt: skip


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Begin a search of the newest snapshot."""
    given = {name: request.POST.get(name, "").strip() for name in ("since", "until")}
    days = {name: day_of(text) if text else None for name, text in given.items()}
    if any(text and days[name] is None for name, text in given.items()):
        messages.error(request, gettext("没有开始：日期看不懂，请写成 2026-01-31。"))
        return redirect("patterns")
    if days["since"] and days["until"] and days["until"] < days["since"]:
        messages.error(request, gettext("没有开始：结束日期早于开始日期。"))
        return redirect("patterns")
    try:
        search_patterns(request.user, days["since"], days["until"])
    except NothingToSearch:
        messages.error(request, gettext("没有开始：还没有商标台账，请先在“收文入库”上传商标表。"))
        return redirect("patterns")
    return redirect("patterns")


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Open a matter for each ticked finding."""
    if not may(request.user, "follow_findings"):
        raise PermissionDenied
    chosen = [int(text) for text in request.POST.getlist("finding") if text.isdecimal()]
    if not chosen:
        messages.error(request, gettext("没有办理：请先勾选线索。"))
    else:
        opened = follow_findings(request.user, chosen)
        messages.success(request, gettext("%(n)s 条建立了事项，状态为待核；已有事项的不重复建立。") % {"n": opened})
    return redirect("patterns")
