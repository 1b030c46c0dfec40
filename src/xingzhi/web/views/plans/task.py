"""One task of the plan: what is asked, who has it, what each unit said each month, how it was moved, and its changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.plans.ledger.editing import confirm_lead, edit_plan_task
from xingzhi.plans.ledger.models import PlanTask, PlanTaskState, Progress, TargetKind, TaskMove, TaskUnit
from xingzhi.plans.ledger.moving import NotMoved, block_task, reschedule_task, settle_plan_task
from xingzhi.plans.ledger.placing import headings_of
from xingzhi.plans.ledger.recurring import recurring
from xingzhi.plans.ledger.rows import figures_of, ledger
from xingzhi.plans.ledger.settling import set_instalments, settle_instalments
from xingzhi.plans.ledger.state import months_until, shown_month
from xingzhi.plans.ledger.targets import counted_keys
from xingzhi.plans.short_titles import short_title
from xingzhi.registers.models import MODELS
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.plans import words
from xingzhi.web.views.plans.editing import edited_from, target_form


@require_GET
def task_page(request: HttpRequest, task_id: int) -> HttpResponse:
    """All of a task that the reader may see."""
    seen = PlanTask.objects.visible_to(request.user)
    task = get_object_or_404(seen.select_related("plan", "lead_unit", "lead_person", "piece", "notice"), pk=task_id)
    month = shown_month(task.plan.year, timezone.localdate())
    region = figures_of(request.user, task.plan)
    row = next(each for each in ledger(request.user, task.plan, month, region) if each.task.pk == task.pk)
    led = PlanTask.objects.led_by(request.user).filter(pk=task.pk).exists()
    edits = led and may(request.user, "edit_plan_task")
    keys = counted_keys(task, region)
    register = task.target.get("register", "")
    context = {
        "page_title": short_title(task.text), "task": task, "row": row, "month": month,
        "today": words.today(), "colour": words.colour_cell(row.colour, task), "target": words.target_text(row),
        "reached": words.reached_cell(row.reached), "table": months_table(request, row.shares, task.plan.year),
        "measures": PlanTask.objects.visible_to(request.user).filter(parent=task).order_by("order"),
        "parent": PlanTask.objects.visible_to(request.user).filter(pk=task.parent_id).first(),
        "seen": TaskMove.objects.filter(task=task).order_by("-id").values_list("pk", flat=True).first() or 0,
        "records": MODELS[register].objects.visible_to(request.user).filter(key__in=keys).order_by("key") if keys else [],
        "register": register, "moves": moves(request, task), "led": led, "edits": edits,
        "sentence": task.notice.read.get("text", "")[task.piece.start : task.piece.end] if task.piece and task.notice else "",
        "headings": headings_of(task.plan) if edits else [],
        "open": task.state in (PlanTaskState.OPEN, PlanTaskState.BLOCKED),
        "units": words.units_seen(request.user) if edits else [],
        "assist_ids": {share.unit_id for share in row.shares if share.unit_id != task.lead_unit_id},
        "people": words.people_seen(request.user) if edits else [], "target_form": target_form(task) if edits else None,
        "times_left": [each.due_on for each in row.times if each.done_on is None]
        or [due.day for due in recurring(task.recurrence, task.plan.year).dues if not row.times],
    }  # fmt: skip
    return render(request, "plans/plan_task.html", context)


def months_table(request: HttpRequest, shares: list[TaskUnit], year: int) -> dict[str, Any]:
    """Units beside months, the newest first: what each said last of each month, and the versions before."""
    months = months_until(year, timezone.localdate())
    words_of = Progress.objects.visible_to(request.user).filter(share__in=shares).select_related("by", "share__unit")
    versions = list(words_of.order_by("version"))
    said = {(each.share_id, each.month): each for each in versions}
    return {
        "months": months,
        "rows": [{"share": share, "cells": [said.get((share.pk, month)) for month in months]} for share in shares],
        "earlier": [each for each in versions if said[each.share_id, each.month] is not each],
    }


def moves(request: HttpRequest, task: PlanTask) -> list[dict[str, Any]]:
    """What was done with the task, the last on top."""
    found = TaskMove.objects.visible_to(request.user).filter(task=task).select_related("by").order_by("-id")
    return [
        {
            "move": each, "what": words.MOVES.get(each.what, each.what),
            "changed": [
                {"label": words.FACTS.get(name, name), "was": _said(name, each.before.get(name)), "now": _said(name, now)}
                for name, now in each.after.items() if name in words.FACTS
            ],
        }
        for each in found
    ]  # fmt: skip


def _said(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict):
        return str(value.get("text") or value.get("indicator") or value.get("register") or "")
    named = dict({"target_kind": TargetKind.choices, "state": PlanTaskState.choices}.get(name, ()))
    return str(named.get(value, value)) if value is not None else ""


@require_POST
def change(request: HttpRequest, task_id: int) -> HttpResponse:
    """Do one thing with a task."""
    post, what, seen = request.POST, request.POST.get("do", ""), request.POST.get("seen", "")
    get_object_or_404(PlanTask.objects.visible_to(request.user), pk=task_id)
    try:
        if what == "reschedule":
            reschedule_task(request.user, task_id, day_of(post.get("due", "").strip()), post.get("reason", ""))
        elif what == "block":
            block_task(request.user, task_id, post.get("reason", ""), post.get("when", ""))
        elif what in ("unblocked", "done", "dropped", "reopened"):
            settle_plan_task(request.user, task_id, what, post.get("reason", ""))
        elif what == "confirm_lead":
            confirm_lead(request.user, task_id)
        elif what == "instalment":
            chosen = [int(pk) for pk in post.getlist("instalment") if pk.isdecimal()]
            settle_instalments(request.user, task_id, chosen, post.get("reason", ""))
        elif what == "instalments":
            set_instalments(request.user, task_id, post.get("days", ""), post.get("reason", ""))
        elif what == "edit":
            edit_plan_task(
                request.user,
                task_id,
                edited_from(post),
                post.get("reason", ""),
                int(seen) if seen.isdecimal() else None,
            )
        else:
            raise Http404
    except NotMoved as problem:
        messages.error(request, str(words.NOT_MOVED[problem.code]) % {"name": problem.name})
    else:
        messages.success(request, gettext("已保存。"))
    return redirect("plan-task", task_id)
