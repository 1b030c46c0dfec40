"""Groups of signals about single applications: their list by screening."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.cluster_models import ClusterState
from xingzhi.cases.signal_figures import ORDERS
from xingzhi.cases.signal_groups import LARGEST_FIRST, LEAD, STATES, Line, groups_of, records
from xingzhi.packs import Screening, load
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.reading import allowed
from xingzhi.web import places
from xingzhi.web.as_of import as_of
from xingzhi.web.filters import Condition, chips
from xingzhi.web.reading import language, listed
from xingzhi.web.views.clues import as_of_run, screening_tabs
from xingzhi.web.views.clusters import SIZE_LABELS
from xingzhi.web.views.paging import page_of, pager

PAGE = 50
KEPT = ("q", "region", "size", "sort")


@require_GET
def signal_list(request: HttpRequest) -> HttpResponse:
    """The groups of a screening the reader may see, largest first."""
    names = [name for name in screenings() if allowed(name, request.user)]
    chosen = request.GET.get("of", "")
    chosen = chosen if chosen in names else first_with_groups(request, names)
    settings = load().screening(chosen)
    query = {name: request.GET[name] for name in KEPT if request.GET.get(name)} | {"of": chosen}
    state = request.GET.get("state", "")
    state = state if state in STATES else STATES[0]
    order = query.get("sort", "") if query.get("sort", "").lstrip("-") in ORDERS else LARGEST_FIRST
    groups = groups_of(chosen, request.user)
    found = groups.by_state(groups.matching(query)) if groups else {}
    start = page_of(request, "from", PAGE)
    counts = {name: len(found.get(name, ())) for name in STATES}
    numbers = groups.ordered(found[state], order)[start : start + PAGE].tolist() if groups else []
    lines = [groups.line(at) for at in numbers] if groups else []
    asked = conditions(request.user, query)
    set_by = set(query) & {"q", "region", "size"}
    context = {
        "page_title": gettext("单件信号"),
        "tabs": screening_tabs("signals"),
        "kinds": [{"label": load().screening(name).signal.label(language()), "url": f"?of={name}", "here": name == chosen} for name in names],
        "states": [
            {"label": ClusterState(name).label, "here": name == state, "count": counts[name],
             "url": "?" + urlencode({**query, "state": name})}
            for name in STATES
        ],
        "limbs": limbs_of(settings),
        "disclaimer": settings.disclaimer.text(language()),
        "never_alone": settings.signal.never_alone,
        "conditions": asked,
        "chips": chips(asked, {**query, "state": state}),
        "kept": [("of", chosen), ("state", state), ("sort", order)],
        "clear_url": "?" + urlencode({"of": chosen, "state": state}) if set_by else "",
        "table": {"columns": columns({**query, "state": state}, order),
                  "rows": rows(request, chosen, lines), "caption": gettext("单件信号")},
        "pager": pager(request, "from", start, PAGE, counts[state]),
        "empty": {"title": gettext("没有信号"), "hint": gettext("放宽条件再试。") if set_by else
                  gettext("导入专利后会自动筛查，结果出现在这里。")},
        "as_of": as_of_run(chosen) or as_of(None, chosen),
    }  # fmt: skip
    return render(request, "clues/signals.html", context)


def first_with_groups(request: HttpRequest, names: Sequence[str]) -> str:
    """The first screening that says something to the reader; else the first."""
    for name in names:
        groups = groups_of(name, request.user)
        if groups and groups.seen.any():
            return name
    return names[0]


def limbs_of(settings: Screening) -> list[dict[str, str]]:
    """The limbs such signals may fall under."""
    return [{"law": limb.law, "gist": limb.gist(language())} for limb in settings.limbs]


def conditions(user: Any, query: dict[str, str]) -> list[Condition]:
    """The conditions of the list, filled from its address."""
    sizes = [("1", gettext("1 件")), *((code, str(label)) for code, label in SIZE_LABELS.items())]
    region = query.get("region", "")
    made = [
        Condition("q", gettext("号码、名称、申请人"), "text", query.get("q", "")),
        Condition("size", gettext("件数"), "choice", query.get("size", ""), choices=sizes),
    ]
    below = places.below(user.region, region) if user.region is not None else []
    if below:
        made.insert(1, Condition("region", gettext("属地"), "choice", region, choices=below))
    return made


def columns(query: dict[str, str], order: str) -> list[dict[str, str]]:
    """Headings of the list; those of `ORDERS` carry the address of the list in their order, then in the other."""
    labels = [("", gettext("组内先申请的"), "c-title"), ("size", gettext("件数"), "c-number"),
              ("judged", gettext("已研判"), "c-number"), ("applicants", gettext("申请人"), "c-names"),
              ("first", gettext("最早申请日"), "c-date c-nowrap"), ("last", gettext("最晚申请日"), "c-date c-nowrap"),
              ("score", gettext("程度"), "c-number"), ("", gettext("属地"), "")]  # fmt: skip
    made = []
    for name, label, css in labels:
        here = name == order.lstrip("-")
        other = name if order == f"-{name}" else f"-{name}"
        made.append({
            "label": label, "css": css, "sort_url": "?" + urlencode({**query, "sort": other}) if name else "",
            "sorted": ("descending" if order.startswith("-") else "ascending") if here else "",
        })  # fmt: skip
    return made


def rows(request: HttpRequest, screening: str, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Groups as rows, of linked parties one application each; a group of one leads to its record."""
    known = records([key for line in lines for key in line.lead], request.user)
    most = 1 if load().screening(screening).signal.restricted else LEAD
    return [row(screening, line, [known[key] for key in line.lead[:most] if key in known]) for line in lines]


def row(screening: str, line: Line, lead: Sequence[Any]) -> dict[str, Any]:
    """A group as a row of the list."""
    url = reverse("signal-group", args=[screening, line.name])
    if line.size == 1 and lead:
        url = record_url(lead[0])
    more = gettext("共 %(n)s 个申请人") % {"n": line.applicants} if line.applicants > 1 else ""
    return {
        "cells": [
            {"text": f"{lead[0].key} {lead[0].title}" if lead else line.name, "url": url,
             "sub": listed(f"{each.key} {each.title}" for each in lead[1:])},
            {"text": f"{line.size:,}", "sub": elsewhere(line)},
            f"{line.judged:,}",
            {"text": lead[0].applicants if lead else "", "sub": more},
            line.first.isoformat() if line.first else "",
            line.last.isoformat() if line.last else "",
            f"{line.score:.2f}",
            listed(load().regions.name(region) for region in line.regions[:3]) + ("…" if line.regions[3:] else ""),
        ]
    }  # fmt: skip


def elsewhere(line: Line) -> str:
    """How many members lie in other regions."""
    return gettext("另有 %(n)s 件在别的地区") % {"n": f"{line.hidden:,}"} if line.hidden else ""


def record_url(patent: Any) -> str:
    """The signals on the page of an application."""
    return reverse("record", args=["patents", patent.pk]) + "#signals"
