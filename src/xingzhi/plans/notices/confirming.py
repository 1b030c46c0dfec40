"""A notice confirmed by a script: each unit added and each sentence confirmed is said."""

from __future__ import annotations

from collections.abc import Iterator

from xingzhi.core.models import User
from xingzhi.plans.directory.actions import add_unit
from xingzhi.plans.directory.matching import bare_name, kind_by_ending
from xingzhi.plans.notices.deciding import confirm_plain, decide_piece
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.notices.pieces import content, is_task, waits
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.taking import NoticeRefused
from xingzhi.plans.units import Unit


def add_unknown_units(user: User, notice: Notice) -> Iterator[Unit]:
    """Add each unit nobody knows, as what its name ends in says, one by one."""
    for name in Review(notice).unknown:
        if not Review(notice).directory.match(name).known:  # else another name of one just added
            yield add_unit(user, kind_by_ending(name), bare_name(name), alias=name)


def confirm_waiting(user: User, notice: Notice) -> Iterator[tuple[list[str], str]]:
    """Confirm every sentence that waits: first those without guess, then each other with its guesses and its text.

    Raise `NoticeRefused` while a unit is unknown. A lead nobody looked at stays marked as supposed.
    """
    if unknown := Review(notice).unknown:
        raise NoticeRefused("unknown_units", **{name: f"×{tasks}" for name, tasks in unknown.items()})
    confirm_plain(user, notice.pk)
    review = Review(notice)
    for piece in review.pieces:
        if not waits(piece):
            continue
        task = {**content(piece), "unseen": True} if is_task(piece) else None
        decide_piece(user, piece.pk, piece.version, "task" if task else piece.kind, task)
        yield list(dict.fromkeys(guess.code for guess in review.looked[piece.pk].guesses)), content(piece)["text"]
