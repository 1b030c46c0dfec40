"""Signals of single applications by group: the list of each screening, and the applications of one group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.models import ClusterState
from xingzhi.cases.signal_groups import (
    LARGEST_FIRST,
    LEAD,
    ORDERS,
    STATES,
    Groups,
    Line,
    Member,
    groups_of,
    inside,
    read_members,
    records,
)
from xingzhi.cases.signals import NoSignal, look_at_group
from xingzhi.packs import Screening, load
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.reading import allowed, of_screening
from xingzhi.web import places
from xingzhi.web.as_of import as_of
from xingzhi.web.filters import Condition, chips
from xingzhi.web.reading import language, listed, place_of
from xingzhi.web.views.clue_rows import TONES
from xingzhi.web.views.clues import as_of_run, screening_tabs
from xingzhi.web.views.clusters import SIZE_LABELS
from xingzhi.web.views.paging import page_of, pager

PAGE = 50
MEMBERS = 100  # of a page
SEEN_GROUPS = 20  # groups of linked parties a session may open again without a purpose
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


def group_or_404(request: HttpRequest, screening: str, name: str) -> tuple[Line, list[tuple[str, str, float]]]:
    """A group of which the reader may see an application."""
    groups: Groups | None = groups_of(screening, request.user) if screening in screenings() else None
    found = inside(groups, name, request.user) if groups else None
    if found is None:
        raise Http404
    return found


@require_GET
def signal_group(request: HttpRequest, screening: str, name: str) -> HttpResponse:
    """The applications of one group, the strongest first; of linked parties only for a purpose that was logged."""
    line, members = group_or_404(request, screening, name)
    settings = load().screening(screening)
    asks = settings.signal.restricted and name not in request.session.get("signal_groups", [])
    start = page_of(request, "members", MEMBERS)
    read = [] if asks else read_members(screening, members[start : start + MEMBERS], request.user)
    context = {
        "page_title": gettext("%(label)s：%(n)s 件") % {"label": settings.signal.label(language()), "n": line.size},
        "screening": screening, "name": name, "asks": asks,
        "label": settings.signal.label(language()), "list_url": reverse("signal-list") + f"?of={screening}",
        "limbs": limbs_of(settings), "disclaimer": settings.disclaimer.text(language()),
        "never_alone": settings.signal.never_alone,
        "profile": [] if asks else profile(line),
        "example": None if asks else example(request, screening, members[0]),
        "gathered": len({named for _, named, _ in members}) > 1,
        "members": {"table": member_table(read), "pager": pager(request, "members", start, MEMBERS, len(members))},
        "as_of": as_of_run(screening),
    }  # fmt: skip
    return render(request, "clues/signal_group.html", context)


def profile(line: Line) -> list[dict[str, str]]:
    """What the group is made of, over the applications the reader may see."""
    days = sorted({day.isoformat() for day in (line.first, line.last) if day})
    facts = [
        (gettext("件数"), f"{line.size:,}"),
        (gettext("其他地区"), elsewhere(line)),
        (gettext("已研判"), f"{line.judged:,}"),
        (gettext("申请人"), f"{line.applicants:,}" if line.applicants else ""),
        (gettext("申请日"), " — ".join(days)),
        (gettext("最高程度"), f"{line.score:.2f}"),
        (gettext("属地"), listed(load().regions.name(region) for region in line.regions)),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def example(request: HttpRequest, screening: str, strongest: tuple[str, str, float]) -> dict[str, str] | None:
    """What the screening says of the strongest application."""
    key, named, _ = strongest
    shown = next((each for each in of_screening(screening, key, request.user) if each.group == named), None)
    return {"key": key, "text": shown.explanation(language()), "ref": load().ref(screening)} if shown else None


def member_table(members: Sequence[Member]) -> dict[str, Any]:
    """The applications with what was said of each."""
    labels = [(gettext("申请"), "c-title"), (gettext("申请人"), "c-names"), (gettext("申请日"), "c-date c-nowrap"),
              (gettext("程度"), "c-number"), (gettext("属地"), "c-nowrap"), (gettext("研判"), "c-nowrap")]  # fmt: skip
    made = []
    for each in members:
        verdict = each.clue.verdict if each.clue else ""
        said = each.clue.get_verdict_display() if each.clue else ClusterState.OPEN.label
        made.append({"cells": [
            {"text": f"{each.row.key} {each.row.title}", "url": record_url(each.row)}, each.row.applicants,
            str(each.row.filing_date or ""), f"{each.score:.2f}", place_of(each.row),
            {"text": said, "tone": TONES[verdict]},
        ]})  # fmt: skip
    return {"columns": [{"label": label, "css": css} for label, css in labels], "rows": made,
            "caption": gettext("组内申请")}  # fmt: skip


@require_POST
def signal_group_links(request: HttpRequest, screening: str, name: str) -> HttpResponse:
    """Look at a group of linked parties, for a purpose that is logged."""
    group_or_404(request, screening, name)
    try:
        look_at_group(request.user, screening, name, request.POST.get("purpose", ""))
        request.session["signal_groups"] = [*request.session.get("signal_groups", []), name][-SEEN_GROUPS:]
    except NoSignal as gone:
        raise Http404 from gone
    except ValueError:
        messages.error(request, gettext("请写明用途。"))
    return redirect("signal-group", screening, name)
