"""Tasks of other notices that a piece repeats: the same again, or the same work to others, by another day, to another target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from xingzhi.packs import load
from xingzhi.plans.directory.matching import Directory
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.notices.aims import goals_of, same_goals
from xingzhi.plans.notices.assigning import assignment
from xingzhi.plans.notices.followed import holding
from xingzhi.plans.notices.models import Notice, Piece
from xingzhi.plans.notices.pieces import content, day_of
from xingzhi.plans.notices.recurrence import times_of
from xingzhi.plans.reading.deadlines import deadlines

TAKES = ("ours", "theirs", "both")  # the task of the plan stays, follows this notice, or both are kept apart


@dataclass(frozen=True)
class Like:
    """A task of the plan that says the same as a piece; `units`, `day`, `times` (how often, and each time) and `targets` tell
    whether both give them alike."""

    task: PlanTask
    units: bool
    day: bool
    times: bool
    targets: bool
    take: str  # as a person chose; "" where nobody has

    @property
    def differs(self) -> bool:
        """Whether a person has to choose."""
        return not (self.units and self.day and self.times and self.targets)


def likes_of(notice: Notice, pieces: Sequence[Piece], directory: Directory, year: int | None) -> dict[int, Like]:
    """Of each piece the task of the year's plan, from another notice, that says the same; by the piece's key."""
    if not year or not pieces:
        return {}
    held = PlanTask.objects.filter(region=notice.region, plan__year=year).exclude(notice=notice)
    held = held.filter(notice__isnull=False).select_related("notice", "lead_unit", "piece__notice")
    tasks = list(held.defer("piece__notice__read").prefetch_related("units__unit", "instalments"))
    texts = Texts(task.text for task in tasks)
    said = holding(notice, year, tasks)
    found = {}
    for piece in pieces:
        if (best := texts.most_like(content(piece)["text"])) is not None:
            task = tasks[best]
            found[piece.pk] = _like(piece, task, said.get(task.pk), directory)
    return found


def _like(piece: Piece, task: PlanTask, holds: Piece | None, directory: Directory) -> Like:
    """Days, times and targets count as the same where they are those of the task now, or those last set by a notice."""
    mine, theirs = content(piece), content(holds) if holds is not None else None
    units = {unit.pk: role.value for unit, role in assignment(mine, directory).items()}
    chosen = piece.decided.get("same", {})
    take = chosen.get("take", "") if chosen.get("task") == task.pk else _chosen_before(piece, task)
    same = units == {each.unit_id: each.role for each in task.units.all()}
    day = day_of(mine) in (task.due_on, day_of(theirs) if theirs else task.first_due)
    targets = same_goals(mine["targets"], goals_of(task.target))
    targets = targets or (theirs is not None and same_goals(mine["targets"], theirs["targets"]))
    return Like(task, same, day, _same_times(piece, task, holds), targets, take)


def _same_times(piece: Piece, task: PlanTask, holds: Piece | None) -> bool:
    mine = content(piece)
    if mine["recurrence"] not in (task.recurrence, content(holds)["recurrence"] if holds is not None else ""):
        return False
    known = {each.due_on for each in task.instalments.all()} | {each.first_due for each in task.instalments.all()}
    if holds is not None:
        known |= {due.day for due in times_of(content(holds), holds.notice).dues}
    return {due.day for due in times_of(mine, piece.notice).dues} <= known  # a later notice has fewer times left


class Texts:
    """Texts of tasks, to find the one a text says again; another number or another day is still the same work."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._bare = [bare_text(text) for text in texts]
        self._numbered = [_without_numbers(text) for text in self._bare]

    def most_like(self, text: str) -> int | None:
        """The place of the text for the same task, of several the one most alike to the number; None where none is."""
        mine, least = bare_text(text), load().notice_reading.same_task.value
        if not mine:
            return None
        found = process.extract(
            _without_numbers(mine), self._numbered, scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        places = [int(each[2]) for each in found]
        return max(places, key=lambda at: fuzz.ratio(mine, self._bare[at]), default=None)


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _chosen_before(piece: Piece, task: PlanTask) -> str:
    """What was chosen while the notice of the task was itself under review."""
    chosen = piece.decided.get("rivals", {}).get(str(task.piece_id), "")
    return {"this": "theirs", "other": "ours", "both": "both"}.get(chosen, "")


def bare_text(text: str) -> str:
    """The words without stops and without deadlines: the same work by another day is the same work."""
    for found in reversed(deadlines(text, None, None)):
        text = text[: found.start] + text[found.end :]
    return re.sub(r"[^\w%]", "", text)
