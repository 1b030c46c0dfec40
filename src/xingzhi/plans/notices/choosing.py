"""What a person decides between two notices that are both under review."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.plans.notices.deciding import keep, piece_to_change
from xingzhi.plans.notices.models import Piece
from xingzhi.plans.notices.rivals import TAKES
from xingzhi.plans.notices.taking import NoticeRefused


@action("choose_rival", zh="选定两份待核对通知不同的分工", en="Choose between two notices under review")
def choose_rival(act: Act, piece_id: int, version: int, other_id: int, take: str) -> Piece:
    """Say which of two notices under review a task follows, or that both stand; kept on both, and used when they enter the plan."""
    piece = piece_to_change(act.user, piece_id, version)
    if take not in TAKES:
        raise NoticeRefused("decision")
    other = get_object_or_404(Piece.objects.visible_to(act.user), pk=other_id)
    other = piece_to_change(act.user, other_id, other.version)
    if other.notice_id == piece.notice_id:
        raise NoticeRefused("decision")
    for one, against, chosen in ((piece, other, take), (other, piece, TAKES[take])):
        one.decided = {**one.decided, "rivals": {**one.decided.get("rivals", {}), str(against.pk): chosen}}
        keep(act, one, one.decision)
    act.on("notice", piece.notice_id, piece.notice.region, piece=piece.order, other=other.pk, take=take)
    return piece
