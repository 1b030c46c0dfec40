"""Clues: the list, one clue with its texts side by side, and an officer's judgement."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count as CountOf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.actions import ReasonMissing, judge_clue
from xingzhi.cases.jobs import CONFLICTS
from xingzhi.cases.models import Clue, ClueRecord, Judgement, Verdict
from xingzhi.core.actions import may
from xingzhi.core.declare import register_named
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.screening.models import Run
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.screening.similar_applications.spans import matched_spans
from xingzhi.web.as_of import as_of
from xingzhi.web.views.registers import language, shown

PAGE = 50
TONES = {"": "plain", "suspected": "warn", "dismissed": "good", "unsure": "unknown"}
RELATIONS = {"same_applicant": _("同一申请人"), "different_applicants": _("不同申请人")}
SCREENINGS = {SCREENING: _("近似申请"), CONFLICTS: _("来源冲突")}


def relation_label(clue: Clue) -> str:
    """How the records of a clue stand to each other, in the reader's language."""
    if clue.screening == CONFLICTS:
        column = register_named(clue.records.all()[0].register)[clue.relation] if clue.records.all() else None
        return column.label(language()) if column else clue.relation
    for rule in load().screening(SCREENING).lawful_rules:
        if rule.code == clue.relation:
            return rule.label(language())
    return str(RELATIONS.get(clue.relation, clue.relation))


def lawful_codes() -> set[str]:
    """Relations that the law allows."""
    return {rule.code for rule in load().screening(SCREENING).lawful_rules}


@require_GET
def clue_list(request: HttpRequest) -> HttpResponse:
    """Clues of one screening, most alike first; lawful pairs are apart."""
    screening = request.GET.get("screening", SCREENING)
    chosen = request.GET.get("verdict", "open")
    lawful = lawful_codes()
    mine = Clue.objects.visible_to(request.user).filter(screening=screening)
    sections = {
        "open": mine.filter(verdict="", current=True).exclude(relation__in=lawful),
        "suspected": mine.filter(verdict=Verdict.SUSPECTED),
        "unsure": mine.filter(verdict=Verdict.UNSURE),
        "dismissed": mine.filter(verdict=Verdict.DISMISSED),
        "lawful": mine.filter(relation__in=lawful, verdict="", current=True),
        "gone": mine.filter(current=False, verdict=""),
    }
    labels = {"open": _("待研判"), "suspected": _("疑似"), "unsure": _("待定"), "dismissed": _("排除"),
              "lawful": _("依法同日申请"), "gone": _("已不再出现")}  # fmt: skip
    section = sections.get(chosen, sections["open"])
    start = int(request.GET.get("from", "0") if request.GET.get("from", "0").isdigit() else 0)
    found = list(section.order_by("-score", "id").prefetch_related("records")[start : start + PAGE + 1])
    query = {"screening": screening, "verdict": chosen}
    context = {
        "page_title": gettext("线索"),
        "tabs": [
            {
                "label": labels[name],
                "url": "?" + urlencode({"screening": screening, "verdict": name}),
                "here": name == chosen,
                "count": each.count(),
            }
            for name, each in sections.items()
        ],
        "kinds": [
            {"label": label, "url": "?" + urlencode({"screening": code}), "here": code == screening}
            for code, label in SCREENINGS.items()
        ],
        "table": {"columns": columns(screening), "rows": [clue_row(request, clue) for clue in found[:PAGE]]},
        "pager": {
            "shown": len(found[:PAGE]),
            "about": section.count(),
            "exact": True,
            "first_url": "?" + urlencode(query) if start else "",
            "previous_url": "?" + urlencode({**query, "from": max(0, start - PAGE)}) if start else "",
            "next_url": "?" + urlencode({**query, "from": start + PAGE}) if len(found) > PAGE else "",
        },
        "empty": {
            "title": gettext("这里没有线索"),
            "hint": gettext("导入专利后会自动筛查，结果出现在这里。"),
        },
        "as_of": as_of_run(screening),
    }
    return render(request, "clues/list.html", context)


def as_of_run(screening: str) -> dict[str, Any] | None:
    """Which snapshot and packs the latest run of a screening used."""
    run = Run.objects.filter(screening=screening).select_related("snapshot").order_by("-id").first()
    return as_of(run.snapshot, screening) if run else None


def columns(screening: str) -> list[dict[str, str]]:
    """Headings of the list."""
    labels = [("记录", "c-title"), ("相似度", "c-number"), ("关系", ""), ("属地", ""), ("研判", "")]
    if screening == CONFLICTS:
        labels = [("记录", "c-title"), ("保留", ""), ("字段", ""), ("属地", ""), ("研判", "")]
    return [{"label": gettext(label), "css": css} for label, css in labels]


def clue_row(request: HttpRequest, clue: Clue) -> dict[str, Any]:
    """One clue as a row; records of other regions by number only."""
    regions = load().regions
    records = list(clue.records.all())
    seen = {
        row.key: str(row)
        for register in {record.register for record in records}
        for row in MODELS[register].objects.visible_to(request.user).filter(key__in=[r.key for r in records])
    }
    text = " ／ ".join(f"{record.key} {seen.get(record.key, '')}".strip() for record in records)
    places = list(dict.fromkeys(regions.name(record.region) for record in records))
    middle: Any = f"{clue.score:.2f}" if clue.score is not None else clue.evidence.get("kept", "")[:60]
    return {
        "cells": [
            {"text": text, "url": reverse("clue", args=[clue.pk])},
            middle,
            relation_label(clue),
            "、".join(places),
            {"text": clue.get_verdict_display(), "tone": TONES[clue.verdict]},
        ]
    }


