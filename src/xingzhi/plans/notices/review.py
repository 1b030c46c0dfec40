"""A notice under review: its pieces looked at, what waits, and whether it may enter the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from xingzhi.plans.directory.actions import directory
from xingzhi.plans.directory.matching import Directory
from xingzhi.plans.notices.comparing import Like, likes_of
from xingzhi.plans.notices.guesses import OF_UNITS, Looked, look_at
from xingzhi.plans.notices.models import Notice, NoticeState, Piece
from xingzhi.plans.notices.pieces import content, is_task, waits, with_notice
from xingzhi.plans.notices.rivals import Rival, rivals_of


@dataclass(frozen=True)
class Counts:
    """How far a review is, in numbers of pieces; `share` is what of the text is accounted for."""

    tasks: int
    confirmed: int
    guessed: int
    rest: int
    rest_waiting: int
    differing: int
    rivals: int
    share: float | None


class Review:
    """What a person sees of a notice; `year` is that of the plan it would enter."""

    def __init__(self, notice: Notice) -> None:
        self.notice, self.year = notice, notice.year
        self.directory: Directory = directory()
        self.pieces: Sequence[Piece] = with_notice(notice.pieces.select_related("decided_by", "task"), notice)

    @cached_property
    def looked(self) -> dict[int, Looked]:
        """Every piece looked at, by key."""
        today = timezone.localdate()
        return {piece.pk: look_at(piece, self.notice, self.directory, today) for piece in self.pieces}

    @cached_property
    def tasks(self) -> list[Piece]:
        """The pieces that make a task."""
        return [piece for piece in self.pieces if is_task(piece)]

    @cached_property
    def likes(self) -> dict[int, Like]:
        """What the plan holds already; of a notice that was settled nothing is asked any more."""
        if self.notice.state != NoticeState.READ:
            return {}
        return likes_of(self.notice, self.tasks, self.directory, self.year)

    @cached_property
    def rivals(self) -> dict[int, list[Rival]]:
        """What other notices under review say otherwise; a task that the plan is compared with is decided there."""
        if self.notice.state != NoticeState.READ:
            return {}
        free = [piece for piece in self.tasks if piece.pk not in self.likes]
        return rivals_of(self.notice, free, self.directory, self.year)

    def to_choose(self, piece: Piece) -> bool:
        """Whether a person has to choose between what two notices say of a piece."""
        like = self.likes.get(piece.pk)
        rivals = self.rivals.get(piece.pk, ())
        return bool(like and like.differs and not like.take) or any(not each.take for each in rivals)

    def open_guess(self, piece: Piece) -> bool:
        """Whether something about a piece must be looked at before it is taken over."""
        return bool(self.looked[piece.pk].guesses) or self.to_choose(piece)

    def alike(self, piece: Piece) -> list[Piece]:
        """The tasks that wait with the same units and no doubt but the same about these; the piece itself among them."""
        found = []
        for each in self.tasks:
            like = self.likes.get(each.pk)
            codes = self._of_units.get(each.pk)
            differs = bool(like and like.differs) or each.pk in self.rivals
            if waits(each) and codes and codes == self._of_units.get(piece.pk) and not differs:
                found.append(each)
        return found

    @cached_property
    def _of_units(self) -> dict[int, tuple[Any, ...]]:
        """Units and doubts of each task that has doubts about its units only, and no unit nobody knows."""
        found = {}
        for piece in self.tasks:
            codes = {guess.code for guess in self.looked[piece.pk].guesses}
            if codes and codes <= OF_UNITS:
                task = content(piece)
                found[piece.pk] = (*(tuple(task[part]) for part in ("lead", "assist", "each")), frozenset(codes))
        return found

    @cached_property
    def without_units(self) -> list[Piece]:
        """The tasks that wait and name no unit."""
        return [piece for piece in self.tasks if waits(piece) and not self.looked[piece.pk].matches]

    @cached_property
    def unknown(self) -> dict[str, int]:
        """Names no unit has, with how many tasks bear them."""
        names: dict[str, int] = {}
        for piece in self.tasks:
            for name in self.looked[piece.pk].unknown:
                names[name] = names.get(name, 0) + 1
        return names

    @cached_property
    def counts(self) -> Counts:
        """How far it is."""
        tasks = {piece.pk for piece in self.tasks}
        rest = [piece for piece in self.pieces if piece.pk not in tasks]
        differing = sum(like.differs and not like.take for like in self.likes.values())
        coverage: dict[str, Any] = self.notice.read.get("coverage", {})
        return Counts(
            tasks=len(tasks),
            confirmed=sum(not waits(piece) for piece in self.tasks),
            guessed=sum(waits(piece) and self.open_guess(piece) for piece in self.pieces),
            rest=len(rest),
            rest_waiting=sum(waits(piece) for piece in rest),
            differing=differing,
            rivals=sum(any(not each.take for each in found) for found in self.rivals.values()),
            share=coverage.get("share"),
        )

    @property
    def hindrances(self) -> dict[str, int]:
        """What keeps the notice out of the plan, with its number; empty where it may enter."""
        counts = self.counts
        found = {
            "tasks": counts.tasks - counts.confirmed,
            "rest": counts.rest_waiting,
            "unknown": len(self.unknown),
            "differing": counts.differing,
            "rivals": counts.rivals,
            "none": int(not counts.tasks),
            "year": int(self.year is None),
        }
        return {code: number for code, number in found.items() if number}
