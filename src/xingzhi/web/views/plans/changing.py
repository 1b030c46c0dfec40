"""What is done with a task: its form is one, so that each button saves what was changed, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.plans.ledger.editing import confirm_lead, edit_plan_task
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.ledger.moving import NotMoved, block_task, settle_plan_task
from xingzhi.plans.ledger.settling import set_instalments, settle_instalments
from xingzhi.web.views.plans import words
from xingzhi.web.views.plans.editing import REASONS, edited_from
from xingzhi.web.views.plans.task import shown

BUTTONS = {
    "edit": (), "confirm_lead": (), "done": ("settle_reason",), "dropped": ("settle_reason",), "reopened": ("settle_reason",),
    "unblocked": (), "block": ("block_reason", "when"), "instalment": ("instalment_reason", "instalment"),
    "instalments": ("days_reason", "days"),
}  # fmt: skip  # each with the boxes it saves beside the task itself


@require_POST
def change(request: HttpRequest, task_id: int) -> HttpResponse:
    """Save what was changed of a task, and do what its button says; all of it or nothing."""
    task = get_object_or_404(PlanTask.objects.visible_to(request.user), pk=task_id)
    what = request.POST.get("do", "")
    if what not in BUTTONS:
        raise Http404
    try:
        with transaction.atomic():
            _edit(request, task, what)
            _do(request, task_id, what)
    except NotMoved as problem:
        messages.error(request, str(words.NOT_MOVED[problem.code]) % {"name": problem.name})
        return shown(request, task_id, request.POST)
    messages.success(request, gettext("已保存。"))
    rest = _rest(request.POST, BUTTONS[what])
    return shown(request, task_id, rest) if rest else redirect("plan-task", task_id)


def _edit(request: HttpRequest, task: PlanTask, what: str) -> None:
    """Save the boxes of the task itself, where they were sent."""
    seen = request.POST.get("seen", "")
    if what == "edit" or "text" in request.POST:
        edited, reason = edited_from(request.POST, task), request.POST.get("reason", "")
        edit_plan_task(request.user, task.pk, edited, reason, int(seen) if seen.isdecimal() else None)


def _do(request: HttpRequest, task_id: int, what: str) -> None:
    """Do what the button says beside saving."""
    user, post = request.user, request.POST
    if what == "block":
        block_task(user, task_id, post.get("block_reason", ""), post.get("when", ""))
    elif what in ("unblocked", "done", "dropped", "reopened"):
        settle_plan_task(user, task_id, what, post.get("settle_reason", ""))
    elif what == "confirm_lead":
        confirm_lead(user, task_id)
    elif what == "instalment":
        chosen = [int(pk) for pk in post.getlist("instalment") if pk.isdecimal()]
        settle_instalments(user, task_id, chosen, post.get("instalment_reason", ""))
    elif what == "instalments":
        set_instalments(user, task_id, post.get("days", ""), post.get("days_reason", ""))


def _rest(post: Any, saved: tuple[str, ...]) -> QueryDict:
    """What was typed for another button, and stays on the page."""
    rest = QueryDict(mutable=True)
    for name in (*REASONS, "instalment"):
        if name not in saved and (values := [each for each in post.getlist(name) if each.strip()]):
            rest.setlist(name, values)
    if "days" not in saved and post.get("days", "").split() != post.get("days_was", "").split():
        rest["days"] = post["days"]
    return rest
