"""A task added by hand, and its text, units, person and target changed; before and after are written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.plans.ledger.models import Plan, PlanTask, TargetKind, TaskUnit, UnitRole
from xingzhi.plans.ledger.moving import LEADERS, NotMoved, check_day, locked_task, record, set_day
from xingzhi.plans.ledger.placing import place, same_heading
from xingzhi.plans.ledger.targets import check_target
from xingzhi.plans.units import Unit

TEXTS = {"text": 4000, "heading": 300, "number": 40, "note": 500, "person_name": 60}


@dataclass(frozen=True)
class Edited:
    """What of a task is to be changed; None leaves it as it is. Units are ids; `lead` 0 takes the lead off."""

    texts: Mapping[str, str] = field(default_factory=dict)
    lead: int | None = None
    person: str | None = None  # a user name, "" for none
    assist: tuple[int, ...] | None = None
    target_kind: str | None = None
    target: dict[str, Any] = field(default_factory=dict)
    due: date | None = None  # another day


@action("edit_plan_task", zh="修改计划任务", en="Edit a task of the plan", roles=LEADERS)
def edit_plan_task(act: Act, task_id: int, edited: Edited, reason: str = "", seen: int | None = None) -> PlanTask:
    """Change a task, all of it or nothing. Raises `NotMoved`: no_text, unit, reported, person, target, past, changed,
    change_reason (another lead or another day needs a reason).

    `seen` is the last line of its history the person had before them; what was changed since is not overwritten.
    """
    task = locked_task(act.user, task_id)
    stale = seen is not None and task.moves.filter(pk__gt=seen).exists()
    leads = edited.lead is not None and task.lead_unit_id is not None and edited.lead != task.lead_unit_id
    moves = edited.due is not None and edited.due != task.due_on
    if (leads or moves) and not stale and not reason.strip():
        raise NotMoved("change_reason")
    changed = change(task, edited, act.user, reason)
    if moves:
        check_day(edited.due)
        set_day(task, edited.due, reason, act.user)
        changed.append("due_on")
    if stale and changed:
        raise NotMoved("changed")
    act.on("plan_task", task.pk, task.region, changed=changed)
    return task


@action("confirm_lead", zh="确认牵头单位", en="Confirm the lead of a task", roles=LEADERS)
def confirm_lead(act: Act, task_id: int) -> PlanTask:
    """The unit supposed to lead does lead. Raise `NotMoved` "wrong_state" where nothing waits for that."""
    task = locked_task(act.user, task_id)
    if not task.lead_suggested or task.lead_unit is None:
        raise NotMoved("wrong_state")
    task.lead_suggested = False
    task.save(update_fields=["lead_suggested"])
    record(task, "lead_confirmed", act.user, {}, {"lead_unit": task.lead_unit.name})
    act.on("plan_task", task.pk, task.region, lead=task.lead_unit.name)
    return task


def change(task: PlanTask, edited: Edited, user: User, reason: str = "") -> list[str]:
    """Change a task that is held; the names of what changed, and one line of its history where anything did."""
    before = facts(task)
    for name, text in edited.texts.items():
        setattr(task, name, text.strip()[: TEXTS[name]])
    if not task.text:
        raise NotMoved("no_text")
    if edited.person is not None:
        task.lead_person = person_named(user, edited.person)
    if edited.target_kind is not None:
        check_target(edited.target_kind, edited.target)
        task.target_kind, task.target = edited.target_kind, edited.target
    if edited.lead is not None:
        task.lead_suggested = task.lead_suggested and edited.lead == task.lead_unit_id
        task.lead_unit = _unit(user, edited.lead) if edited.lead else None
    if edited.lead is not None or edited.assist is not None:
        _set_units(task, edited, user)
    task.save()
    if not same_heading(task.heading, before["heading"]):
        place(task.plan, [task])
    after = facts(task)
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        record(task, "edited", user, {n: before[n] for n in changed}, {n: after[n] for n in changed}, reason)
    return changed


def facts(task: PlanTask) -> dict[str, Any]:
    """What of a task may be edited, as its history keeps it."""
    units = TaskUnit.objects.filter(task=task).exclude(role=UnitRole.LEAD)
    return {
        "text": task.text, "heading": task.heading, "number": task.number, "note": task.note,
        "lead_unit": task.lead_unit.name if task.lead_unit else "", "person": task.person,
        "assist": sorted(units.values_list("unit__name", flat=True)), "target_kind": task.target_kind,
        "target": task.target,
    }  # fmt: skip


def person_named(user: User, username: str) -> User | None:
    """An active person of the own region by user name; raise `NotMoved` where there is none."""
    if not username:
        return None
    seen = User.objects.filter(is_active=True, username=username).exclude(region=None)
    found = seen.filter(region_within(user.region or "")).first() if user.region is not None else None
    if found is None:
        raise NotMoved("person")
    return found


def _unit(user: User, unit_id: int) -> Unit:
    found: Unit | None = Unit.objects.visible_to(user).filter(pk=unit_id).first()
    if found is None:
        raise NotMoved("unit")
    return found


def _set_units(task: PlanTask, edited: Edited, user: User) -> None:
    """Have exactly the lead and the assisting units; who is addressed stays, and who reported is never taken off."""
    held = {share.unit_id: share for share in TaskUnit.objects.filter(task=task).select_related("unit")}
    assist = edited.assist
    if assist is None:
        assist = tuple(pk for pk, share in held.items() if share.role == UnitRole.ASSIST)
    wanted = dict.fromkeys(assist, UnitRole.ASSIST)
    if assist and edited.assist is not None:
        wanted |= {pk: UnitRole.ADDRESSEE for pk in assist if pk in held and held[pk].role == UnitRole.ADDRESSEE}
    if edited.assist is None:
        wanted |= {pk: UnitRole.ADDRESSEE for pk, share in held.items() if share.role == UnitRole.ADDRESSEE}
    if task.lead_unit_id:
        wanted[task.lead_unit_id] = UnitRole.LEAD
    for pk, share in held.items():
        if pk not in wanted:
            if share.progress.exists():
                if share.role == UnitRole.LEAD:  # who led before and reported goes on as assisting
                    wanted[pk] = UnitRole.ASSIST
                    continue
                raise NotMoved("reported", share.unit.name)
            share.delete()
    assign(task, {_unit(user, pk) if pk not in held else held[pk].unit: role for pk, role in wanted.items()})


def assign(task: PlanTask, roles: Mapping[Unit, str]) -> None:
    """Give a task to units, each in its role; units it has already keep what they reported."""
    for unit, role in roles.items():
        TaskUnit.objects.update_or_create(task=task, unit=unit, defaults={"role": role, "region": unit.region})


@action("add_plan_task", zh="新增计划任务", en="Add a task to the plan", roles=LEADERS)
def add_plan_task(
    act: Act, plan_id: int, text: str, *, due: date | None = None, lead: int = 0, assist: Iterable[int] = (), heading: str = ""
) -> PlanTask:  # fmt: skip
    """Add a task no notice asks for. Raises `NotMoved`: no_text, past, unit."""
    plan: Plan = get_object_or_404(Plan.objects.visible_to(act.user), pk=plan_id)
    task = add(plan, act.user, text, due, lead, tuple(assist), heading)
    act.on("plan_task", task.pk, task.region, text=task.text[:200], due=str(due or ""))
    return task


def add(
    plan: Plan, user: User, text: str, due: date | None, lead: int = 0, assist: tuple[int, ...] = (), heading: str = ""
) -> PlanTask:
    """A new task, behind those of its heading."""
    if not text.strip():
        raise NotMoved("no_text")
    if due is not None:
        check_day(due)
    task = PlanTask.objects.create(
        plan=plan, region=plan.region, text=text.strip()[: TEXTS["text"]],
        heading=heading.strip()[: TEXTS["heading"]], lead_unit=_unit(user, lead) if lead else None, due_on=due,
        first_due=due, target_kind=TargetKind.NONE, made_by=user,
    )  # fmt: skip
    place(plan, [task])
    roles = {_unit(user, pk): UnitRole.ASSIST for pk in assist}
    assign(task, roles | ({task.lead_unit: UnitRole.LEAD} if task.lead_unit else {}))
    record(task, "added", user, {}, {"text": task.text[:200], "due_on": str(due or "")})
    return task
