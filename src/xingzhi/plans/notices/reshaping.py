"""Tasks put together, taken apart, and put under one another in review."""

from __future__ import annotations

from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.plans.notices.deciding import keep, piece_to_change
from xingzhi.plans.notices.models import Decision, Piece
from xingzhi.plans.notices.pieces import STEP, content, is_task, text_of
from xingzhi.plans.notices.taking import NoticeRefused


@action("merge_piece", zh="合并任务", en="Merge a task into the one before")
def merge_piece(act: Act, piece_id: int, version: int) -> Piece:
    """Put a task together with the task before it, which waits to be confirmed again."""
    piece = piece_to_change(act.user, piece_id, version)
    earlier = Piece.objects.filter(notice=piece.notice, order__lt=piece.order).order_by("-order")
    before: Piece | None = next((each for each in earlier.select_for_update() if is_task(each)), None)
    if before is None or not is_task(piece):
        raise NoticeRefused("nothing_before")
    before.notice = piece.notice
    one, other = content(before), content(piece)
    joined = {**one, "text": one["text"] + other["text"], "due": max(one["due"], other["due"])}
    for part in ("lead", "assist", "each", "cited"):
        joined[part] = list(dict.fromkeys((*one[part], *other[part])))
    joined["assist"] = [name for name in joined["assist"] if name not in joined["lead"]]
    joined["targets"] = list({each["text"]: each for each in (*one["targets"], *other["targets"])}.values())
    before.decided = {"task": joined}
    keep(act, before, Decision.OPEN)
    piece.decided = {"merged_into": before.order}
    keep(act, piece, Decision.TASK)
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, merged_into=before.order)
    return before


@action("split_piece", zh="拆分任务", en="Split a task")
def split_piece(act: Act, piece_id: int, version: int, at: int) -> Piece:
    """Make two tasks of one sentence at a place of the notice's text; both wait to be confirmed."""
    piece = piece_to_change(act.user, piece_id, version)
    if not piece.start < at < piece.end or not is_task(piece):
        raise NoticeRefused("no_place")
    following = Piece.objects.filter(notice=piece.notice, order__gt=piece.order).order_by("order").first()
    order = (piece.order + (following.order if following else piece.order + STEP)) // 2
    if order == piece.order:
        raise NoticeRefused("no_place")
    task = content(piece)
    second = Piece(notice=piece.notice, order=order, start=at, end=piece.end, kind=Decision.TASK, part=piece.part)
    piece.end = at
    for each in (piece, second):
        part = {"text": text_of(each).strip()}
        each.proposed, each.decided = {**piece.proposed, **part}, {"task": {**task, **part}}
    piece.save(update_fields=["end", "proposed"])
    second.decided_by, second.decided_at, second.version = act.user, timezone.now(), 1
    second.save()
    keep(act, piece, Decision.OPEN)
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, split_at=at)
    return second


@action("indent_piece", zh="把任务列为上一项的措施", en="Put a task under the one before")
def indent_piece(act: Act, piece_id: int, version: int, under: bool) -> Piece:
    """Let a task stand as a measure under the task before it that stands under none; or by itself again."""
    piece = piece_to_change(act.user, piece_id, version)
    decided = {key: value for key, value in piece.decided.items() if key != "under"}
    if under:
        tasks = [each for each in Piece.objects.filter(notice=piece.notice).order_by("-order") if is_task(each)]
        above = next((each for each in tasks if each.order < piece.order and "under" not in each.decided), None)
        if above is None or not is_task(piece):
            raise NoticeRefused("nothing_above")
        if any(each.decided.get("under") == piece.order for each in tasks):
            raise NoticeRefused("has_measures")
        decided["under"] = above.order
    piece.decided = decided
    keep(act, piece, piece.decision)
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, under=decided.get("under"))
    return piece
