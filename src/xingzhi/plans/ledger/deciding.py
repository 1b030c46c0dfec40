"""What a person decides of workbooks: between two answers, and on rows somebody added."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.plans.ledger.answering import Said, check, keep, locked_share
from xingzhi.plans.ledger.brought_back import AddedRow, AddedState, ProgressConflict
from xingzhi.plans.ledger.editing import TEXTS, Edited, add, assign, change
from xingzhi.plans.ledger.ledger_aims import aim_of
from xingzhi.plans.ledger.ledger_columns import ASSIST, LEAD, MONTH, NOTE, PERSON, TARGET
from xingzhi.plans.ledger.ledger_taking import take_cells
from xingzhi.plans.ledger.models import Plan, PlanTask, UnitRole
from xingzhi.plans.ledger.moving import LEADERS, NotMoved, locked_task
from xingzhi.plans.ledger.targets import number_of
from xingzhi.plans.ledger.unit_names import unit_names


@action("decide_progress", zh="处理进展冲突", en="Decide between two answers")
def decide_progress(act: Act, conflict_id: int, take: str) -> ProgressConflict:
    """Keep what was said here ("ours") or take the workbook's ("theirs"); once decided it stays. Raises `NotReported`."""
    if take not in ("ours", "theirs"):
        raise ValueError(take)
    seen = ProgressConflict.objects.visible_to(act.user).select_for_update(of=("self",))
    conflict: ProgressConflict = get_object_or_404(seen, pk=conflict_id, decided="")
    share = locked_share(act.user, conflict.share_id)
    if take == "theirs":
        theirs = conflict.theirs
        said = Said(theirs["answer"], theirs["text"], number_of(theirs["value"]) if theirs["value"] else None)
        check(share, conflict.month, said)
        keep(share, conflict.month, said, act.user)
    conflict.decided, conflict.decided_by, conflict.decided_at = take, act.user, timezone.now()
    conflict.save(update_fields=["decided", "decided_by", "decided_at"])
    act.on("plan_task", share.task_id, share.region, conflict=conflict.pk, month=conflict.month, take=take)
    return conflict


@action("decide_added_row", zh="处理新增行", en="Decide on a row that was added", roles=LEADERS)
def decide_added_row(act: Act, row_id: int, accept: bool, reason: str = "", due: date | None = None) -> AddedRow:
    """Make a task of an added row, or take a changed wording; or refuse it with a reason. Raises `NotMoved`."""
    seen = AddedRow.objects.visible_to(act.user).select_for_update(of=("self",)).select_related("plan", "unit")
    row: AddedRow = get_object_or_404(seen, pk=row_id, state=AddedState.OPEN)
    if not Plan.objects.visible_to(act.user).filter(pk=row.plan_id).exists():
        raise PermissionDenied("decide_added_row")
    if not accept and not reason.strip():
        raise NotMoved("no_reason")
    if accept:
        row.made = _accept(act, row, due or row.due_on)
    row.state = AddedState.ACCEPTED if accept else AddedState.REFUSED
    row.reason, row.decided_by, row.decided_at = reason.strip()[:300], act.user, timezone.now()
    row.save()
    act.on("plan_task", row.made_id or row.task_id or "", row.region, row=row.pk, accepted=accept, reason=row.reason)
    return row


def _accept(act: Act, row: AddedRow, due: date | None) -> PlanTask:
    if row.task_id is not None:
        task = locked_task(act.user, row.task_id)
        change(task, Edited(texts={"text": row.text}), act.user, row.reason)
        return task
    task = add(row.plan, act.user, row.text, due)
    if row.unit is not None:
        assign(task, {row.unit: UnitRole.ADDRESSEE})
    if row.ledger_book_id is not None:
        _fill(task, row.said, act.user, row.reason)
    return task


def _fill(task: PlanTask, said: dict[str, str], user: User, reason: str) -> None:
    """Give a task a meeting added what its row says; progress, which no unit has said, goes into the remarks."""
    cells: dict[str, Any] = {name: {"now": said[name]} for name in (LEAD, PERSON, ASSIST, NOTE) if said.get(name)}
    note = "；".join(filter(None, (said.get(NOTE), said.get(MONTH))))
    if note:
        cells[NOTE] = {"now": note[: TEXTS["note"]]}
    if said.get(TARGET):
        cells[TARGET] = aim_of(said[TARGET])
    take_cells(task, cells, unit_names(user), user, reason)
