"""System: whether all is well, and what a snapshot holds."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from xingzhi.core.declare import register_named
from xingzhi.core.models import Job
from xingzhi.indicators.high_value.reading import current_table
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import edition, number
from xingzhi.web.views.jobs import job_table
from xingzhi.web.views.parts import clock, columns, tabs


@require_GET
def system(request: HttpRequest) -> HttpResponse:
    """Whether all is well: what runs, what failed, the newest snapshot, the packs."""
    packs, snapshot = load(), latest()
    mine = Job.objects.visible_to(request.user)
    failed = mine.filter(state="failed").count()
    years = sorted(packs.calendar.loaded_years)
    pairs: list[dict[str, Any]] = [
        {"label": gettext("出错的工作"), "value": number(failed) if failed else gettext("没有"),
         "tone": "bad" if failed else "good"},
        {"label": gettext("规则包版本"), "value": packs.version, "url": reverse("pack-list")},
        crosswalk_state(),
        {"label": gettext("已载入节假日"), "value": f"{years[0]}—{years[-1]}" if years else gettext("没有")},
    ]  # fmt: skip
    if snapshot:
        url = reverse("snapshot", args=[snapshot.revision])
        pairs.insert(
            1, {"label": gettext("最新快照"), "value": f"{edition(snapshot.label)} {clock(snapshot.as_of)}", "url": url}
        )
    context = {
        "page_title": gettext("系统"),
        "tabs": tabs("system", request.user),
        "table": job_table(mine.filter(state__in=("queued", "running")).order_by("id")),
        "empty": {"title": gettext("没有正在进行的工作")},
        "pairs": pairs,
    }
    return render(request, "system/overview.html", context)


def crosswalk_state() -> dict[str, Any]:
    """Whether the strategic-industry table is loaded."""
    table = current_table("crosswalk")
    said = gettext("未加载") if table is None else gettext("已加载") if table.verified else gettext("已加载，未核实")
    tone = "good" if table and table.verified else "warn"
    return {"label": gettext("战略性新兴产业参照关系表"), "value": said, "tone": tone}


@require_GET
def snapshot(request: HttpRequest, revision: int) -> HttpResponse:
    """One snapshot: what an analysis that names it rests on. Rows are counted inside the reader's region."""
    found = get_object_or_404(Snapshot, revision=revision)
    scope = request.user.region
    if scope is None or not (scope.startswith(found.region) or found.region.startswith(scope)):
        raise Http404
    rows = [
        {
            "cells": [
                register_named(name).label(language()),
                number(sum(n for region, n in totals["regions"].items() if region.startswith(scope))),
                {"text": found.files.get(name, "")[:16] + "…", "title": found.files.get(name, "")},
            ]
        }
        for name, totals in found.totals.items()
        if name in MODELS
    ]
    context = {
        "page_title": edition(found.label),
        "tabs": tabs("system", request.user),
        "pairs": [
            {"label": gettext("截至"), "value": clock(found.as_of)},
            {"label": gettext("冻结于"), "value": clock(found.made_at)},
            {"label": gettext("摘要（SHA-256）"), "value": found.digest},
            {"label": gettext("规则包版本"), "value": found.packs, "url": reverse("pack-list")},
            {"label": gettext("制作程序"), "value": found.made_with},
        ],
        "table": {"columns": columns((pgettext("one", "台账"), "c-title"), (gettext("本地区行数"), "c-number"),
                                     (gettext("文件摘要"), "")), "rows": rows},
    }  # fmt: skip
    return render(request, "system/snapshot.html", context)
