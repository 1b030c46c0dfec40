"""Summaries asked for: what the reader's units owe, all calls, and the form to ask all addressees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.plans.ledger.models import Plan, PlanTask
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.summaries.asking import NotAsked, ask_summaries
from xingzhi.plans.summaries.listing import in_order
from xingzhi.plans.summaries.models import Medium, Summary, SummaryCall
from xingzhi.plans.summaries.standing import counted, is_owed
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.plans.words import tabs
from xingzhi.web.views.summaries.words import NOT_ASKED, late_cell, state_cell

LISTED = 100
MOST_CHOICES = 500


@require_GET
def summaries(request: HttpRequest) -> HttpResponse:
    """What the reader's own units owe, then all calls; and the form to ask."""
    calls = SummaryCall.objects.visible_to(request.user).order_by("-due_on", "-pk")[:LISTED]
    leads = Plan.objects.visible_to(request.user).exists() and may(request.user, "ask_summaries")
    seen = list(in_order(Summary.objects.visible_to(request.user).filter(call__in=[call.pk for call in calls])))
    led = set(SummaryCall.objects.led_by(request.user).values_list("pk", flat=True))
    context = {
        "page_title": gettext("总结报送"), "tabs": tabs("summaries", request.user),
        "owed": [_owed_row(each) for each in seen if is_owed(each) and each.call_id not in led],
        "asking": _asking(request) if leads else None,
        "table": {
            "columns": [
                {"label": gettext("通知或计划"), "css": "c-title"}, {"label": gettext("截止"), "css": "c-date c-nowrap"},
                {"label": gettext("应报"), "css": "c-number"}, {"label": gettext("已报齐"), "css": "c-number"},
                {"label": gettext("其中迟报"), "css": "c-number"}, {"label": gettext("逾期未报"), "css": "c-number"},
                {"label": gettext("已采纳"), "css": "c-number"},
            ],
            "rows": [_call_row(call, [each for each in seen if each.call_id == call.pk]) for call in calls],
            "caption": gettext("总结报送"),
        },
        "empty": _empty(request, leads),
    }  # fmt: skip
    return render(request, "summaries/list.html", context)


def _empty(request: HttpRequest, leads: bool) -> dict[str, str]:
    if leads:
        return {"title": gettext("还没有布置报送总结"), "hint": gettext("上面选通知或任务，所有责任单位一次布置。")}
    if may(request.user, "ask_summaries"):
        return {
            "title": gettext("还没有年度计划"), "hint": gettext("先导入通知、列入计划，再向责任单位要总结。"),
        }  # fmt: skip
    return {"title": gettext("没有要报送的总结")}


def _asking(request: HttpRequest) -> dict[str, Any]:
    """What may be asked: a plan as a whole, a notice of it, or a task that binds its units."""
    year = timezone.localdate().year  # the plan that runs first, then the others, the newest on top
    plans = list(Plan.objects.visible_to(request.user).order_by("-year", "pk")[:LISTED])
    plans.sort(key=lambda plan: plan.year != year)
    found = []
    for plan in plans:
        tasks = PlanTask.objects.led_by(request.user).filter(plan=plan)
        notices = Notice.objects.visible_to(request.user).filter(pk__in=tasks.values("notice"))
        found.append({
            "plan": plan, "title": plan.title or gettext("%(year)s 年度计划") % {"year": plan.year}, "notices": notices,
            "tasks": tasks.filter(due_on__isnull=False, units__role="addressee").distinct()[:MOST_CHOICES],
        })  # fmt: skip
    return {"plans": found, "contact": request.user.display_name, "media": Medium.choices}


def _owed_row(summary: Summary) -> dict[str, Any]:
    return {"summary": summary, "state": state_cell(summary), "late": late_cell(summary),
            "url": reverse("summary", args=[summary.call_id, summary.pk])}  # fmt: skip


def _call_row(call: SummaryCall, rows: list[Summary]) -> dict[str, Any]:
    counts = counted(rows, timezone.localdate())
    link = {"text": call.title, "url": reverse("summary-call", args=[call.pk])}
    return {"cells": [link, str(call.due_on), *map(str, (counts.asked, counts.came, counts.late, counts.overdue,
                                                          counts.accepted))]}  # fmt: skip


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask all units of what was chosen: plan:1, notice:1:2 or task:1:3."""
    kind, _, rest = request.POST.get("of", "").partition(":")
    numbers = [int(each) for each in rest.split(":") if each.isdecimal()]
    post = request.POST
    if kind not in ("plan", "notice", "task") or len(numbers) != (1 if kind == "plan" else 2):
        messages.error(request, gettext("没有布置：请选通知、计划或任务。"))
        return redirect("summaries")
    try:
        call, new = ask_summaries(
            request.user, numbers[0], day_of(post.get("due_on", "")), post.getlist("medium"), post.get("contact", ""),
            phone=post.get("phone", ""), notice_id=numbers[1] if kind == "notice" else None,
            task_id=numbers[1] if kind == "task" else None,
        )  # fmt: skip
    except NotAsked as problem:
        messages.error(request, str(NOT_ASKED[problem.code]))
        return redirect("summaries")
    if new:
        messages.success(request, gettext("已向 %(n)s 个单位布置。") % {"n": new})
    else:
        messages.info(request, gettext("以前已经布置过，单位没有变化，没有再动。"))
    return redirect("summary-call", call.pk)
