"""Changes of a task by the office whose plan it is: another day, blocked, done, dropped, open again; each with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role, User
from xingzhi.plans.ledger.instalments import move, open_last
from xingzhi.plans.ledger.models import PlanTask, PlanTaskState, TaskMove

LEADERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})
REASON = 500


class NotMoved(ValueError):
    """A change that may not be made: `code` is no_reason, no_condition, no_day, past, same_day, wrong_state, no_text,
    unit, reported (a unit that has reported cannot be taken off; `name`), person, target, changed (by somebody since),
    reported_since, not_said (what a meeting wrote down of a unit, `name`, cannot be kept),
    no_instalment, no_such_day (`name` is the text), change_reason (of another lead or day)."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


def locked_task(user: User, task_id: int) -> PlanTask:
    """A task of a plan the person's office keeps, held until the change is done."""
    seen = PlanTask.objects.led_by(user).select_for_update(of=("self",)).select_related("plan")
    found: PlanTask = get_object_or_404(seen, pk=task_id)
    return found


def record(
    task: PlanTask, what: str, user: User, before: dict[str, Any], after: dict[str, Any], reason: str = ""
) -> TaskMove:
    """Write down what was changed, why and by whom."""
    made: TaskMove = TaskMove.objects.create(
        task=task, what=what, before=before, after=after, reason=reason.strip()[:REASON], by=user
    )
    return made


@action("reschedule_task", zh="调整任务时限", en="Reschedule a task", roles=LEADERS)
def reschedule_task(act: Act, task_id: int, due: date | None, reason: str) -> PlanTask:
    """Give a task another day; the first one stays known, so that late and rescheduled are told apart."""
    task = locked_task(act.user, task_id)
    check_day(due)
    if due == task.due_on:
        raise NotMoved("same_day")
    if not reason.strip():
        raise NotMoved("no_reason")
    set_day(task, due, reason, act.user)
    act.on("plan_task", task.pk, task.region, due=str(due), reason=reason.strip()[:REASON])
    return task


def check_day(due: date | None) -> None:
    """Raise `NotMoved`: a day must be given, and not lie in the past."""
    if due is None:
        raise NotMoved("no_day")
    if due < timezone.localdate():
        raise NotMoved("past")


def set_day(task: PlanTask, due: date | None, reason: str, user: User) -> None:
    """Set the day and write it down; the first day a task gets is no rescheduling."""
    what = "rescheduled" if task.due_on else "edited"
    record(task, what, user, {"due_on": str(task.due_on or "")}, {"due_on": str(due or "")}, reason)
    if task.first_due is None:
        task.first_due = task.due_on or due
    task.due_on = due
    move(task)
    task.save(update_fields=["due_on", "first_due"])


@action("block_task", zh="标记任务受阻", en="Mark a task as blocked", roles=LEADERS)
def block_task(act: Act, task_id: int, blocked_by: str, unblocked_when: str) -> PlanTask:
    """Say what keeps a task from going on, and on what condition it does."""
    task = locked_task(act.user, task_id)
    if task.state not in (PlanTaskState.OPEN, PlanTaskState.BLOCKED):
        raise NotMoved("wrong_state")
    if not blocked_by.strip():
        raise NotMoved("no_reason")
    if not unblocked_when.strip():
        raise NotMoved("no_condition")
    record(
        task, "blocked", act.user, _standing(task), {"state": "blocked", "unblocked_when": unblocked_when}, blocked_by
    )
    task.state, task.blocked_by = PlanTaskState.BLOCKED, blocked_by.strip()[:300]
    task.unblocked_when = unblocked_when.strip()[:300]
    task.save(update_fields=["state", "blocked_by", "unblocked_when"])
    act.on("plan_task", task.pk, task.region, blocked_by=task.blocked_by, unblocked_when=task.unblocked_when)
    return task


@action("settle_plan_task", zh="办结或恢复计划任务", en="Settle or reopen a task of the plan", roles=LEADERS)
def settle_plan_task(act: Act, task_id: int, what: str, reason: str) -> PlanTask:
    """`what` is unblocked, done, dropped or reopened; all but unblocking need a reason, which for done is the evidence."""
    task = locked_task(act.user, task_id)
    allowed = {
        "unblocked": (PlanTaskState.BLOCKED,),
        "done": (PlanTaskState.OPEN, PlanTaskState.BLOCKED),
        "dropped": (PlanTaskState.OPEN, PlanTaskState.BLOCKED),
        "reopened": (PlanTaskState.DONE, PlanTaskState.DROPPED),
    }
    if task.state not in allowed.get(what, ()):
        raise NotMoved("wrong_state")
    if what != "unblocked" and not reason.strip():
        raise NotMoved("no_reason")
    state = {"done": PlanTaskState.DONE, "dropped": PlanTaskState.DROPPED}.get(what, PlanTaskState.OPEN)
    record(task, what, act.user, _standing(task), {"state": state}, reason)
    task.state, task.blocked_by, task.unblocked_when = state, "", ""
    task.settled_on = None if state == PlanTaskState.OPEN else timezone.localdate()
    task.save(update_fields=["state", "blocked_by", "unblocked_when", "settled_on"])
    if what == "reopened":
        open_last(task)
    act.on("plan_task", task.pk, task.region, what=what, reason=reason.strip()[:REASON])
    return task


def _standing(task: PlanTask) -> dict[str, Any]:
    return {"state": task.state, "blocked_by": task.blocked_by, "unblocked_when": task.unblocked_when}
