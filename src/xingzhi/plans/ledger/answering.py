"""What a unit says of a month: one answer a task; a correction is a new version, what was said before stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.plans.ledger.models import Answer, Plan, PlanTaskState, Progress, TaskUnit
from xingzhi.plans.ledger.state import is_month, months_until
from xingzhi.plans.units import Unit
from xingzhi.registers.models import MODELS

NEEDS_TEXT = (Answer.MOVED, Answer.BLOCKED)
LONGEST = 2000


class NotReported(ValueError):
    """Nothing was kept: `code` is month, answer, no_text, too_long, settled, changed (by somebody else since), record."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Said:
    """An answer; `base` is the version it was written upon (0: none yet)."""

    answer: str
    text: str = ""
    value: Decimal | None = None
    base: int = 0
    evidence: list[dict[str, str]] | None = field(default=None)  # None: as it was
    parts: dict[str, str] | None = None  # values of further targets; None: as they were

    def same_as(self, known: Progress | None) -> bool:
        """Whether this was said already."""
        same = known is not None and (self.answer, self.text, self.value) == (known.answer, known.text, known.value)
        return same and known is not None and self.parts in (None, known.parts)


def newest(share_id: int, month: str) -> Progress | None:
    """What was said last of a month."""
    return Progress.objects.filter(share=share_id, month=month).order_by("-version").first()


def locked_share(user: User, share_id: int) -> TaskUnit:
    """A unit's share of a task, held until what is said of it is kept."""
    seen = TaskUnit.objects.visible_to(user).select_for_update(of=("self",)).select_related("task__plan", "unit")
    found: TaskUnit = get_object_or_404(seen, pk=share_id)
    return found


def check(share: TaskUnit, month: str, said: Said) -> None:
    """Raise `NotReported` where an answer cannot be kept."""
    if not is_month(month) or month not in months_until(share.task.plan.year, timezone.localdate()):
        raise NotReported("month")
    if said.answer not in Answer.values:
        raise NotReported("answer")
    if said.answer in NEEDS_TEXT and not said.text:
        raise NotReported("no_text")
    if len(said.text) > LONGEST:
        raise NotReported("too_long")
    if share.task.state == PlanTaskState.DROPPED:
        raise NotReported("settled")


def keep(share: TaskUnit, month: str, said: Said, user: User) -> Progress | None:
    """Keep an answer as the next version; None where it says what is known."""
    known = newest(share.pk, month)
    evidence = (known.evidence if known else []) if said.evidence is None else said.evidence
    if said.same_as(known) and known is not None and evidence == known.evidence:
        return None
    made: Progress = Progress.objects.create(
        share=share, month=month, version=(known.version if known else 0) + 1, answer=said.answer, text=said.text,
        value=said.value, evidence=evidence, by=user, parts=(known.parts if known else {}) if said.parts is None else said.parts,
    )  # fmt: skip
    return made


@action("report_progress", zh="报送任务进展", en="Report progress of a task")
def report_progress(act: Act, share_id: int, month: str, said: Said) -> Progress | None:
    """Say how a task went in a month. Raises `NotReported`."""
    share = locked_share(act.user, share_id)
    check(share, month, said)
    known = newest(share.pk, month)
    upon = Progress.objects.filter(share=share, month=month, version=said.base).first()
    untouched = said.same_as(upon)  # as the person found it: what was said since stands
    if known and known.version != said.base and not untouched and not said.same_as(known):
        raise NotReported("changed")
    made = None if untouched else keep(share, month, said, act.user)
    act.on("plan_task", share.task_id, share.region, unit=share.unit.name, month=month, answer=said.answer,
           version=made.version if made else 0)  # fmt: skip
    return made


@action("report_no_progress", zh="其余任务本月无进展", en="No progress for all that is left")
def report_no_progress(act: Act, plan_id: int, unit_id: int, month: str) -> int:
    """Say of all open tasks of a unit nothing was said of this month that there was no progress; how many."""
    unit = get_object_or_404(Unit.objects.visible_to(act.user), pk=unit_id)
    shares = open_shares(act.user, plan_id, unit).exclude(progress__month=month)
    said, kept = Said(Answer.NONE), 0
    for share in shares.select_for_update(of=("self",)):
        check(share, month, said)
        keep(share, month, said, act.user)
        kept += 1
    act.on("plan_unit", unit.pk, unit.region, month=month, answer=Answer.NONE.value, tasks=kept)
    return kept


@action("attach_evidence", zh="附台账记录为佐证", en="Attach a record as evidence")
def attach_evidence(act: Act, share_id: int, month: str, register: str, key: str) -> Progress | None:
    """Add a record of a register the person sees to what is said of a month. Raises `NotReported`."""
    share = locked_share(act.user, share_id)
    row = MODELS[register].objects.visible_to(act.user).filter(key=key).first() if register in MODELS else None
    if row is None or not row.region.startswith(share.region):
        raise NotReported("record")
    known = newest(share.pk, month)
    held: list[dict[str, Any]] = known.evidence if known else []
    one = {"register": register, "key": key, "label": str(row)[:200]}
    if any(each.get("register") == register and each.get("key") == key for each in held):
        return None
    said = Said(
        known.answer if known else Answer.MOVED, known.text if known else one["label"], known.value if known else None,
        evidence=[*held, one],
    )  # fmt: skip
    check(share, month, said)
    made = keep(share, month, said, act.user)
    act.on("plan_task", share.task_id, share.region, month=month, register=register, key=key)
    return made


def open_shares(user: User, plan_id: int, unit: Unit) -> Any:
    """The shares a unit still has to report of, in the order of the ledger."""
    seen = Plan.objects.filter(pk=plan_id).values("pk")
    return (
        TaskUnit.objects.visible_to(user)
        .filter(unit=unit, task__plan__in=seen, task__state__in=(PlanTaskState.OPEN, PlanTaskState.BLOCKED))
        .select_related("task__plan", "task__lead_unit", "unit")
        .order_by("task__order", "task_id")
    )
