"""The office's own lists of names: loaded by pasting lines, shown to staff, taken away again. None is shipped."""

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

from xingzhi.cases.bad_faith.acting import drop_names, load_names
from xingzhi.cases.bad_faith.models import LoadedName, NameKind
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.web.filters import Condition
from xingzhi.web.reading import listed
from xingzhi.web.views.gazettes.words import tabs
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.parts import local_day


@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """The names the reader's region loaded."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "kind")}
    found = LoadedName.objects.visible_to(request.user).order_by("kind", "name", "id")
    if query["q"]:
        found = found.filter(name__icontains=query["q"])
    if query["kind"]:
        found = found.filter(kind=query["kind"])
    page = Paginator(found.select_related("officer"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": gettext("恶意申请筛查名录"),
        "tabs": tabs("patterns", request.user),
        "conditions": [
            Condition("q", gettext("名称"), "text", query["q"]),
            Condition("kind", gettext("名录类别"), "choice", query["kind"], choices=list(NameKind.choices)),
        ],
        "clear_url": reverse("pattern-names") if any(query.values()) else "",
        "table": {"columns": _columns(), "rows": [_row(each) for each in page.object_list], "check_name": "name"},
        "pager": pager(page, query),
        "kinds": NameKind.choices,
        "may_act": may(request.user, "load_names"),
        "empty": {
            "title": gettext("名录是空的"),
            "hint": gettext("软件不附带任何名录；由本局粘贴载入，只供工作人员使用。"),
        },
    }
    return render(request, "patterns/names.html", context)


def _columns() -> list[dict[str, str]]:
    return [
        {"label": gettext("名称"), "css": "c-title"}, {"label": gettext("名录类别"), "css": "c-nowrap"},
        {"label": gettext("权利人"), "css": "c-names"}, {"label": gettext("关注类别"), "css": ""},
        {"label": gettext("日期"), "css": "c-date c-nowrap"}, {"label": gettext("载入"), "css": "c-nowrap"},
        {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip


def _row(each: LoadedName) -> dict[str, Any]:
    return {"check": each.pk, "cells": [
        each.name, each.get_kind_display(), each.owner, each.classes, str(each.day or ""),
        {"text": each.officer.display_name, "sub": local_day(each.at)}, load().regions.name(each.region),
    ]}  # fmt: skip


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Load pasted lines."""
    if not may(request.user, "load_names"):
        raise PermissionDenied
    try:
        loaded = load_names(request.user, request.POST.get("names", "").splitlines(), request.POST.get("kind", ""))
    except KeyError as unknown:
        raise Http404 from unknown
    if loaded.refused:
        told = listed(gettext("第 %(n)s 行“%(text)s”") % {"n": at, "text": text} for at, text in loaded.refused)
        messages.warning(
            request,
            gettext("新增 %(n)s 个名称；这些行没有载入，名称至少两个字，日期写成 2026-01-31，热点词须有日期：%(lines)s")
            % {"n": loaded.made, "lines": told},
        )
    else:
        messages.success(request, gettext("新增 %(n)s 个名称，已有的没有重复加。") % {"n": loaded.made})
    return redirect("pattern-names")


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Take the ticked names away."""
    if not may(request.user, "drop_names"):
        raise PermissionDenied
    chosen = [int(text) for text in request.POST.getlist("name") if text.isdecimal()]
    dropped = drop_names(request.user, chosen) if chosen else 0
    said = gettext("已删除 %(n)s 个名称。") % {"n": dropped}
    (messages.success if dropped else messages.error)(request, said if dropped else gettext("没有删除：请先勾选。"))
    return redirect("pattern-names")