@require_GET
def clue(request: HttpRequest, clue_id: int) -> HttpResponse:
    """One clue: its records side by side, who, when, how far apart, and the judgements."""
    found = get_object_or_404(Clue.objects.visible_to(request.user), pk=clue_id)
    sides = [side(request, record) for record in found.records.order_by("key")]
    if found.screening == SCREENING and len(sides) == 2 and all(each["abstract"] for each in sides):
        mark(sides)
    settings = load().screening(SCREENING)
    rule = next((rule for rule in settings.lawful_rules if rule.code == found.relation), None)
    neighbours = Clue.objects.visible_to(request.user).filter(group=found.group, screening=found.screening)
    context = {
        "page_title": gettext("线索") + f" {found.pk}",
        "clue": found,
        "screening_label": SCREENINGS.get(found.screening, found.screening),
        "relation": relation_label(found),
        "rule": {"law": rule.law, "text": rule.explanation(language())} if rule else None,
        "sides": sides,
        "apart": days_apart(sides),
        "conflict": conflict(found) if found.screening == CONFLICTS else None,
        "judgements": Judgement.objects.visible_to(request.user).filter(clue=found).order_by("-id"),
        "neighbours": neighbours.exclude(pk=found.pk).annotate(n=CountOf("records"))[:20],
        "verdicts": [choice for choice in Verdict.choices if choice[0]],
        "may_judge": may(request.user, "judge_clue"),
        "disclaimer": settings.disclaimer.text(language()),
        "as_of": as_of_run(found.screening),
    }
    return render(request, "clues/clue.html", context)


def side(request: HttpRequest, record: ClueRecord) -> dict[str, Any]:
    """One record of a clue as the reader may see it.

    A record of another region shows its number, its owner, and what is published of it; nothing of an unpublished one.
    """
    register = register_named(record.register)
    row = MODELS[record.register].objects.filter(key=record.key).first()
    own = MODELS[record.register].objects.visible_to(request.user).filter(key=record.key).exists()
    facts: dict[str, Any] = {
        "key": record.key,
        "place": load().regions.full_name(record.region),
        "own": own,
        "url": reverse("record", args=[record.register, row.pk]) if row and own else "",
        "published": bool(row and row.published),
        "title": "",
        "pairs": [],
        "abstract": "",
        "date": None,
    }
    if row is None or not (own or row.published):
        return facts
    named = ("patent_type", "applicants", "filing_date", "legal_status", "agency", "inventors")
    visible = [register[name] for name in named if name in {column.name for column in register.stored}]
    facts["pairs"] = [
        {"label": column.label(language()), "value": shown(column, getattr(row, column.name))}
        for column in visible
        if own or column.public
    ]
    facts["title"] = str(row)
    facts["abstract"] = getattr(row, "abstract", "")
    facts["date"] = getattr(row, "filing_date", None)
    return facts


def mark(sides: list[dict[str, Any]]) -> None:
    """Cut both abstracts into matched and unmatched pieces."""
    spans = matched_spans(sides[0]["abstract"], sides[1]["abstract"])
    for each, found in zip(sides, spans, strict=True):
        text, at, pieces = each["abstract"], 0, []
        for start, end in found:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
        each["pieces"] = [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def days_apart(sides: list[dict[str, Any]]) -> int | None:
    """How many days lie between the filings."""
    dates = [each["date"] for each in sides if each["date"]]
    return (max(dates) - min(dates)).days if len(dates) == 2 else None


def conflict(found: Clue) -> dict[str, str]:
    """What two sources say of a field."""
    names = {each.code: each.en if language().startswith("en") else each.zh for each in load().sources}
    evidence = dict(found.evidence)
    for name in ("kept_source", "offered_source"):
        evidence[name] = names.get(evidence.get(name, ""), evidence.get(name, ""))
    return evidence


@require_POST
def judge(request: HttpRequest, clue_id: int) -> HttpResponse:
    """Record the officer's judgement, then go on to the next open clue where asked to."""
    verdict = request.POST.get("verdict", "")
    try:
        judge_clue(request.user, clue_id, verdict, request.POST.get("reason", ""))
    except ReasonMissing:
        messages.error(request, gettext("请写明理由：研判要能让别人看懂。"))
        return redirect("clue", clue_id)
    except ValueError:
        messages.error(request, gettext("请选择疑似、排除或待定。"))
        return redirect("clue", clue_id)
    messages.success(request, gettext("已记录研判。"))
    if request.POST.get("next"):
        judged = Clue.objects.get(pk=clue_id)
        waiting = Clue.objects.visible_to(request.user).filter(screening=judged.screening, verdict="", current=True)
        following = waiting.exclude(relation__in=lawful_codes()).order_by("-score", "id").first()
        if following:
            return redirect("clue", following.pk)
        messages.info(request, gettext("待研判的线索都看完了。"))
        return redirect("clue-list")
    return redirect("clue", clue_id)
