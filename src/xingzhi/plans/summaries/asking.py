"""Ask every addressee of a notice or plan for its summary; change the day or the contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role, User
from xingzhi.plans.ledger.models import Plan, PlanTask, TaskUnit
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.summaries.models import Medium, Summary, SummaryCall, SummaryState, SummaryStep
from xingzhi.plans.units import Unit

LEADERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class NotAsked(ValueError):
    """Summaries cannot be asked for so: `code` is no_unit, no_day, no_contact or no_medium."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@action("ask_summaries", zh="布置报送总结", en="Ask for summaries", roles=LEADERS)
def ask_summaries(
    act: Act, plan_id: int, due_on: date | None, media: Sequence[str], contact: str, *,
    notice_id: int | None = None, task_id: int | None = None, phone: str = "",
) -> tuple[SummaryCall, int]:  # fmt: skip
    """Ask all units that have a task of the plan (of the notice, or this one task); the call, and how many are new.

    Asked again, units that have come into the plan since are added and nothing else changes. `due_on` None: the task's
    day. Raises `NotAsked`.
    """
    plan: Plan = get_object_or_404(Plan.objects.visible_to(act.user).select_for_update(), pk=plan_id)
    task: PlanTask | None = get_object_or_404(PlanTask, pk=task_id, plan=plan) if task_id else None
    notice = _notice(act.user, task, notice_id)
    units = _addressees(plan, notice, task)
    if not units:
        raise NotAsked("no_unit")
    call = SummaryCall.objects.filter(plan=plan, notice=notice).first() or _new(
        act.user, plan, notice, task, due_on or (task.due_on if task else None), media, contact, phone
    )
    known = set(call.summaries.values_list("unit", flat=True))
    made = [
        Summary(call=call, notice=notice, task=task, year=plan.year, unit=unit, region=unit.region, due_on=call.due_on,
                media=call.media)
        for unit in units if unit.pk not in known
    ]  # fmt: skip
    Summary.objects.bulk_create(made)
    SummaryStep.objects.bulk_create(SummaryStep(summary=each, what="asked", by=act.user) for each in made)
    act.on("summary_call", call.pk, call.region, title=call.title, units=len(made), due=str(call.due_on))
    return call, len(made)


def _notice(user: User, task: PlanTask | None, notice_id: int | None) -> Notice | None:
    if task:
        return task.notice
    return get_object_or_404(Notice.objects.visible_to(user), pk=notice_id) if notice_id else None


def _addressees(plan: Plan, notice: Notice | None, task: PlanTask | None) -> list[Unit]:
    """All units with a task, in the order of the directory; those that are no more are left out."""
    shares = TaskUnit.objects.filter(task__plan=plan)
    if task:
        shares = shares.filter(task=task)
    elif notice:
        shares = shares.filter(task__notice=notice)
    units = Unit.objects.filter(pk__in=shares.values("unit"), retired=False)
    return list(units.order_by("kind", "region", "pk"))


def _new(
    user: User, plan: Plan, notice: Notice | None, task: PlanTask | None, due_on: date | None, media: Sequence[str],
    contact: str, phone: str,
) -> SummaryCall:  # fmt: skip
    asked = [medium for medium in Medium.values if medium in media]
    if due_on is None:
        raise NotAsked("no_day")
    if not asked:
        raise NotAsked("no_medium")
    if not contact.strip():
        raise NotAsked("no_contact")
    title = (notice.title if notice else "") or plan.title or f"{plan.year}年度工作计划"
    return SummaryCall.objects.create(
        region=plan.region, plan=plan, notice=notice, task=task, title=title[:200], due_on=due_on, media=asked,
        contact=contact.strip()[:100], phone=phone.strip()[:60], made_by=user,
    )  # fmt: skip


@action("change_summary_call", zh="改总结报送期限", en="Change the day of summaries", roles=LEADERS)
def change_call(act: Act, call_id: int, due_on: date, contact: str, phone: str = "") -> SummaryCall:
    """Another day or contact; the day of those that came already stays as it was. Raises `NotAsked`."""
    call: SummaryCall = get_object_or_404(SummaryCall.objects.led_by(act.user).select_for_update(), pk=call_id)
    if not contact.strip():
        raise NotAsked("no_contact")
    before = call.due_on
    call.due_on, call.contact, call.phone = due_on, contact.strip()[:100], phone.strip()[:60]
    call.save(update_fields=["due_on", "contact", "phone"])
    waiting = call.summaries.filter(state__in=(SummaryState.DUE, SummaryState.RETURNED))
    waiting.update(due_on=due_on)
    act.on("summary_call", call.pk, call.region, before=str(before), due=str(due_on))
    return call
