"""The ledger as meetings use it: one row a task, with its colour, what each unit said of the month, and what moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.plans.ledger.instalments import Instalment
from xingzhi.plans.ledger.models import (
    Answer,
    Plan,
    PlanTask,
    PlanTaskState,
    Progress,
    TaskMove,
    TaskUnit,
    UnitRole,
)  # fmt: skip
from xingzhi.plans.ledger.parts import Part, parts_of, values_of
from xingzhi.plans.ledger.repeated import Told, newest_words, run_of
from xingzhi.plans.ledger.state import colour_of, has_begun, is_late, is_moved, is_past
from xingzhi.plans.ledger.targets import Reached, reached

MARKS = ("late", "moved", "blocked", "silent", "repeated", "said_blocked", "said_done")  # what rows may be counted by


@dataclass
class LedgerRow:
    """A task as the ledger shows it; of units the reader does not see it says nothing."""

    task: PlanTask
    place: int  # in the ledger, from 1
    shares: list[TaskUnit]
    colour: str
    reached: Reached
    said: dict[int, Progress]  # of the month, by share
    marks: set[str] = field(default_factory=set)
    moved: TaskMove | None = None  # the last rescheduling
    times: list[Instalment] = field(default_factory=list)  # of a task that comes again
    parts: list[Part] = field(default_factory=list)  # how far its further targets are reached

    @property
    def number(self) -> str:
        """As people call it, else its place."""
        return self.task.number or str(self.place)

    @property
    def told(self) -> list[tuple[list[str], Progress]]:
        """What was said of the month, units that say the same together."""
        found: dict[tuple[str, str], tuple[list[str], Progress]] = {}
        for share in self.shares:
            if said := self.said.get(share.pk):
                found.setdefault((said.answer, said.text), ([], said))[0].append(share.unit.name)
        return list(found.values())

    @property
    def following(self) -> Instalment | None:
        """Of a task that comes again the next time it is due; None where the task is done."""
        done = self.task.state == PlanTaskState.DONE
        return None if done else next((each for each in self.times if each.done_on is None), None)

    @property
    def times_done(self) -> int:
        """How often a task that comes again was done; with the task all of its times are."""
        done = self.task.state == PlanTaskState.DONE
        return sum(done or each.done_on is not None for each in self.times)

    @property
    def due(self) -> date | None:
        """The day it is due; of a task that is done and came again the last one."""
        return self.times[-1].due_on if self.times and self.task.state == PlanTaskState.DONE else self.task.due_on

    @property
    def addressed(self) -> list[str]:
        """The units that each have to do it by themselves, by name."""
        return [share.unit.name for share in self.shares if share.role == UnitRole.ADDRESSEE]

    @property
    def for_all(self) -> bool:
        """Whether it is for every unit by itself, and none leads."""
        return self.task.lead_unit_id is None and bool(self.addressed)

    @property
    def assisting(self) -> list[str]:
        """The units beside the lead, by name."""
        return [share.unit.name for share in self.shares if share.unit_id != self.task.lead_unit_id]


def plans_of(user: User) -> Any:
    """The plans of which the person sees anything, the newest first."""
    own, shared = Plan.objects.visible_to(user), PlanTask.objects.visible_to(user)
    seen = models.Q(pk__in=own.values("pk")) | models.Q(pk__in=shared.values("plan"))
    return Plan.objects.filter(seen).order_by("-year", "pk")


def plan_of(user: User, year: int = 0) -> Plan | None:
    """The plan of a year, where the person sees one. Without a year today's, else the newest begun, else the nearest."""
    plans: list[Plan] = list(plans_of(user))
    if year:
        return next((plan for plan in plans if plan.year == year), None)
    begun = [plan for plan in plans if plan.year <= timezone.localdate().year]
    return begun[0] if begun else min(plans, key=lambda plan: plan.year, default=None)


def figures_of(user: User, plan: Plan) -> str:
    """Whose figures a reader is shown: the plan's office's where the reader sees it all, else the own region's."""
    scope = user.region or ""
    return plan.region if plan.region.startswith(scope) else scope


def ledger(user: User, plan: Plan, month: str, region: str = "") -> list[LedgerRow]:
    """The rows of a plan the person sees, in order. `region`: whose figures fill targets (default: the plan's)."""
    today = timezone.localdate()
    tasks = list(
        PlanTask.objects.visible_to(user).filter(plan=plan).select_related("plan", "lead_unit", "lead_person", "notice")
        .order_by("order", "id")
    )  # fmt: skip
    shares: dict[int, list[TaskUnit]] = defaultdict(list)
    order = {UnitRole.LEAD: 0, UnitRole.ASSIST: 1, UnitRole.ADDRESSEE: 2}
    for share in sorted(
        TaskUnit.objects.visible_to(user).filter(task__plan=plan).select_related("unit"),
        key=lambda each: (order[UnitRole(each.role)], each.pk),
    ):
        shares[share.task_id].append(share)
    words = newest_words(user, [plan.pk], month)
    said = {each.share_id: each for each in Progress.objects.visible_to(user).filter(share__task__plan=plan, month=month)
            .order_by("version")}  # fmt: skip
    moves = {each.task_id: each for each in TaskMove.objects.visible_to(user).select_related("by").order_by("id")
             .filter(task__plan=plan, what="rescheduled")}  # fmt: skip
    times: dict[int, list[Instalment]] = defaultdict(list)
    led = Plan.objects.visible_to(user).filter(pk=plan.pk).exists()
    for each in Instalment.objects.filter(task__in=tasks).select_related("done_by"):
        if not led:  # what the office noted may name other units
            each.note, each.done_by = "", None
        times[each.task_id].append(each)
    rows = []
    for place, task in enumerate(tasks, 1):
        own = shares[task.pk]
        each = any(share.role == UnitRole.ADDRESSEE for share in own)
        row = LedgerRow(
            task, place, own, colour_of(task, today),
            reached(task, region or plan.region, values_of(task, own, words), each=each),
            {share.pk: said[share.pk] for share in own if share.pk in said}, moved=moves.get(task.pk),
            times=times[task.pk], parts=parts_of(task, own, words, each=each),
        )  # fmt: skip
        row.marks = _marks(row, words, today, month)
        rows.append(row)
    return rows


def _marks(row: LedgerRow, words: dict[int, list[Told]], today: date, month: str) -> set[str]:
    task, found = row.task, set()
    if is_late(task, today):
        found.add("late")
    if is_moved(task):
        found.add("moved")
    if task.state == PlanTaskState.BLOCKED:
        found.add("blocked")
        if is_past(task, today):
            found.add("blocked_past")  # said beside the blocked ones, not counted as late
    if task.state in (PlanTaskState.OPEN, PlanTaskState.BLOCKED):
        if has_begun(month, today) and any(share.pk not in row.said for share in row.shares):
            found.add("silent")
        if any(each.answer == Answer.DONE for each in row.said.values()):
            found.add("said_done")
        if task.state == PlanTaskState.OPEN and any(each.answer == Answer.BLOCKED for each in row.said.values()):
            found.add("said_blocked")  # a unit says so; whether the task is, its lead decides
        if max((run_of(words.get(share.pk, [])) for share in row.shares), default=0) >= (
            load().plan_ledger.lead_told_after.value
        ):
            found.add("repeated")
    return found


def counts(rows: list[LedgerRow]) -> Counter[str]:
    """How many rows have each mark, each colour and each state."""
    found: Counter[str] = Counter()
    for row in rows:
        found.update([*row.marks, f"colour:{row.colour or 'none'}", f"state:{row.task.state}"])
    return found
