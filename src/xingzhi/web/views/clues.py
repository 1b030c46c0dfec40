"""Clues: the list of each screening, by what was judged of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.cases.models import CONFLICTS, Clue, ClueRecord
from xingzhi.cases.sections import OF_PAIRS, sections, sections_of, untold
from xingzhi.core.office import sees_all
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.screening.models import Run
from xingzhi.screening.rewritten_applications.run import SCREENING as REWRITTEN
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.web import places
from xingzhi.web.as_of import as_of
from xingzhi.web.filters import Condition, chips
from xingzhi.web.reading import language
from xingzhi.web.views.clue_rows import PAIRS, clue_rows, columns

PAGE = 50
SCREENINGS = {SCREENING: _("近似申请"), REWRITTEN: _("疑似改写"), CONFLICTS: _("来源冲突")}
LABELS = {
    "open": _("待研判"),
    "suspected": _("疑似"),
    "unsure": _("待定"),
    "dismissed": _("排除"),
    "kept": _("保留台账的值"),
    "taken": _("采用另一来源的值"),
    "lawful": _("依法成对"),
    "gone": _("已不再出现"),
}


def waiting_for(user: Any, screening: str) -> QuerySet[Clue]:
    """The clues of a screening that wait to be judged, most alike first."""
    return sections(Clue.objects.visible_to(user).filter(screening=screening), user)["open"].order_by("-score", "id")


def screening_tabs(here: str, query: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """Clusters, then the clues of each screening one by one."""
    tabs = [{"label": gettext("近似申请组"), "url": reverse("cluster-list"), "here": here == "clusters"}]
    for code, label in SCREENINGS.items():
        address = urlencode((query or {}) | {"screening": code, "verdict": "open"})
        tabs.append({"label": label, "url": f"{reverse('clue-list')}?{address}", "here": here == code})
    tabs.append({"label": gettext("单件信号"), "url": reverse("signal-list"), "here": here == "signals"})
    tabs.append({"label": gettext("归并建议"), "url": reverse("party-proposals"), "here": here == "parties"})
    return tabs


def narrowed(user: Any, clues: QuerySet[Clue], query: dict[str, str]) -> QuerySet[Clue]:
    """The clues in a place and of a kind; a pair that touches a hidden record is of no kind."""
    if region := query.get("region", ""):
        within = region_within(region) if region.isdigit() else Q(pk__in=[])
        clues = clues.filter(pk__in=ClueRecord.objects.visible_to(user).filter(within).values("clue"))
    if kind := query.get("kind", ""):
        clues = clues.filter(kinds__contains=f"|{kind}|")
        if not sees_all(user):
            clues = clues.exclude(untold(user))
    return clues


def choices(user: Any, screening: str, query: dict[str, str]) -> list[Condition]:
    """The conditions of the list."""
    region = query.get("region", "")
    made = []
    below = places.below(user.region or "", region) if user.region is not None else []
    if below:
        made.append(Condition("region", gettext("属地"), "choice", region, choices=below))
    if screening in PAIRS:
        kinds = [(kind.code, kind.label(language())) for kind in load().screening(SCREENING).kinds]
        made.append(Condition("kind", gettext("类型"), "choice", query.get("kind", ""), choices=kinds))
    return made


@require_GET
def clue_list(request: HttpRequest) -> HttpResponse:
    """Clues of one screening, most alike first."""
    screening = request.GET.get("screening", "")
    screening = screening if screening in SCREENINGS else SCREENING
    names = sections_of(screening)
    chosen = request.GET.get("verdict", "")
    chosen = chosen if chosen in names else "open"
    set_by = {name: request.GET[name] for name in ("region", "kind") if request.GET.get(name)}
    mine = narrowed(request.user, Clue.objects.visible_to(request.user).filter(screening=screening), set_by)
    every = sections(mine, request.user)
    by_section = {name: every[name] for name in names}
    section = by_section[chosen]
    start = int(request.GET["from"]) if request.GET.get("from", "").isdigit() else 0
    found = list(section.order_by("-score", "id").prefetch_related("records")[start : start + PAGE + 1])
    query = {"screening": screening, "verdict": chosen} | set_by
    counts = {name: each.count() for name, each in by_section.items()}
    apart = [name for name in names if name not in always(screening) and not counts[name] and name != chosen]
    asked = choices(request.user, screening, set_by)
    context = {
        "page_title": gettext("线索"),
        "tabs": [
            {
                "label": LABELS[name],
                "url": "?" + urlencode(query | {"verdict": name}),
                "here": name == chosen,
                "count": counts[name],
            }
            for name in by_section
            if name not in apart
        ],
        "kinds": screening_tabs(screening, {name: set_by[name] for name in ("region",) if name in set_by}),
        "conditions": asked,
        "chips": chips(asked, query),
        "kept": [("screening", screening), ("verdict", chosen)],
        "clear_url": "?" + urlencode({"screening": screening, "verdict": chosen}) if set_by else "",
        "table": {"columns": columns(screening), "rows": clue_rows(request, found[:PAGE])},
        "pager": {
            "shown": len(found[:PAGE]),
            "about": counts[chosen],
            "exact": True,
            "first_url": "?" + urlencode(query) if start else "",
            "previous_url": "?" + urlencode({**query, "from": max(0, start - PAGE)}) if start else "",
            "next_url": "?" + urlencode({**query, "from": start + PAGE}) if len(found) > PAGE else "",
        },
        "empty": {"title": gettext("这里没有线索"), "hint": gettext("导入专利后会自动筛查，结果出现在这里。")},
        "as_of": as_of_run(screening) if screening in PAIRS else None,
    }  # fmt: skip
    return render(request, "clues/list.html", context)


def always(screening: str) -> tuple[str, ...]:
    """The sections that are shown also where they are empty."""
    return ("open", "kept", "taken", "unsure") if screening == CONFLICTS else OF_PAIRS[:4]


def as_of_run(screening: str) -> dict[str, Any] | None:
    """Which snapshot and packs the latest run of a screening used."""
    run = Run.objects.filter(screening=screening).select_related("snapshot").order_by("-id").first()
    return as_of(run.snapshot, screening) if run else None
