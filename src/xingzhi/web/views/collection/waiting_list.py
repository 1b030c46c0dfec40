"""The reports of one kind of work that waits, over all rounds; those to be accepted can be accepted together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.collection.accepting import accept_report
from xingzhi.collection.checks import ZERO
from xingzhi.collection.forms import form_of
from xingzhi.collection.models import State, UnitReport
from xingzhi.collection.moves import NotDone
from xingzhi.core.actions import may
from xingzhi.web.reading import language, listed
from xingzhi.web.views.collection.rounds import title
from xingzhi.web.views.collection.waiting import ACCEPT, address, kinds
from xingzhi.web.views.collection.words import standing_cell, state_cell, tabs

LISTED = 200


@require_GET
def waiting_list(request: HttpRequest) -> HttpResponse:
    """The reports that wait in one way; the other ways stand beside, each with its number."""
    every = kinds(request.user)
    counts = {each.key: each.counted.order_by().count() for each in every}
    asked = request.GET.get("what", "")
    first = next((each.key for each in every if counts[each.key]), every[0].key)
    chosen = next((each for each in every if each.key == asked), None) or next(e for e in every if e.key == first)
    rows = list(chosen.reports.select_related("round").annotate(
        open=Count("conflicts", filter=Q(conflicts__decided=""), distinct=True),
        before=Count("steps", filter=Q(steps__what="accepted"), distinct=True),
    ).order_by("round__deadline", "round", "kind", "region", "unit")[:LISTED])  # fmt: skip
    accepting = chosen.key == ACCEPT and may(request.user, "accept_report")
    beside = [each for each in every if counts[each.key] or each is chosen]
    context = {
        "page_title": gettext("采集：待办"), "tabs": tabs("collection"),
        "kinds": [
            {"label": each.label, "count": counts[each.key], "url": address(each.key), "here": each is chosen}
            for each in beside
        ],
        "accepting": accepting and bool(rows),
        "table": {
            "columns": [
                {"label": gettext("单位"), "css": "c-title"}, {"label": gettext("采集表")},
                {"label": gettext("截止"), "css": "c-date c-nowrap"}, {"label": gettext("状态"), "css": "c-nowrap"},
                {"label": gettext("期限"), "css": "c-nowrap"}, {"label": gettext("要看的")},
            ],
            "rows": [_row(each, accepting) for each in rows], "caption": chosen.label,
            **({"check_name": "report"} if accepting else {}),
        },
        "empty": {"title": gettext("没有等待处理的事。")},
    }  # fmt: skip
    return render(request, "collection/waiting.html", context)


def _row(report: Any, accepting: bool) -> dict[str, Any]:
    seen = _to_see(report)
    url = reverse("collection-report", args=[report.round_id, report.pk])
    cells = [{"text": report.name, "url": url}, title(report.round), str(report.round.deadline), state_cell(report),
             standing_cell(report), "；".join(seen)]  # fmt: skip
    box = {"check": report.pk, "checked": not seen, "by_hand": bool(seen)} if accepting and not report.open else {}
    return {"cells": cells, **box}


def _to_see(report: Any) -> list[str]:
    """What a reader must look at before anything is done with a report."""
    seen = []
    if report.state == State.RETURNED:
        seen.append(gettext("退回原因：") + report.reason)
    if report.open:
        seen.append(gettext("两边不一致 %(n)s 处，先定") % {"n": report.open})
    if report.before and report.state == State.CHECKED:
        seen.append(gettext("更正：以前验收过"))
    named = {cell.id: cell.label(language()) for cell in form_of(report.round).cells} | {ZERO: gettext("零报告")}
    if told := [named[cell] for cell in named if report.notes.get(cell)]:
        seen.append(gettext("有说明：%(names)s") % {"names": listed(told)})
    return seen


@require_POST
def accept_chosen(request: HttpRequest) -> HttpResponse:
    """Accept the reports chosen, each in its own transaction; those that cannot be are named."""
    chosen = [int(each) for each in request.POST.getlist("report") if each.isdecimal()]
    done, refused = 0, []
    for report in UnitReport.objects.visible_to(request.user).filter(pk__in=chosen).order_by("pk"):
        try:
            accept_report(request.user, report.pk)
            done += 1
        except NotDone:
            refused.append(report.name)
    if done:
        messages.success(request, gettext("已验收 %(n)s 张，进入“采集数据”台账。") % {"n": done})
    if refused:
        told = gettext("没有验收：%(names)s（有两边不一致的数，或状态已变），请打开看。") % {"names": listed(refused)}
        messages.error(request, told)
    if not done and not refused:
        messages.error(request, gettext("没有验收：请勾选采集表。"))
    return redirect(address(ACCEPT))
