"""What is done with tasks: made from a path on request, settled by a person or by what the registers show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.plans.evidence import shown
from xingzhi.plans.models import Task, TaskState
from xingzhi.registers.models import MODELS

MOST = 500  # tasks made at once


class TaskRefused(ValueError):
    """A task cannot be made or settled so: `code` is "kind", "nothing", "many", "person", "closed", "state" or "evidence"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Wanted:
    """A task asked for: an action of the pack on a patent, for a fee year or a year, by a day."""

    kind: str
    key: str
    period: str
    due: date | None


@dataclass(frozen=True)
class Made:
    """How many tasks were made, were there already, or had nothing left to do."""

    made: int
    known: int
    settled: int


@action("make_tasks", zh="生成任务", en="Make tasks")
def make_tasks(
    act: Act, wanted: Sequence[Wanted], indicator: str, origin: str, lead_unit: str = "", lead: User | None = None
) -> Made:
    """Make a task of each; what was asked once, or what the registers show as done, is not asked again."""
    rules = load().year_path
    if not wanted:
        raise TaskRefused("nothing")
    if len(wanted) > MOST:
        raise TaskRefused("many")
    if {each.kind for each in wanted} - {known.code for known in rules.actions}:
        raise TaskRefused("kind")
    rows = MODELS["patents"].objects.visible_to(act.user).filter(key__in={each.key for each in wanted})
    patents = {row.key: row for row in rows}
    _may_see(lead, [row.region for row in patents.values()])
    made = known = settled = 0
    for each in wanted:
        if (patent := patents.get(each.key)) is None:
            continue
        same = {"kind": each.kind, "register": "patents", "record_key": each.key, "period": each.period}
        if Task.objects.filter(**same).exists():
            known += 1
            continue
        task = Task(
            **same,
            region=patent.region,
            title=patent.title[:300],
            indicator=indicator,
            lead_unit=lead_unit.strip()[:100],
            lead_person=lead,
            due_on=each.due,
            origin=origin[:200],
            made_by=act.user,
        )
        if shown(task, timezone.localdate()):
            settled += 1
            continue
        task.save()
        made += 1
    act.on("task", "", act.user.region or "", made=made, known=known, settled=settled, origin=origin[:200])
    return Made(made, known, settled)


@action("assign_task", zh="指定任务承办", en="Assign a task")
def assign_task(act: Act, task_id: int, lead_unit: str, lead: User | None) -> Task:
    """Say who carries out an open task, or that it is not known yet."""
    task: Task = get_object_or_404(Task.objects.visible_to(act.user).select_for_update(), pk=task_id)
    if task.state != TaskState.OPEN:
        raise TaskRefused("closed")
    _may_see(lead, [task.region])
    task.lead_unit, task.lead_person = lead_unit.strip()[:100], lead
    task.save(update_fields=["lead_unit", "lead_person"])
    act.on("task", task.pk, task.region, unit=task.lead_unit, person=lead.username if lead else "")
    return task


def _may_see(lead: User | None, regions: list[str]) -> None:
    if lead is None:
        return
    if lead.region is None or not all(region.startswith(lead.region) for region in regions):
        raise TaskRefused("person")


@action("settle_task", zh="办结任务", en="Settle a task")
def settle_task(act: Act, task_id: int, state: str, evidence: str) -> Task:
    """Settle a task by a person's word, or open it again; the word is kept as the evidence."""
    task: Task = get_object_or_404(Task.objects.visible_to(act.user).select_for_update(), pk=task_id)
    if state not in TaskState.values or state == task.state:
        raise TaskRefused("state")
    if not evidence.strip():
        raise TaskRefused("evidence")
    _settle(act, task, state, evidence.strip()[:500], by_evidence=False)
    return task


@action("settle_by_evidence", zh="凭台账办结任务", en="Settle tasks by evidence")
def settle_by_evidence(act: Act, region: str = "") -> int:
    """Settle every open task of the person's region of which the registers show that it is done; how many."""
    today, settled = timezone.localdate(), 0
    waiting = Task.objects.visible_to(act.user).filter(region_within(region), state=TaskState.OPEN).order_by("pk")
    for task in waiting.select_for_update():
        if found := shown(task, today):
            _settle(act, task, found.state, found.text, by_evidence=True)
            settled += 1
    act.on("task", "", act.user.region or "", settled=settled)
    return settled


def _settle(act: Act, task: Task, state: str, evidence: str, *, by_evidence: bool) -> None:
    opened = state == TaskState.OPEN
    task.state, task.evidence, task.by_evidence = state, evidence, by_evidence
    task.settled_by, task.settled_at = (None, None) if opened else (act.user, timezone.now())
    task.save(update_fields=["state", "evidence", "by_evidence", "settled_by", "settled_at"])
    act.on("task", task.pk, task.region, state=state, evidence=evidence, by_evidence=by_evidence)
