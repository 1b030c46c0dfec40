"""Decide between what was recorded here and what a workbook that came back says."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.matters.models import Matter, Word
from xingzhi.cases.matters.moves import refusals
from xingzhi.cases.notified.models import ReturnConflict
from xingzhi.cases.notified.returning import move_to, moved_as_said
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User


class StillContradicts(ValueError):
    """What the workbook says cannot be taken from where the matter stands now."""


@action("decide_return", zh="处理反馈冲突", en="Decide a conflict of a return")
def decide_return(act: Act, conflict_id: int, take: str) -> ReturnConflict:
    """Keep what was recorded here ("ours"), or take what the workbook says ("theirs"); once decided it stays."""
    conflict: ReturnConflict = get_object_or_404(
        ReturnConflict.objects.visible_to(act.user).select_for_update(of=("self",)).select_related("returned__dispatch"),
        pk=conflict_id, decided="",
    )  # fmt: skip
    if take not in ("ours", "theirs"):
        raise ValueError(take)
    if take == "theirs":
        matter = get_object_or_404(
            Matter.objects.visible_to(act.user).select_for_update(of=("self",)).select_related("procedure"),
            pk=conflict.matter_id,
        )
        _overrule(matter, conflict, act.user)
    conflict.decided, conflict.decided_by, conflict.decided_at = take, act.user, timezone.now()
    conflict.save(update_fields=["decided", "decided_by", "decided_at"])
    act.on(
        "dispatch", conflict.returned.dispatch_id, conflict.returned.dispatch.region, conflict=conflict.pk, take=take
    )
    return conflict


def _overrule(matter: Matter, conflict: ReturnConflict, user: User) -> None:
    """Move a matter as the workbook says; where its state allows no such move, or a national word stands, refuse."""
    said = conflict.theirs
    move = move_to(matter, said["state"])
    if matter.word == Word.NATIONAL or move is None:
        raise StillContradicts(matter.state)
    day = max(date.fromisoformat(said["on"]), matter.since)
    if refusals(matter, move, user.role, day, said["proofs"], said["note"]):
        raise StillContradicts(matter.state)
    try:
        with transaction.atomic():
            moved_as_said(matter, move, said | {"on": day.isoformat()}, conflict.returned, user)
    except IntegrityError as error:  # this very sheet has moved it already
        raise StillContradicts(matter.state) from error
