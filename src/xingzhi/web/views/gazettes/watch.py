"""The watch list: what is guarded and why, switched off with a reason, and place names loaded by the office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.gazette.acting import NoReason, load_places, switch_watch
from xingzhi.cases.gazette.models import PlaceKind
from xingzhi.cases.gazette.watch import Entry, watch_list
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.web.filters import Condition
from xingzhi.web.reading import language
from xingzhi.web.views.gazettes.words import kind_label, tabs
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.parts import local_day


@require_GET
def watch_page(request: HttpRequest) -> HttpResponse:
    """All entries the reader sees, by kind and text."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "off")}
    every = watch_list(request.user)
    found = [entry for entry in every if _matches(entry, query)]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    scope = request.user.region
    context = {
        "page_title": gettext("盯防名单"),
        "tabs": tabs("gazette-watch", request.user),
        "conditions": _conditions(query),
        "clear_url": reverse("gazette-watch") if any(query.values()) else "",
        "table": {"columns": _columns(), "rows": [_row(entry) for entry in page.object_list], "check_name": "key"},
        "pager": pager(page, query),
        "counts": [(kind.label(language()), sum(entry.kind == kind.id for entry in every))
                   for kind in load().gazette_watch.kinds],
        "may_act": may(request.user, "switch_watch"),
        "place_kinds": PlaceKind.choices,
        "regions": _regions(scope),
        "own_region": scope or "",
        "empty": {"title": gettext("名单是空的"),
                  "hint": gettext("名单由台账自动生成：在“收文入库”上传地理标志、受保护标志、区域品牌、商标、主体台账。")},
    }  # fmt: skip
    return render(request, "gazettes/watch.html", context)


def _regions(scope: str | None) -> list[tuple[str, str]]:
    """The reader's region and those directly below."""
    known = load().regions
    paths = [] if scope is None else [scope, *(each.path for each in known.children(scope))]
    return [(path, known.name(path)) for path in paths]


def _matches(entry: Entry, query: dict[str, str]) -> bool:
    text = query["q"]
    if text and text not in entry.name and text not in entry.owner:
        return False
    if query["kind"] and entry.kind != query["kind"]:
        return False
    return not query["off"] or (entry.off is not None) == (query["off"] == "yes")


def _conditions(query: dict[str, str]) -> list[Condition]:
    kinds = [(kind.id, kind.label(language())) for kind in load().gazette_watch.kinds]
    switched = [("no", gettext("在用")), ("yes", gettext("已停用"))]
    return [
        Condition("q", gettext("名称、权利人"), "text", query["q"]),
        Condition("kind", gettext("盯防类别"), "choice", query["kind"], choices=kinds),
        Condition("off", gettext("是否停用"), "choice", query["off"], choices=switched),
    ]


def _columns() -> list[dict[str, str]]:
    return [
        {"label": gettext("盯防对象"), "css": "c-title"}, {"label": gettext("盯防类别"), "css": "c-nowrap"},
        {"label": gettext("权利人"), "css": "c-names"}, {"label": gettext("关注类别"), "css": ""},
        {"label": gettext("属地"), "css": "c-nowrap"}, {"label": gettext("状态"), "css": "c-nowrap"},
    ]  # fmt: skip


def _row(entry: Entry) -> dict[str, Any]:
    url = reverse("record", args=entry.source) if entry.source else ""
    off = entry.off
    state: Any = {"text": gettext("在用"), "tone": "good"}
    if off is not None:
        state = {
            "text": gettext("已停用"),
            "tone": "plain",
            "sub": f"{off.reason} {off.officer.display_name} {local_day(off.at)}",
        }
    return {"check": entry.key, "cells": [
        {"text": entry.name, "url": url}, kind_label(entry.kind), entry.owner, entry.classes or gettext("不限"),
        load().regions.name(entry.region), state,
    ]}  # fmt: skip


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Switch the ticked entries off with a reason, or on again."""
    if not may(request.user, "switch_watch"):
        raise PermissionDenied
    on = request.POST.get("do") == "on"
    keys = request.POST.getlist("key")
    try:
        for key in keys:
            switch_watch(request.user, key, request.POST.get("reason", ""), on)
    except NoReason:
        messages.error(request, gettext("没有停用：请写明理由。"))
    except KeyError as missing:
        raise Http404 from missing
    else:
        (messages.success if keys else messages.error)(
            request, gettext("已保存。") if keys else gettext("没有保存：请先勾选。")
        )
    return redirect("gazette-watch")


@require_POST
def places(request: HttpRequest) -> HttpResponse:
    """Load names of towns, mountains, rivers and scenic spots, one a line."""
    if not may(request.user, "load_places"):
        raise PermissionDenied
    names = request.POST.get("names", "").splitlines()
    try:
        made = load_places(request.user, names, request.POST.get("kind", ""), request.POST.get("region", ""))
    except ValueError as refused:
        raise Http404 from refused
    messages.success(request, gettext("新增 %(n)s 个地名，已有的没有重复加。") % {"n": made})
    return redirect("gazette-watch")
