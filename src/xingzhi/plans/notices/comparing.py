"""Tasks of other notices that a piece repeats: the same again, or the same work given to others or by another day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from xingzhi.packs import load
from xingzhi.plans.directory.matching import Directory
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.notices.assigning import assignment
from xingzhi.plans.notices.models import Notice, Piece
from xingzhi.plans.notices.pieces import content, day_of
from xingzhi.plans.reading.deadlines import deadlines

TAKES = ("ours", "theirs", "both")  # the task of the plan stays, follows this notice, or both are kept apart


@dataclass(frozen=True)
class Like:
    """A task of the plan that says the same as a piece; `units` and `day` tell whether it gives it to the same, by the same day."""

    task: PlanTask
    units: bool
    day: bool
    take: str  # as a person chose; "" where nobody has

    @property
    def differs(self) -> bool:
        """Whether a person has to choose."""
        return not (self.units and self.day)


def likes_of(notice: Notice, pieces: Sequence[Piece], directory: Directory, year: int | None) -> dict[int, Like]:
    """Of each piece the task of the year's plan, from another notice, that says the same; by the piece's key."""
    if not year or not pieces:
        return {}
    held = PlanTask.objects.filter(region=notice.region, plan__year=year).exclude(notice=notice)
    held = held.filter(notice__isnull=False).select_related("notice", "lead_unit").prefetch_related("units__unit")
    tasks = list(held)
    texts = [bare_text(task.text) for task in tasks]
    least = load().notice_reading.same_task.value
    found = {}
    for piece in pieces:
        best = process.extractOne(bare_text(content(piece)["text"]), texts, scorer=fuzz.ratio, score_cutoff=least)
        if best is not None:
            found[piece.pk] = _like(piece, tasks[best[2]], directory)
    return found


def _like(piece: Piece, task: PlanTask, directory: Directory) -> Like:
    mine = content(piece)
    units = {unit.pk: role.value for unit, role in assignment(mine, directory).items()}
    chosen = piece.decided.get("same", {})
    take = chosen.get("take", "") if chosen.get("task") == task.pk else _chosen_before(piece, task)
    same = units == {each.unit_id: each.role for each in task.units.all()}
    again = bool(task.recurrence) and task.recurrence == mine["recurrence"]  # its day is the next of several
    return Like(task, same, again or day_of(mine) == task.first_due, take)


def _chosen_before(piece: Piece, task: PlanTask) -> str:
    """What was chosen while the notice of the task was itself under review."""
    chosen = piece.decided.get("rivals", {}).get(str(task.piece_id), "")
    return {"this": "theirs", "other": "ours", "both": "both"}.get(chosen, "")


def bare_text(text: str) -> str:
    """The words without stops and without deadlines: the same work by another day is the same work."""
    for found in reversed(deadlines(text, None, None)):
        text = text[: found.start] + text[found.end :]
    return re.sub(r"[^\w%]", "", text)
