"""The rounds: what is due first, open a form, how a round goes, and its sum."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.collection.forms import form_of
from xingzhi.collection.models import REPORTED, Round, State, UnitKind, UnitReport
from xingzhi.collection.reminding import reminder, supervision
from xingzhi.collection.steering import first_deadlines, not_asked, untouched
from xingzhi.collection.units import BY_NAME
from xingzhi.core.actions import may
from xingzhi.core.office import sees_all
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.reading import language
from xingzhi.web.views.collection.behind import behind
from xingzhi.web.views.collection.opening import opening
from xingzhi.web.views.collection.sums import sum_table
from xingzhi.web.views.collection.waiting import collecting, due
from xingzhi.web.views.collection.words import standing_cell, state_cell, tabs

LISTED = 100


def title(found: Round) -> str:
    """What a round is called."""
    form = form_of(found)
    return f"{form.title(language())} · {form.period.label(language())}"


@require_GET
def collection(request: HttpRequest) -> HttpResponse:
    """What is due for the reader, then all rounds with how far they are."""
    return listing(request)


def listing(request: HttpRequest, typed: QueryDict | None = None) -> HttpResponse:
    """The page of all rounds; `typed` stands in the fields of a form that was not sent out."""
    reports = UnitReport.objects.visible_to(request.user)
    rounds = Round.objects.visible_to(request.user).order_by("-last_day", "-id")[:LISTED]
    counts = {
        row["round"]: row
        for row in reports.filter(round__in=[each.pk for each in rounds]).values("round").annotate(
            n=Count("id"), came=Count("id", filter=Q(state__in=REPORTED)),
            accepted=Count("id", filter=Q(state=State.ACCEPTED)),
        )
    }  # fmt: skip
    context = {
        "page_title": gettext("采集"),
        "tabs": tabs("collection"),
        "waiting": [{"n": n, "text": text, "url": url} for text, rows, url in collecting(request) if (n := rows.count())],
        "due": [due_row(each) for each in due(request)],
        "opening": opening(request, typed) if may(request.user, "open_round") and sees_all(request.user) else None,
        "may_return": may(request.user, "merge_form"),
        "table": {
            "columns": [
                {"label": gettext("采集表"), "css": "c-title"}, {"label": gettext("截止"), "css": "c-date c-nowrap"},
                {"label": gettext("已报"), "css": "c-number"}, {"label": gettext("已验收"), "css": "c-number"},
                {"label": gettext("情况"), "css": "c-nowrap"},
            ],
            "rows": [round_row(each, counts.get(each.pk, {"n": 0, "came": 0, "accepted": 0})) for each in rounds],
            "caption": gettext("采集表"),
        },
        "empty": {
            "title": gettext("还没有下发过采集表"), "hint": gettext("上面选表、统计期和单位，一次下发。"),
        } if may(request.user, "open_round") else {"title": gettext("没有要填的采集表")},
    }  # fmt: skip
    return render(request, "collection/list.html", context)


def due_row(report: UnitReport) -> dict[str, Any]:
    """One report that waits for the reader's office."""
    return {
        "report": report, "title": title(report.round), "state": state_cell(report), "standing": standing_cell(report),
        "url": reverse("collection-report", args=[report.round_id, report.pk]),
        "reason": report.reason if report.state == State.RETURNED else "",
    }  # fmt: skip


def round_row(found: Round, counts: dict[str, int]) -> dict[str, Any]:
    """One round: how many of how many reported."""
    late = found.deadline < timezone.localdate()
    left = counts["n"] - counts["came"]
    if found.closed_at:
        state = {"text": gettext("已结束"), "tone": "plain"}
    elif not left:
        state = {"text": gettext("已报齐"), "tone": "good"}
    else:
        state = {"text": gettext("缺 %(n)s 个单位") % {"n": left}, "tone": "bad" if late else "warn"}
    link = {"text": title(found), "url": reverse("collection-round", args=[found.pk])}
    return {
        "cells": [
            link,
            str(found.deadline),
            f"{counts['came']}/{counts['n']}",
            f"{counts['accepted']}/{counts['n']}",
            state,
        ]
    }


