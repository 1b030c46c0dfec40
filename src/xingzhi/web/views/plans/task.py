"""One task of the plan: what is asked, who has it, what each unit said each month, how it was moved, and its changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.plans.ledger.models import PlanTask, PlanTaskState, Progress, TargetKind, TaskMove, TaskUnit
from xingzhi.plans.ledger.placing import headings_of
from xingzhi.plans.ledger.recurring import recurring
from xingzhi.plans.ledger.rows import figures_of, ledger
from xingzhi.plans.ledger.state import months_until, shown_month
from xingzhi.plans.ledger.targets import counted_keys, texts_of
from xingzhi.plans.notices.followed import also_in
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.notices.pieces import text_of
from xingzhi.plans.short_titles import short_title
from xingzhi.registers.models import MODELS
from xingzhi.web.views.plans import words
from xingzhi.web.views.plans.editing import boxes, target_form


@require_GET
def task_page(request: HttpRequest, task_id: int) -> HttpResponse:
    """All of a task that the reader may see."""
    return shown(request, task_id, {})


def shown(request: HttpRequest, task_id: int, typed: Any) -> HttpResponse:
    """The page of a task; `typed` is what was sent with its form and is not saved yet."""
    seen = PlanTask.objects.visible_to(request.user)
    task = get_object_or_404(seen.select_related("plan", "lead_unit", "lead_person", "piece", "notice"), pk=task_id)
    month = shown_month(task.plan.year, timezone.localdate())
    region = figures_of(request.user, task.plan)
    row = next(each for each in ledger(request.user, task.plan, month, region) if each.task.pk == task.pk)
    led = PlanTask.objects.led_by(request.user).filter(pk=task.pk).exists()
    edits = led and may(request.user, "edit_plan_task")
    keys = counted_keys(task, region)
    register = task.target.get("register", "")
    times_left = [each.due_on for each in row.times if each.done_on is None] or [
        due.day for due in recurring(task.recurrence, task.plan.year).dues if not row.times
    ]
    newest = TaskMove.objects.filter(task=task).order_by("-id").values_list("pk", flat=True).first() or 0
    assisting = {str(share.unit_id) for share in row.shares if share.unit_id != task.lead_unit_id}
    context = {
        "page_title": short_title(task.text), "task": task, "row": row, "month": month,
        "today": words.today(), "colour": words.colour_cell(row.colour, task), "target": words.target_text(row),
        "reached": words.reached_cell(row.reached), "table": months_table(request, row.shares, task.plan.year),
        "measures": PlanTask.objects.visible_to(request.user).filter(parent=task).order_by("order"),
        "parent": PlanTask.objects.visible_to(request.user).filter(pk=task.parent_id).first(),
        "seen": typed.get("seen", newest), "form": boxes(task, times_left, typed) if edits else {},
        "records": MODELS[register].objects.visible_to(request.user).filter(key__in=keys).order_by("key") if keys else [],
        "register": register, "moves": moves(request, task), "led": led, "edits": edits,
        "sentence": task.notice.read.get("text", "")[task.piece.start : task.piece.end] if task.piece and task.notice else "",
        "opens": task.notice_id and Notice.objects.visible_to(request.user).filter(pk=task.notice_id).exists(),
        "also": [(piece, text_of(piece)) for piece in also_in(task, request.user)],
        "headings": headings_of(task.plan) if edits else [],
        "open": task.state in (PlanTaskState.OPEN, PlanTaskState.BLOCKED),
        "units": words.units_seen(request.user, (share.unit for share in row.shares)) if edits else [],
        "assisting": [name for name in row.assisting if name not in row.addressed],
        "assist_ids": set(typed.getlist("assist")) if "units" in typed else assisting, "times_left": times_left,
        "ticked": typed.getlist("instalment") if typed else [], "stale": bool(typed) and str(newest) != typed.get("seen", str(newest)),
        "people": words.people_seen(request.user, task.lead_person) if edits else [], "target_form": target_form() if edits else None,
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
        return "；".join(texts_of(value)) or str(value.get("indicator") or value.get("register") or "")
    named = dict({"target_kind": TargetKind.choices, "state": PlanTaskState.choices}.get(name, ()))
    return str(named.get(value, value)) if value is not None else ""
