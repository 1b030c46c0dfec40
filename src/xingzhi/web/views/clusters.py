"""Clusters of near-identical applications: their list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.cluster_models import ClusterState
from xingzhi.cases.exports import export_clusters
from xingzhi.cases.listing import CONDITIONS, LARGEST_FIRST, SIZES, by_state, filtered
from xingzhi.cases.seen import Line, lines
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.registers.listing import BadCursor, count, keyset
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.web import places
from xingzhi.web.filters import Condition, chips
from xingzhi.web.reading import language, listed
from xingzhi.web.views import parts
from xingzhi.web.views.clues import as_of_run, screening_tabs
from xingzhi.web.views.cluster_chart import applicants

PAGE = 50
SIZE_LABELS = {"2": _("2 件"), "3-5": _("3 至 5 件"), "6-20": _("6 至 20 件"), "21-": _("21 件以上")}
NAMED = 2  # applicants named in a line


def conditions(user: Any, query: dict[str, str]) -> list[Condition]:
    """The conditions of the list, filled from its address."""
    kinds = [(kind.code, kind.label(language())) for kind in load().screening(SCREENING).kinds]
    made = [
        Condition("q", gettext("号码、名称、申请人"), "text", query.get("q", "")),
        Condition("kind", gettext("类型"), "choice", query.get("kind", ""), choices=kinds),
        Condition("size", gettext("件数"), "choice", query.get("size", ""),
                  choices=[(code, str(SIZE_LABELS[code])) for code in SIZES]),
    ]  # fmt: skip
    region = query.get("region", "")
    below = places.below(user.region, region) if user.region is not None else []
    if below:
        made.insert(1, Condition("region", gettext("属地"), "choice", region, choices=below))
    return made


@require_GET
def cluster_list(request: HttpRequest) -> HttpResponse:
    """The clusters the reader may see, largest first; those the law allows stand in a list of their own."""
    query = {name: request.GET[name] for name in (*CONDITIONS, "state") if request.GET.get(name)}
    if query.get("state", "open") not in ClusterState.values:
        raise Http404
    state = query.get("state", ClusterState.OPEN.value)
    states = by_state(request.user, filtered(request.user, query))
    counts = {name: count(clusters) for name, clusters in states.items()}
    try:
        page = keyset(states[state], "size", LARGEST_FIRST, request.GET.get("cursor", ""), PAGE)
    except BadCursor as error:
        raise Http404 from error
    asked = conditions(request.user, query)

    def address(cursor: str) -> str:
        return "?" + urlencode({**query, "cursor": cursor}) if cursor else ""

    context = {
        "page_title": gettext("近似申请组"),
        "kinds": screening_tabs("clusters"),
        "tabs": [
            {"label": ClusterState(name).label, "here": name == state, "count": counts[name].rows,
             "url": "?" + urlencode({**query, "state": name})}
            for name in states
        ],
        "conditions": asked,
        "chips": chips(asked, query),
        "kept": [("state", state)],
        "clear_url": "?" + urlencode({"state": state}) if set(query) - {"state"} else "",
        "query": urlencode({**query, "state": state}),
        "table": {"columns": columns(), "rows": [row(line) for line in lines(request.user, page.rows)],
                  "caption": gettext("近似申请组")},
        "pager": {
            "shown": len(page.rows),
            "about": counts[state].rows,
            "exact": True,
            "over": not counts[state].exact,
            "first_url": "?" + urlencode(query) if page.previous else "",
            "previous_url": address(page.previous),
            "next_url": address(page.following),
        },
        "empty": {"title": gettext("这里没有近似申请组"), "hint": gettext("导入专利后会自动筛查，摘要近似的归为一组。")},
        "disclaimer": load().screening(SCREENING).disclaimer.text(language()),
        "may_export": may(request.user, "export_clusters"),
        "as_of": as_of_run(SCREENING),
    }  # fmt: skip
    return render(request, "clues/clusters.html", context)


def clusters_url(query: dict[str, str]) -> str:
    """The page an export was asked for on: the list under its conditions, or one cluster."""
    if "cluster" in query:
        return reverse("cluster", args=[query["cluster"]])
    return reverse("cluster-list") + ("?" + urlencode(query) if query else "")


def columns() -> list[dict[str, str]]:
    """Headings of the list."""
    labels = [(gettext("组内先申请的"), "c-title"), (gettext("类型"), ""), (gettext("件数"), "c-number"),
              (gettext("待研判（对）"), "c-number"), (gettext("申请人"), "c-names"),
              (gettext("申请日"), "c-date c-nowrap"), (gettext("属地"), ""), (gettext("研判"), "c-nowrap")]  # fmt: skip
    return parts.columns(*labels)


def row(line: Line) -> dict[str, Any]:
    """A cluster as a row of the list."""
    cluster, first = line.cluster, line.lead[0]
    title = first["title"] or ""
    names = listed(f"{each.key} {each['title'] or ''}".strip() for each in line.lead[1:3])
    return {
        "cells": [
            {"text": f"{first.key} {title}".strip(), "url": reverse("cluster", args=[cluster.pk]), "sub": names},
            kind_label(cluster.heading) if line.told else "",
            f"{cluster.size:,}",
            {"text": f"{line.waiting:,}", "sub": gettext("共 %(n)s 对") % {"n": f"{cluster.pairs:,}"}},
            who(line),
            filed(line),
            listed(load().regions.name(region) for region in line.regions[:3]) + ("…" if line.regions[3:] else ""),
            judged(line),
        ]
    }


def kind_label(code: str) -> str:
    """A kind in the reader's language."""
    kind = load().screening(SCREENING).kind(code)
    return kind.label(language()) if kind else code


def who(line: Line) -> Any:
    """The applicants of those filed first, and how many there are in all."""
    names = list(dict.fromkeys(applicants(each) for each in line.lead if each.row is not None))
    more = gettext("共 %(n)s 个申请人") % {"n": line.cluster.applicants} if line.told and len(names) > 1 else ""
    return {"text": listed(names[:NAMED]) + ("…" if len(names) > NAMED else ""), "sub": more}


def filed(line: Line) -> Any:
    """From when to when they were filed."""
    first, last = line.cluster.first_filed, line.cluster.last_filed
    if not line.told or first is None or last is None:
        return ""
    return {"text": first.isoformat(), "sub": f"— {last.isoformat()}" if last > first else gettext("同日")}


def judged(line: Line) -> dict[str, str]:
    """Whether something waits, and whether members came in after the last judgement."""
    if line.waiting and line.cluster.joined:
        return {"text": gettext("新增 %(n)s 件待研判") % {"n": line.cluster.joined}, "tone": "warn"}
    return {"text": gettext("待研判"), "tone": "plain"} if line.waiting else {"text": gettext("已看完"), "tone": "good"}


@require_POST
def cluster_list_export(request: HttpRequest) -> HttpResponse:
    """Queue a workbook of the list as it is filtered."""
    query = {name: request.GET[name] for name in (*CONDITIONS, "state") if request.GET.get(name)}
    return _asked(request, query, None)


@require_POST
def cluster_export(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """Queue a workbook of one cluster."""
    return _asked(request, {}, cluster_id)


def _asked(request: HttpRequest, query: dict[str, str], cluster_id: int | None) -> HttpResponse:
    try:
        made = export_clusters(request.user, query, cluster_id)
    except ValueError as error:
        raise Http404 from error
    return redirect("export", made.pk)