def reports_of(request: HttpRequest, found: Round) -> list[UnitReport]:
    """The reports of a round the reader sees, banners first, in the order of their codes."""
    seen = UnitReport.objects.visible_to(request.user).filter(round=found).select_related("round")
    return list(
        seen.annotate(open=Count("conflicts", filter=Q(conflicts__decided=""))).order_by("kind", "region", "unit")
    )


@require_GET
def round_page(request: HttpRequest, round_id: int) -> HttpResponse:
    """How a round goes: units, what to remind them with, the sum; who reports one thing alone is led to it."""
    found: Round = get_object_or_404(Round.objects.visible_to(request.user), pk=round_id)
    reports = reports_of(request, found)
    led = Round.objects.led_by(request.user).filter(pk=found.pk).exists()
    if not led and len(reports) == 1:
        return redirect("collection-report", found.pk, reports[0].pk)
    form = form_of(found)
    context = {
        "page_title": title(found), "tabs": tabs("collection"), "round": found,
        "approval": form.body.approval, "reported": sum(each.state in REPORTED for each in reports), "units": len(reports),
        "zones": of_zones(reports), "table": {
            "columns": [
                {"label": gettext("单位"), "css": "c-title"}, {"label": gettext("状态"), "css": "c-nowrap"},
                {"label": gettext("期限"), "css": "c-nowrap"}, {"label": gettext("填报人")}, {"label": gettext("审核人")},
                {"label": gettext("报送日"), "css": "c-date c-nowrap"}, {"label": gettext("待定"), "css": "c-number"},
            ],
            "rows": [unit_row(each) for each in reports], "caption": gettext("填报单位"),
        },
        "sums": sum_table(found) if led else None, "behind": behind(found, request.GET.get("cell", "")) if led else None,
        "reminder": reminder(found, reports), "led": led,
        "missing": any(each.state not in REPORTED for each in reports),
        "owing": sum(each.state not in REPORTED for each in reports),
        "may_lead": (lead := led and may(request.user, "move_round_deadline")), "more": not_asked(found) if lead else [],
        "by_name": bool(BY_NAME & set(form.body.filled_by)), "untouched": lead and untouched(reports),
        "first_day": first_deadlines([found.pk]).get(found.pk), "may_return": may(request.user, "merge_form"),
    }  # fmt: skip
    return render(request, "collection/round.html", context)


def of_zones(reports: list[UnitReport]) -> dict[str, int] | None:
    """How many of the zones reported; `None` where none was asked, or nobody else was."""
    zones = [each for each in reports if each.kind == UnitKind.ZONE]
    if not zones or len(zones) == len(reports):
        return None
    return {"reported": sum(each.state in REPORTED for each in zones), "units": len(zones)}


def unit_row(report: Any) -> dict[str, Any]:
    """One unit of a round."""
    link = {"text": report.name, "url": reverse("collection-report", args=[report.round_id, report.pk])}
    return {
        "cells": [link, state_cell(report), standing_cell(report), report.filler, report.reviewer,
                  str(report.sent_on or ""), str(report.open) if report.open else ""]
    }  # fmt: skip


@require_GET
def notes(request: HttpRequest, round_id: int) -> HttpResponse:
    """The printable notes for the units that have not reported."""
    found: Round = get_object_or_404(Round.objects.visible_to(request.user), pk=round_id)
    late = [each for each in reports_of(request, found) if each.state not in REPORTED]
    if not late:
        messages.info(request, gettext("都已报送，不用督办。"))
        return redirect("collection-round", found.pk)
    return attachment(supervision(found, late), f"采集督办单-{form_of(found).title.zh}-{found.period}.docx", DOCX)
