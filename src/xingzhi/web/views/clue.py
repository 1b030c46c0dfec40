"""One clue: its records side by side, who, when, how far apart; and an officer's judgement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.actions import NotTaken, ReasonMissing, judge_clue
from xingzhi.cases.cluster_models import Cluster, ClusterMember
from xingzhi.cases.models import CONFLICTS, Clue, ClueRecord, Judgement, verdicts_of
from xingzhi.core.actions import may
from xingzhi.core.declare import register_named
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.screening.rewritten_applications.run import SCREENING as REWRITTEN
from xingzhi.screening.signals.contract import explained
from xingzhi.screening.signals.reading import allowed
from xingzhi.screening.similar_applications.spans import cut, matched_spans
from xingzhi.web.reading import language, shown, title_of
from xingzhi.web.templatetags.xingzhi import BLANK
from xingzhi.web.views.clue_rows import PAIRS, TONES, conflict, kinds_of, relation_label
from xingzhi.web.views.clues import SCREENINGS, as_of_run, waiting_for

FACTS = ("patent_type", "applicants", "filing_date", "legal_status", "agency", "inventors", "credit_code", "address")


@require_GET
def clue(request: HttpRequest, clue_id: int) -> HttpResponse:
    """One clue the reader may see."""
    found = get_object_or_404(Clue.objects.visible_to(request.user), pk=clue_id)
    alike = found.screening in PAIRS
    shown_sides = compared(request, list(found.records.order_by("key")), texts=alike)
    masked = shown_sides["masked"]
    kinds = [] if masked or not alike else kinds_of(found)
    judgements = Judgement.objects.visible_to(request.user).filter(clue=found)
    context = shown_sides | {
        "page_title": gettext("线索 %(id)s") % {"id": found.pk},
        "clue": found,
        "score_label": gettext("少见词相合度") if found.screening == REWRITTEN else gettext("相似度"),
        "tone": TONES[found.verdict],
        "screening_label": screening_label(found),
        # "The same applicant" would tell who filed what is not published.
        "relation": "" if masked else relation_label(found),
        "kinds": [
            {"label": kind.label(language()), "law": kind.law, "text": kind.explanation(language())} for kind in kinds
        ],
        "conflict": conflict(found) if found.screening == CONFLICTS else None,
        "explained": explanation(request, found),
        "judgements": judgements.select_related("officer", "together").order_by("-id"),
        "cluster": cluster_of(request, found),
        "verdicts": [(verdict.value, verdict.label) for verdict in verdicts_of(found.screening)],
        "entered": {name: request.session.pop(f"clue-{name}", "") for name in ("verdict", "reason")},
        "may_judge": may(request.user, "judge_clue"),
        "disclaimer": load().screening(found.screening).disclaimer.text(language()) if alike else "",
        "as_of": as_of_run(found.screening) if alike else None,
    }
    return render(request, "clues/clue.html", context | around(request, found))


def screening_label(found: Clue) -> str:
    """The screening that found it."""
    if found.screening in SCREENINGS:
        return str(SCREENINGS[found.screening])
    return load().document(found.screening).header.title(language())


def explanation(request: HttpRequest, found: Clue) -> dict[str, str] | None:
    """Of a clue made of a signal: what the machine said, to whoever may see that signal."""
    if found.screening in SCREENINGS or not allowed(found.screening, request.user):
        return None
    settings = load().screening(found.screening)
    return {
        "text": explained(found.evidence.get("facts", {}), settings, language()),
        "disclaimer": settings.disclaimer.text(language()),
    }


def compared(
    request: HttpRequest, records: Sequence[ClueRecord | ClusterMember], *, texts: bool = True
) -> dict[str, Any]:
    """Records side by side as the reader may see them, with `texts` the same stretches of two abstracts marked."""
    everything = [side(request, record) for record in records]
    sides = [each for each in everything if each["own"] or each["published"]]
    if texts and len(sides) == 2 and all(each["abstract"] for each in sides):
        mark(sides)
    masked = [each for each in everything if each not in sides]
    return {"sides": sides, "masked": masked, "facts": facts(sides), "apart": days_apart(sides)}


def cluster_of(request: HttpRequest, found: Clue) -> Cluster | None:
    """The cluster a pair is part of, where it is more than the pair."""
    clusters = Cluster.objects.visible_to(request.user).filter(screening=found.screening, group=found.group)
    return clusters.filter(size__gt=2).first() if found.current else None


def around(request: HttpRequest, found: Clue) -> dict[str, Any]:
    """The open clues before and after this one, in the order of the list."""
    waiting = waiting_for(request.user, found.screening).exclude(pk=found.pk)
    if found.score is None:
        before, after = Q(pk__lt=found.pk), Q(pk__gt=found.pk)
    else:
        before = Q(score__gt=found.score) | Q(score=found.score, pk__lt=found.pk)
        after = Q(score__lt=found.score) | Q(score=found.score, pk__gt=found.pk)
    return {
        "waiting_count": waiting.count(),
        "before": waiting.filter(before).order_by("score", "-id").first(),
        "after": waiting.filter(after).first(),
    }


def side(request: HttpRequest, record: ClueRecord | ClusterMember) -> dict[str, Any]:
    """One record of a clue as the reader may see it.

    A record of another region shows its number, its owner, and what is published of it; nothing of an unpublished one.
    """
    register = register_named(record.register)
    row = MODELS[record.register].objects.filter(key=record.key).first()
    own = MODELS[record.register].objects.visible_to(request.user).filter(key=record.key).exists()
    found: dict[str, Any] = {
        "key": record.key,
        "number": record.key if register.title_column not in register.key_columns or row is None else "",
        "place": load().regions.full_name(record.region),
        "own": own,
        "url": reverse("record", args=[record.register, row.pk]) if row and own else "",
        "published": bool(row and row.published),
        "title": "",
        "values": {},
        "abstract": "",
        "date": None,
    }
    if row is None or not (own or row.published):
        return found
    stored = {column.name for column in register.stored}
    visible = [register[name] for name in FACTS if name in stored and (own or register[name].public)]
    found["values"] = {column.label(language()): shown(column, getattr(row, column.name)) for column in visible}
    found["title"] = title_of(row)
    found["abstract"] = getattr(row, "abstract", "")
    found["date"] = getattr(row, "filing_date", None)
    return found


def facts(sides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same fact of all records in one row, and whether they agree."""
    labels = list(dict.fromkeys(label for each in sides for label in each["values"]))
    rows = [(label, [each["values"].get(label, BLANK) for each in sides]) for label in labels]
    rows = [(label, cells) for label, cells in rows if set(cells) != {BLANK}]
    rows.append((gettext("属地"), [each["place"] for each in sides]))
    return [{"label": label, "cells": cells, "same": len(sides) > 1 and len(set(cells)) == 1} for label, cells in rows]


