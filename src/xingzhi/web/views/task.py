"""One task: what to do, who does it, and how it ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.plans.actions import TaskRefused, assign_task, settle_task
from xingzhi.plans.listing import titled
from xingzhi.plans.models import Task, TaskState
from xingzhi.registers.models import MODELS
from xingzhi.web.views import year_path_lists
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.parts import sees_people
from xingzhi.web.views.tasks import lead_of, refusal, state_cell


@require_GET
def task_page(request: HttpRequest, task_id: int) -> HttpResponse:
    """One task: what to do, what shows that it is done, and how it ended."""
    found = get_object_or_404(Task.objects.visible_to(request.user), pk=task_id)
    rule = load().year_path.action(found.kind)
    patent = MODELS["patents"].objects.visible_to(request.user).filter(key=found.record_key).first()
    indicator = load().indicators.get(found.indicator)
    context = {
        "page_title": titled(found),
        "task": found,
        "state": state_cell(found),
        "patent": patent,
        "how": label_of(rule.how),
        "done_by": label_of(rule.done_by),
        "place": load().regions.full_name(found.region),
        "indicator_title": label_of(indicator.title) if indicator else "",
        "may_settle": may(request.user, "settle_task"),
        "may_assign": found.state == TaskState.OPEN and may(request.user, "assign_task"),
        "people": people_and(request, found.lead_person),
        "units": year_path_lists.unit_names(request.user),
    }
    return render(request, "plans/task.html", context)


def people_and(request: HttpRequest, now: User | None) -> list[tuple[str, str]]:
    """Who may be given the task, and who has it."""
    if not sees_people(request.user):
        return []
    people = dict(year_path_lists.people(request))
    return list((people | ({now.username: now.display_name} if now else {})).items())


@require_POST
def assign(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say who carries out a task."""
    found = get_object_or_404(Task.objects.visible_to(request.user), pk=task_id)
    try:
        assign_task(request.user, task_id, request.POST.get("unit", ""), lead_of(request, found.lead_person))
        messages.success(request, gettext("已记录。"))
    except TaskRefused as problem:
        messages.error(request, refusal(problem.code))
    return redirect("task", task_id)


@require_POST
def settle(request: HttpRequest, task_id: int) -> HttpResponse:
    """Settle a task by one's word, or open it again."""
    try:
        settle_task(request.user, task_id, request.POST.get("state", ""), request.POST.get("evidence", ""))
        messages.success(request, gettext("已记录。"))
    except TaskRefused as problem:
        messages.error(request, refusal(problem.code))
    return redirect("task", task_id)
