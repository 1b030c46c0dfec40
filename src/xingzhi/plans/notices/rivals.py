"""Tasks that two notices, both under review, give otherwise: to others, by another day, to another target. Decided once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xingzhi.plans.directory.matching import Directory
from xingzhi.plans.ledger.models import UnitRole
from xingzhi.plans.notices.aims import same_goals
from xingzhi.plans.notices.assigning import assignment
from xingzhi.plans.notices.comparing import Texts
from xingzhi.plans.notices.models import Notice, NoticeState, Piece
from xingzhi.plans.notices.pieces import content, day_of, is_task, names_of
from xingzhi.plans.units import Unit

TAKES = {"this": "other", "other": "this", "both": "both"}  # how a choice reads on this notice and on the other


@dataclass(frozen=True)
class Rival:
    """A task of another notice under review that says the same; `units`, `day`, `times` and `targets` tell whether both
    give it alike."""

    piece: Piece
    given: dict[Unit, UnitRole]
    units: bool
    day: bool
    times: bool
    targets: bool
    take: str  # as a person chose; "" where nobody has


def rivals_of(
    notice: Notice, pieces: Sequence[Piece], directory: Directory, year: int | None
) -> dict[int, list[Rival]]:
    """Of each piece what other notices under review for the same year say otherwise, one of each; by the piece's key."""
    if not year or not pieces:
        return {}
    others = Piece.objects.filter(notice__region=notice.region, notice__year=year, notice__state=NoticeState.READ)
    others = others.exclude(notice=notice).select_related("notice").defer("notice__read").order_by("order")
    by_notice: dict[int, list[Piece]] = {}
    for each in others:
        if is_task(each):
            by_notice.setdefault(each.notice_id, []).append(each)
    found: dict[int, list[Rival]] = {}
    for held in by_notice.values():
        for piece, other in _pairs(pieces, held):
            rival = _rival(piece, other, directory)
            if not (rival.units and rival.day and rival.times and rival.targets):
                found.setdefault(piece.pk, []).append(rival)
    return found


def _pairs(pieces: Iterable[Piece], held: Sequence[Piece]) -> Iterable[tuple[Piece, Piece]]:
    texts = Texts(content(each)["text"] for each in held)
    for piece in pieces:
        if (best := texts.most_like(content(piece)["text"])) is not None:
            yield piece, held[best]


def _rival(piece: Piece, other: Piece, directory: Directory) -> Rival:
    mine, theirs = content(piece), content(other)
    given = [assignment(each, directory) for each in (mine, theirs)]
    unknown = [{name for name in names_of(each) if not directory.match(name).known} for each in (mine, theirs)]
    same = given[0] == given[1] and unknown[0] == unknown[1]
    times = mine["recurrence"] == theirs["recurrence"]
    targets = same_goals(mine["targets"], theirs["targets"])
    return Rival(other, given[1], same, day_of(mine) == day_of(theirs), times, targets, _take(piece, other))


def _take(piece: Piece, other: Piece) -> str:
    """What was chosen; a choice that was undone on either side is none."""
    chosen = str(piece.decided.get("rivals", {}).get(str(other.pk), ""))
    back = other.decided.get("rivals", {}).get(str(piece.pk), "")
    return chosen if TAKES.get(chosen) == back else ""
