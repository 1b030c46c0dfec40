"""The later notices that say something of a task of the plan: whether it follows them, and which one holds."""

from __future__ import annotations

from collections.abc import Iterable

from xingzhi.core.models import User
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.notices.models import Notice, NoticeState, Piece


def holding(notice: Notice, year: int, tasks: Iterable[PlanTask]) -> dict[int, Piece]:
    """Of each task the piece that holds: of the last adopted notice it follows, else the one it was made from."""
    found = {task.pk: task.piece for task in tasks if task.piece is not None}
    later = Piece.objects.filter(notice__region=notice.region, notice__year=year, notice__state=NoticeState.ADOPTED)
    later = later.filter(decided__has_key="same").exclude(notice=notice)
    for piece in later.select_related("notice").defer("notice__read").order_by("notice__adopted_at", "order"):
        same = piece.decided["same"]
        if same.get("take") == "theirs" and same.get("task") in found:
            found[same["task"]] = piece
    return found


def also_in(task: PlanTask, user: User) -> list[Piece]:
    """The pieces of other adopted notices that say the same as a task or something else of it, the first on top."""
    seen = Piece.objects.visible_to(user).filter(notice__state=NoticeState.ADOPTED, notice__year=task.plan.year)
    seen = seen.filter(decided__has_key="same").select_related("notice").order_by("notice__adopted_at", "order")
    return [piece for piece in seen if piece.decided["same"].get("task") == task.pk and piece.pk != task.piece_id]
