"""One call for summaries: a row a unit, what to remind them with, paper that came, another day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.plans.summaries.asking import NotAsked, change_call
from xingzhi.plans.summaries.listing import in_order
from xingzhi.plans.summaries.models import Medium, StraySummary, Summary, SummaryCall
from xingzhi.plans.summaries.moves import NotDone, note_reminder, register_paper
from xingzhi.plans.summaries.reminding import reminder, supervision
from xingzhi.plans.summaries.standing import counted, is_owed
from xingzhi.plans.units import UnitKind
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.summaries.beside import beside
from xingzhi.web.views.summaries.bringing import last_job
from xingzhi.web.views.summaries.words import NOT_ASKED, NOT_DONE, late_cell, state_cell


def of_call(request: HttpRequest, call_id: int) -> tuple[SummaryCall, list[Summary], bool]:
    """A call, the summaries of it the reader sees, and whether the reader's office asked."""
    call = get_object_or_404(SummaryCall.objects.visible_to(request.user), pk=call_id)
    rows = list(in_order(Summary.objects.visible_to(request.user).filter(call=call)))
    return call, rows, SummaryCall.objects.led_by(request.user).filter(pk=call.pk).exists()


@require_GET
def call_page(request: HttpRequest, call_id: int) -> HttpResponse:
    """How a call goes, a row a unit; who owes one summary alone is led to it."""
    call, rows, led = of_call(request, call_id)
    if not led and len(rows) == 1:
        return redirect("summary", call.pk, rows[0].pk)
    strays = StraySummary.objects.visible_to(request.user).filter(call=call, settled=False).select_related("by")
    context = {
        **beside(call, request.user, "summary-call"),
        "page_title": gettext("总结报送"), "call": call, "brought": last_job(request, call), "led": led and may(request.user, "ask_summaries"),
        "counts": counted(rows, timezone.localdate()), "today": timezone.localdate(), "owed": any(is_owed(each) for each in rows),
        "media": [Medium(each).label for each in call.media], "reminder": reminder(call, rows),
        "may_bring": may(request.user, "receive_summary"),
        "strays": [{"stray": each, "maybe": set(each.units)} for each in strays.order_by("pk")], "summaries": rows,
        "table": {
            "columns": [
                {"label": gettext("单位"), "css": "c-title"}, {"label": gettext("类别"), "css": "c-nowrap"},
                {"label": gettext("截止"), "css": "c-date c-nowrap"}, {"label": gettext("状态"), "css": "c-nowrap"},
                {"label": gettext("电子版收到"), "css": "c-date c-nowrap"},
                {"label": gettext("纸质版收到"), "css": "c-date c-nowrap"},
                {"label": gettext("按期"), "css": "c-nowrap"}, {"label": gettext("版次"), "css": "c-number"},
                {"label": gettext("退回或免报原因")},
            ],
            "rows": list(_unit_rows(rows)), "caption": gettext("报送单位"), "check_name": "summary" if led else "",
        },
    }  # fmt: skip
    return render(request, "summaries/call.html", context)


def _unit_rows(rows: Iterable[Summary]) -> Iterable[dict[str, Any]]:
    for each in rows:
        link = {"text": each.unit.name, "url": reverse("summary", args=[each.call_id, each.pk])}
        asked = each.media or [Medium.ELECTRONIC]
        days = [
            str(day) if day else "—" if medium in asked else gettext("不要求")
            for medium, day in ((Medium.ELECTRONIC, each.electronic_on), (Medium.PAPER, each.paper_on))
        ]
        yield {"check": str(each.pk), "cells": [link, str(UnitKind(each.unit.kind).label), str(each.due_on or ""), state_cell(each), *days,
                         late_cell(each), str(each.version) if each.version else "", each.reason]}  # fmt: skip


@require_POST
def change(request: HttpRequest, call_id: int) -> HttpResponse:
    """Another day or contact, paper that came of those ticked, or that those who owe were reminded."""
    call, rows, _led = of_call(request, call_id)
    if request.POST.get("do") == "reminded":
        count = note_reminder(request.user, call.pk)
        messages.success(request, gettext("已记下今天催报了 %(n)s 个单位。") % {"n": count})
    elif request.POST.get("do") == "paper":
        _register_papers(request, rows)
    elif day := day_of(request.POST.get("due_on", "")):
        try:
            change_call(request.user, call.pk, day, request.POST.get("contact", ""), request.POST.get("phone", ""))
            messages.success(request, gettext("已保存。"))
        except NotAsked as problem:
            messages.error(request, str(NOT_ASKED[problem.code]))
    else:
        messages.error(request, gettext("没有保存：日期看不懂。"))
    return redirect("summary-call", call.pk)


def _register_papers(request: HttpRequest, rows: list[Summary]) -> None:
    ticked, day = set(request.POST.getlist("summary")), day_of(request.POST.get("on", ""))
    chosen = [each for each in rows if str(each.pk) in ticked]
    if day is None or not chosen:
        messages.error(request, gettext("没有登记：请勾选单位，并填收到日期。"))
        return
    try:
        for each in chosen:
            register_paper(request.user, each.pk, day)
    except NotDone as problem:
        messages.error(request, str(NOT_DONE[problem.code]))
    else:
        messages.success(request, gettext("已登记 %(n)s 个单位的纸质版。") % {"n": len(chosen)})


@require_GET
def notes(request: HttpRequest, call_id: int) -> HttpResponse:
    """The printable notes for the units that still owe."""
    call, rows, _led = of_call(request, call_id)
    owed = [each for each in rows if is_owed(each)]
    if not owed:
        messages.info(request, gettext("都已报齐，不用督办。"))
        return redirect("summaries")
    return attachment(supervision(call, owed), f"总结督办单-{call.plan.year}.docx", DOCX)
