"""A task of the plan follows a later notice: what that notice gives otherwise is taken over, old and new written down."""

from __future__ import annotations

from typing import Any

from xingzhi.core.models import User
from xingzhi.plans.ledger.instalments import give
from xingzhi.plans.ledger.models import PlanTask, TaskUnit, UnitRole
from xingzhi.plans.ledger.moving import record
from xingzhi.plans.notices.aims import aim_of
from xingzhi.plans.notices.assigning import assignment, lead_of
from xingzhi.plans.notices.comparing import Like
from xingzhi.plans.notices.models import Piece
from xingzhi.plans.notices.pieces import content, day_of
from xingzhi.plans.notices.recurrence import dues_of
from xingzhi.plans.notices.review import Review

_OF_TIME = ("due_on", "recurrence", "instalments")


def follow_notice(user: User, like: Like, piece: Piece, review: Review) -> None:
    """Let a task follow a notice in what differs: words, units, targets, day and times.

    What was reported stays, and so does what the notice does not speak of.
    """
    said, task = content(piece), PlanTask.objects.select_for_update().get(pk=like.task.pk)
    before = _facts(task)
    task.text = said["text"]
    given = assignment(said, review.directory)
    if given and not like.units:
        task.units.exclude(unit__in=given).filter(progress=None).delete()
        for unit, role in given.items():
            TaskUnit.objects.update_or_create(task=task, unit=unit, defaults={"role": role, "region": unit.region})
        task.lead_unit = lead_of(given)
    if said["targets"] and not like.targets:
        task.target_kind, task.target = aim_of(said["targets"])
    if (said["due"] or said["recurrence"]) and not (like.day and like.times):
        _retime(task, said, dues_of(said, review.notice))
    task.save()
    after = _facts(task)
    reason = f"按《{review.notice.title}》{review.notice.number}"
    changed = [name for name in before if before[name] != after[name]]
    for what, names in (
        ("edited", [name for name in changed if name not in _OF_TIME]),
        ("rescheduled", [name for name in changed if name in _OF_TIME]),
    ):
        if names:
            record(task, what, user, {n: before[n] for n in names}, {n: after[n] for n in names}, reason)


def _retime(task: PlanTask, said: dict[str, Any], dues: list[Any]) -> None:
    if said["recurrence"] != task.recurrence:  # other times, not the same ones moved
        task.instalments.filter(done_on=None).delete()
    if dues or task.instalments.exists():
        give(task, dues)
    if not dues:
        task.due_on = day_of(said)
    task.recurrence = said["recurrence"][:60]


def _facts(task: PlanTask) -> dict[str, Any]:
    """What a notice may give otherwise, as the history keeps it."""
    units = list(TaskUnit.objects.filter(task=task).select_related("unit"))
    named = {role: sorted(each.unit.name for each in units if each.role == role) for role in UnitRole}
    return {
        "text": task.text, "lead_unit": "、".join(named[UnitRole.LEAD]), "assist": named[UnitRole.ASSIST],
        "each": named[UnitRole.ADDRESSEE], "target_kind": str(task.target_kind), "target": task.target,
        "due_on": str(task.due_on or ""), "recurrence": task.recurrence,
        "instalments": [str(day) for day in task.instalments.values_list("due_on", flat=True)],
    }  # fmt: skip