def mark(sides: list[dict[str, Any]]) -> None:
    """Cut both abstracts into matched and unmatched pieces."""
    spans = matched_spans(sides[0]["abstract"], sides[1]["abstract"])
    for each, found in zip(sides, spans, strict=True):
        each["pieces"] = cut(each["abstract"], found)


def days_apart(sides: list[dict[str, Any]]) -> int | None:
    """How many days lie between the filings."""
    dates = [each["date"] for each in sides if each["date"]]
    return (max(dates) - min(dates)).days if len(dates) == 2 else None


@require_POST
def judge(request: HttpRequest, clue_id: int) -> HttpResponse:
    """Record the officer's judgement, then go on to the next open clue where asked to."""
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    problem = ""
    try:
        judge_clue(request.user, clue_id, verdict, reason)
    except ReasonMissing:
        problem = gettext("没有保存：请写明理由，研判要能让别人看懂。")
    except NotTaken:
        problem = gettext("没有保存：另一来源的值不能直接写入台账，请打开记录手工修改，再选“保留台账的值”。")
    except ValueError:
        problem = gettext("没有保存：请选择一种判断。")
    if problem:
        messages.error(request, problem)
        request.session["clue-verdict"], request.session["clue-reason"] = verdict, reason[:500]
        return redirect("clue", clue_id)
    messages.success(request, gettext("已记录对线索 %(id)s 的研判。") % {"id": clue_id})
    if not request.POST.get("next"):
        return redirect("clue", clue_id)
    judged = Clue.objects.get(pk=clue_id)
    following = around(request, judged)["after"] or waiting_for(request.user, judged.screening).first()
    if following:
        return redirect("clue", following.pk)
    messages.info(request, gettext("待研判的线索都看完了。"))
    return redirect(reverse("clue-list") + f"?screening={judged.screening}")
