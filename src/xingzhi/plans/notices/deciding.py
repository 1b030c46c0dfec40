"""What persons decide of the pieces of a notice. Two who decide at once do not overwrite each other unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.plans.directory.actions import keeps_plan
from xingzhi.plans.notices.comparing import TAKES
from xingzhi.plans.notices.fields import checked
from xingzhi.plans.notices.models import Decision, Notice, NoticeState, Piece
from xingzhi.plans.notices.pieces import content, is_task, names_of, waits
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.taking import NoticeRefused


class Changed(Exception):
    """Somebody else decided the piece in the meantime."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        super().__init__(piece.pk)


@action("decide_piece", zh="核对通知的一句", en="Decide a piece of a notice")
def decide_piece(act: Act, piece_id: int, version: int, decision: str, task: Mapping[str, Any] | None = None) -> Piece:
    """Say what a piece is: a task (as `task` says, where given), context, nothing, or open again."""
    piece = piece_to_change(act.user, piece_id, version)
    if decision not in Decision.values:
        raise NoticeRefused("decision")
    if decision == Decision.OPEN:
        _open_again(act, piece)
        return piece
    if decision == Decision.TASK:
        if task is not None:
            piece.decided = {**piece.decided, "task": checked(task)}
        elif "task" not in piece.decided:
            piece.decided = {**piece.decided, "task": {**content(piece), **_above(piece)}}
    keep(act, piece, decision)
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, decision=decision, **_said(piece))
    return piece


@action("confirm_plain", zh="确认无疑点的句子", en="Confirm what has no doubt")
def confirm_plain(act: Act, notice_id: int) -> int:
    """Confirm every piece without a marked guess as it was read; how many. A marked one keeps waiting."""
    notice = notice_to_change(act.user, notice_id)
    review, confirmed = Review(notice), 0
    for piece in review.pieces:
        if waits(piece) and not review.open_guess(piece):
            if is_task(piece):
                piece.decided = {**piece.decided, "task": content(piece)}
            keep(act, piece, Decision.TASK if is_task(piece) else piece.kind)
            confirmed += 1
    act.on("notice", notice.pk, notice.region, confirmed=confirmed)
    return confirmed


@action("confirm_alike", zh="一并确认同样单位的任务", en="Confirm tasks with the same units")
def confirm_alike(act: Act, piece_id: int, version: int) -> int:
    """Confirm a task and every other that waits with the same units, roles and doubts about them; how many.

    A doubt about a day or a target is each task's own: those wait on.
    """
    piece = piece_to_change(act.user, piece_id, version)
    review, confirmed = Review(piece.notice), 0
    for each in review.alike(piece):
        each.decided = {**each.decided, "task": content(each)}
        keep(act, each, Decision.TASK)
        confirmed += 1
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, confirmed=confirmed)
    return confirmed


@action("assign_without_units", zh="统一分派没有写单位的任务", en="Assign the tasks that name no unit")
def assign_without_units(act: Act, notice_id: int, lead: Sequence[str], assist: Sequence[str]) -> int:
    """Give every waiting task that names no unit the same ones; how many. Each still waits to be confirmed."""
    notice = notice_to_change(act.user, notice_id)
    if not lead and not assist:
        raise NoticeRefused("no_unit")
    bare = Review(notice).without_units
    for piece in bare:
        piece.decided = {**piece.decided, "task": {**content(piece), "lead": list(lead), "assist": list(assist)}}
        keep(act, piece, Decision.OPEN)
    act.on("notice", notice.pk, notice.region, assigned=len(bare), lead=list(lead), assist=list(assist))
    return len(bare)


@action("drop_name", zh="不分派给通知里的一个名称", en="Leave a name out of the tasks of a notice")
def drop_name(act: Act, notice_id: int, name: str) -> int:
    """Take a name that is no unit of this office (有关部门) out of every task; how many had it. What was read is kept."""
    notice = notice_to_change(act.user, notice_id)
    having = [piece for piece in Review(notice).tasks if name in names_of(content(piece))]
    for piece in having:
        task = content(piece)
        left = {part: [each for each in task[part] if each != name] for part in ("lead", "assist", "each")}
        piece.decided = {**piece.decided, "task": {**task, **left}}
        keep(act, piece, piece.decision)
    act.on("notice", notice.pk, notice.region, name=name, tasks=len(having))
    return len(having)


@action("choose_assignment", zh="选定两份通知不同的分工", en="Choose between two assignments of a task")
def choose_assignment(act: Act, piece_id: int, version: int, task_id: int, take: str) -> Piece:
    """Say which of two notices a task follows; what the other says is kept with its piece."""
    piece = piece_to_change(act.user, piece_id, version)
    if take not in TAKES:
        raise NoticeRefused("decision")
    piece.decided = {**piece.decided, "same": {"task": task_id, "take": take}}
    keep(act, piece, piece.decision)
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, task=task_id, take=take)
    return piece


def _open_again(act: Act, piece: Piece) -> None:
    """As it was read; what was put together with it, or it with another, comes apart too."""
    target = piece.decided.get("merged_into", piece.order)
    others = Piece.objects.filter(notice=piece.notice).exclude(pk=piece.pk).select_for_update()
    joined = [each for each in others if each.order == target or each.decided.get("merged_into") == target]
    for each in (piece, *joined):
        each.decided = {}
        keep(act, each, Decision.OPEN)
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, decision="")


def _above(piece: Piece) -> dict[str, Any]:
    """The heading of the task before: what a context that turns into a task stands under."""
    if piece.proposed.get("heading"):
        return {}
    earlier = Piece.objects.filter(notice=piece.notice_id, order__lt=piece.order).order_by("-order")
    heading = next((str(each.proposed["heading"]) for each in earlier if each.proposed.get("heading")), "")
    return {"heading": heading}


def _said(piece: Piece) -> dict[str, Any]:
    task = piece.decided.get("task", {}) if piece.decision == Decision.TASK else {}
    return {name: task[name] for name in ("text", "lead", "assist", "each", "due") if name in task}


def keep(act: Act, piece: Piece, decision: str) -> None:
    """Save a decision as the piece's next version."""
    piece.decision, piece.version = decision, piece.version + 1
    piece.decided_by, piece.decided_at = act.user, timezone.now()
    piece.save(update_fields=["decision", "decided", "version", "decided_by", "decided_at"])


def notice_to_change(user: User, notice_id: int, *states: str) -> Notice:
    """A notice the person may change, in one of the states (under review, where none is given), locked."""
    if not keeps_plan(user):
        raise PermissionDenied("notice")
    notice: Notice = get_object_or_404(Notice.objects.visible_to(user).select_for_update(), pk=notice_id)
    if notice.state not in (states or (NoticeState.READ,)):
        raise NoticeRefused("closed")
    return notice


def piece_to_change(user: User, piece_id: int, version: int) -> Piece:
    """A piece of a notice under review, locked; raise `Changed` where it is no longer the version the person saw."""
    piece: Piece = get_object_or_404(Piece.objects.visible_to(user).select_for_update(), pk=piece_id)
    piece.notice = notice_to_change(user, piece.notice_id)
    if piece.version != version:
        raise Changed(piece)
    return piece
