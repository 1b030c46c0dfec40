"""Tasks: made from a path, listed, and looked up in the registers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.plans.actions import MOST, TaskRefused, Wanted, make_tasks, settle_by_evidence
from xingzhi.plans.listing import in_order, titled
from xingzhi.plans.models import Task, TaskState
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.parts import columns, sees_people
from xingzhi.web.views.year_path import path_indicator

TONES = {TaskState.OPEN: "info", TaskState.DONE: "good", TaskState.DROPPED: "plain"}


@require_POST
def make(request: HttpRequest, name: str) -> HttpResponse:
    """Make a task of each action chosen on a path."""
    indicator = path_indicator(name)
    back = f"{reverse('indicator-path', args=[name])}?{request.POST.get('query', '')}"
    wanted = [found for text in request.POST.getlist("keep") if (found := _wanted(text))]
    lead = lead_of(request, None)
    origin = f"{label_of(indicator.title)} · {timezone.localdate()}"
    try:
        made = make_tasks(request.user, wanted, name, origin, request.POST.get("unit", ""), lead)
    except TaskRefused as problem:
        messages.error(request, refusal(problem.code))
        return redirect(back)
    counts = {"made": number(made.made), "known": number(made.known), "settled": number(made.settled)}
    said = gettext("已生成任务 %(made)s 项；原来已有 %(known)s 项，台账显示已做 %(settled)s 项，没有重复生成。")
    messages.success(request, said % counts)
    return redirect("task-list")


def lead_of(request: HttpRequest, now: User | None) -> User | None:
    """The person chosen in a form; the one there is for a reader who sees no people, and where it was not changed."""
    username = request.POST.get("lead", "")
    if not sees_people(request.user) or (now is not None and username == now.username):
        return now
    seen = User.objects.filter(is_active=True).filter(region_within(request.user.region or ""))
    return get_object_or_404(seen, username=username) if username else None


def _wanted(text: str) -> Wanted | None:
    """A box of the list: action, number, period, day."""
    parts = text.split("|")
    try:
        kind, key, period, due = parts
        return Wanted(kind, key, period[:20], date.fromisoformat(due))
    except ValueError:
        return None


def refusal(code: str) -> str:
    """Why a task was not made or settled, and what to do."""
    return {
        "nothing": gettext("没有选中任何一行；请先勾选要生成任务的工作。"),
        "many": gettext("一次最多生成 %(n)s 项，请分次勾选。") % {"n": MOST},
        "kind": gettext("没有这种工作。"),
        "person": gettext("负责人看不到其中的专利，请选有权限的人。"),
        "closed": gettext("任务已经办结；要改承办，请先重新打开。"),
        "state": gettext("任务已是这个状态。"),
        "evidence": gettext("请写明办理情况。"),
    }[code]


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """The tasks the reader sees, open ones first, those due first on top."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "region", "state", "kind", "mine")}
    seen = Task.objects.visible_to(request.user)
    found = seen
    if query["q"]:
        named = [each.code for each in load().year_path.actions if query["q"] in label_of(each.label)]
        said = Q(title__icontains=query["q"]) | Q(record_key__startswith=query["q"]) | Q(kind__in=named)
        found = found.filter(said)
    for name in ("state", "kind"):
        if query[name]:
            found = found.filter(**{name: query[name]})
    if query["region"]:
        found = found.filter(region_within(query["region"])) if query["region"].isdigit() else found.none()
    if query["mine"]:
        found = found.filter(lead_person=request.user)
    page = Paginator(in_order(found), PAGE).get_page(request.GET.get("page"))
    filtered = any(query.values())
    context = {
        "page_title": gettext("任务"),
        "conditions": conditions(request, query),
        "clear_url": reverse("task-list") if filtered else "",
        "table": {"columns": columns(
            (gettext("任务"), "c-title"), (gettext("申请号"), "c-code"), (gettext("期限"), "c-date c-nowrap"),
            (gettext("承办"), ""), (gettext("属地"), "c-nowrap"), (gettext("状态"), "c-nowrap")),
            "rows": [_row(task) for task in page]},
        "pager": pager(page, query),
        "may_check": may(request.user, "settle_by_evidence") and seen.filter(state=TaskState.OPEN).exists(),
        "empty": {"title": gettext("没有符合条件的任务") if filtered else gettext("还没有任务"),
                  "hint": "" if filtered else gettext("在指标的“年末路径”页勾选能留住专利的工作，就会生成任务。")},
    }  # fmt: skip
    return render(request, "plans/tasks.html", context)


def _row(task: Task) -> dict[str, Any]:
    lead = " ".join(filter(None, (task.lead_unit, task.lead_person.display_name if task.lead_person else "")))
    return {
        "cells": [
            {"text": titled(task), "url": reverse("task", args=[task.pk])}, task.record_key,
            str(task.due_on or ""), lead, load().regions.name(task.region), state_cell(task),
        ]
    }  # fmt: skip


def state_cell(task: Task) -> dict[str, str]:
    """The state; an open one past its day says so."""
    if task.state == TaskState.OPEN and task.due_on and task.due_on < timezone.localdate():
        return {"text": gettext("已过期限"), "tone": "bad"}
    return {"text": task.get_state_display(), "tone": TONES[TaskState(task.state)]}


def conditions(request: HttpRequest, query: dict[str, str]) -> list[Condition]:
    """What the list may be narrowed by."""
    made = [Condition("q", gettext("任务或申请号"), "text", query["q"])]
    scope = request.user.region
    if scope is not None and (regions := places.to_filter(scope, query["region"])):
        made.append(Condition("region", gettext("属地"), "choice", query["region"], choices=regions))
    kinds = [(each.code, label_of(each.label)) for each in load().year_path.actions]
    made.append(Condition("kind", gettext("工作"), "choice", query["kind"], choices=kinds))
    states = [(code, str(label)) for code, label in TaskState.choices]
    made.append(Condition("state", gettext("状态"), "choice", query["state"], choices=states))
    made.append(Condition("mine", gettext("负责人"), "choice", query["mine"], choices=[("1", gettext("我"))]))
    return made


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Look in the registers now."""
    settled = settle_by_evidence(request.user)
    messages.success(request, gettext("核对了台账，%(n)s 项凭台账办结。") % {"n": number(settled)})
    return redirect("task-list")
