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
from xingzhi.core.declare import register_named
from xingzhi.core.office import sees_all
from xingzhi.core.scope import region_within
from xingzhi.packs import PairKind, load
from xingzhi.registers.models import MODELS
from xingzhi.screening.models import Run
from xingzhi.screening.rewritten_applications.run import SCREENING as REWRITTEN
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.web import places
from xingzhi.web.as_of import as_of
from xingzhi.web.filters import Condition, chips
from xingzhi.web.reading import language, listed, shown, source_names, title_of

PAGE = 50
TONES = {"": "plain", "suspected": "warn", "dismissed": "good", "kept": "good", "taken": "info", "unsure": "unknown"}
SCREENINGS = {SCREENING: _("近似申请"), REWRITTEN: _("疑似改写"), CONFLICTS: _("来源冲突")}
PAIRS = (SCREENING, REWRITTEN)  # of two texts; a rewritten one is told by rare words, its score is no similarity
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


def relation_label(clue: Clue) -> str:
    """How the records of a clue stand to each other, or which field two sources differ in."""
    records = list(clue.records.all())
    if clue.screening == CONFLICTS:
        return register_named(records[0].register)[clue.relation].label(language()) if records else clue.relation
    if clue.screening not in PAIRS:
        return next((limb.law for limb in load().screening(clue.screening).limbs if limb.code == clue.relation), "")
    kind = load().screening(SCREENING).kind(clue.relation)
    return kind.label(language()) if kind else clue.relation


def kinds_of(clue: Clue) -> list[PairKind]:
    """All kinds a pair is of that the pack still holds; the one that heads it first."""
    screening = load().screening(SCREENING)
    found = (screening.kind(code) for code in clue.kinds.strip("|").split("|"))
    return [kind for kind in found if kind]


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


def columns(screening: str) -> list[dict[str, str]]:
    """Headings of the list."""
    if screening == CONFLICTS:
        labels = [(gettext("记录"), "c-title"), (gettext("字段"), "c-nowrap"), (gettext("台账保留"), ""),
                  (gettext("另一来源"), ""), (gettext("属地"), "c-nowrap"), (gettext("研判"), "c-nowrap")]  # fmt: skip
    else:
        labels = [(gettext("两件申请"), "c-title"), (gettext("申请日"), "c-date c-nowrap"),
                  (gettext("相似度"), "c-number"), (gettext("关系"), "c-nowrap"), (gettext("属地"), ""),
                  (gettext("研判"), "c-nowrap")]  # fmt: skip
    return [{"label": label, "css": css} for label, css in labels]


def own_rows(request: HttpRequest, clues: list[Clue]) -> dict[tuple[str, str], Any]:
    """The records of clues that the reader may see, by register and key."""
    wanted: dict[str, set[str]] = {}
    for clue in clues:
        for record in clue.records.all():
            wanted.setdefault(record.register, set()).add(record.key)
    return {
        (register, row.key): row
        for register, keys in wanted.items()
        for row in MODELS[register].objects.visible_to(request.user).filter(key__in=keys)
    }


def clue_rows(request: HttpRequest, clues: list[Clue]) -> list[dict[str, Any]]:
    """Clues as rows; records of other regions by number only."""
    regions, seen = load().regions, own_rows(request, clues)
    tellable = published_keys(clues) | {key for _, key in seen}
    rows = []
    for clue in clues:
        # The reader's own first.
        records = sorted(clue.records.all(), key=lambda r: ((r.register, r.key) not in seen, r.key))
        names = []
        dates = []
        for record in records:
            row = seen.get((record.register, record.key))
            names.append(f"{record.key} {title_of(row)}" if row and clue.screening in PAIRS else
                         title_of(row) if row else record.key)  # fmt: skip
            filed = getattr(row, "filing_date", None)
            dates.append(filed.isoformat() if filed else "")
        first = {
            "text": names[0] if names else "",
            "url": reverse("clue", args=[clue.pk]),
            "sub": " ／ ".join(names[1:]),
        }
        where = listed(dict.fromkeys(regions.name(record.region) for record in records))
        verdict = {"text": clue.get_verdict_display(), "tone": TONES[clue.verdict]}
        if clue.screening == CONFLICTS:
            said = conflict(clue)
            middle: list[Any] = [
                relation_label(clue),
                {"text": said["kept"], "sub": said["kept_source"]},
                {"text": said["offered"], "sub": said["offered_source"]},
            ]
        else:
            when = {"text": dates[0] if dates else "", "sub": dates[1] if len(dates) > 1 else ""}
            told = relation_label(clue) if all(record.key in tellable for record in records) else ""
            middle = [when, f"{clue.score:.2f}" if clue.score is not None else "", told]
        rows.append({"cells": [first, *middle, where, verdict]})
    return rows


def published_keys(clues: list[Clue]) -> set[str]:
    """Which of the clues' patents are published: of the others nothing is told to another region, their relation too."""
    keys = [record.key for clue in clues for record in clue.records.all() if record.register == "patents"]
    patents = MODELS["patents"].objects.filter(key__in=keys, first_public_date__isnull=False)
    return set(patents.values_list("key", flat=True))


def conflict(found: Clue) -> dict[str, str]:
    """What two sources say of a field."""
    names, said = source_names(), {key: str(value) for key, value in found.evidence.items()}
    record = next(iter(found.records.all()), None)
    for side in ("kept", "offered"):
        source = said.get(f"{side}_source", "")
        said[f"{side}_source"] = names.get(source, source)
        said.setdefault(side, "")
        if record is not None:
            said[side] = shown(register_named(record.register)[found.relation], said[side])
    return said
