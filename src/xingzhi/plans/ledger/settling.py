"""Times a task is due, settled or set anew by the office whose plan it is."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.plans.ledger.instalments import follow, give
from xingzhi.plans.ledger.models import PlanTask, PlanTaskState
from xingzhi.plans.ledger.moving import LEADERS, REASON, NotMoved, locked_task, record
from xingzhi.plans.ledger.recurring import Due, recurring


@action("settle_instalments", zh="办结任务的分期", en="Settle times a task is due", roles=LEADERS)
def settle_instalments(act: Act, task_id: int, chosen: Collection[int], note: str) -> PlanTask:
    """Say of the chosen times that they are done, and by what; with the last one the task is. Raises `NotMoved`."""
    task = _open(act, task_id)
    times = list(task.instalments.filter(pk__in=chosen, done_on=None))
    if not times:
        raise NotMoved("no_instalment")
    if not note.strip():
        raise NotMoved("no_reason")
    today = timezone.localdate()
    for each in times:
        each.done_on, each.done_by, each.note = today, act.user, note.strip()[:REASON]
        each.save(update_fields=["done_on", "done_by", "note"])
    record(task, "instalment", act.user, {}, {"instalments": [each.label for each in times]}, note)
    if task.instalments.filter(done_on=None).exists():
        follow(task)
    else:
        record(task, "done", act.user, {"state": task.state}, {"state": PlanTaskState.DONE.value}, note)
        task.state, task.settled_on, task.blocked_by, task.unblocked_when = PlanTaskState.DONE, today, "", ""
        task.save(update_fields=["state", "settled_on", "blocked_by", "unblocked_when"])
    act.on("plan_task", task.pk, task.region, instalments=[each.pk for each in times], note=note.strip()[:REASON])
    return task


@action("set_instalments", zh="改任务的分期", en="Set the times a task is due", roles=LEADERS)
def set_instalments(act: Act, task_id: int, typed: str, reason: str) -> PlanTask:
    """Put these days in place of the times that are not done; "" takes them off. Raises `NotMoved` with the text at fault."""
    task = _open(act, task_id)
    if not reason.strip():
        raise NotMoved("no_reason")
    before = [each.due_on.isoformat() for each in task.instalments.filter(done_on=None)]
    was, days = task.due_on, days_in(typed)
    give(task, labelled(days, task.recurrence, task.plan.year, task.instalments.exclude(done_on=None).count()))
    after = [day.isoformat() for day in days]
    what = "edited" if task.due_on == was else "rescheduled"
    record(task, what, act.user, {"due_on": str(was or ""), "instalments": before},
           {"due_on": str(task.due_on or ""), "instalments": after}, reason)  # fmt: skip
    act.on("plan_task", task.pk, task.region, instalments=after, reason=reason.strip()[:REASON])
    return task


def _open(act: Act, task_id: int) -> PlanTask:
    task = locked_task(act.user, task_id)
    if task.state not in (PlanTaskState.OPEN, PlanTaskState.BLOCKED):
        raise NotMoved("wrong_state")
    return task


def days_in(typed: str) -> list[date]:
    """Days parted by blanks or 、, in order, each once; raise `NotMoved` no_such_day with what is none."""
    found = set()
    for text in filter(None, re.split(r"[\s、，,；;]+", typed)):
        try:
            found.add(date.fromisoformat(text))
        except ValueError:
            raise NotMoved("no_such_day", text) from None
    return sorted(found)


def labelled(days: Collection[date], recurrence: str, year: int, before: int = 0) -> list[Due]:
    """Days by the parts of the year they belong to where the words of the notice say so, else counted on."""
    proposed = {due.day: due.label for due in recurring(recurrence, year).dues}
    return [Due(proposed.get(day, f"第{before + at}期"), day) for at, day in enumerate(days, 1)]
