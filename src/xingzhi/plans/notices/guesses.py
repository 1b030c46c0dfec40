"""What of a piece the program supposed, or what of it is doubtful: each is marked, none is taken over unseen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xingzhi.plans.directory.matching import Directory, Match
from xingzhi.plans.notices.models import Notice, Piece
from xingzhi.plans.notices.pieces import content, day_of, is_task, names_of, waits
from xingzhi.plans.notices.recurrence import times_of
from xingzhi.plans.reading.unread import unread_figures

# doubts that are alike for all tasks of a bracket, or for all without one
OF_UNITS = frozenset({"lead", "group_lead", "above", "addressees", "some", "lacking", "open_list", "no_units"})
_WITHOUT_DAY = frozenset({"recurring", "open_ended", "event", None})


@dataclass(frozen=True)
class Guess:
    """One doubt. `code`: lead, group_lead, above, addressees, open_list, no_units, some, lacking, unknown, person,
    year, due_unread, past, times, times_assumed, times_unread (of a task that comes again), target, figures
    (numbers read as nothing), goal, said (what the reader
    found wrong, in `params` zh and en) or maybe (a context that may be a task)."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Looked:
    """A piece with what its names mean and what is doubtful about it."""

    piece: Piece
    matches: dict[str, Match]
    guesses: tuple[Guess, ...]

    @property
    def unknown(self) -> list[str]:
        """Names no unit of the directory has."""
        return [name for name, match in self.matches.items() if not match.known]


def look_at(piece: Piece, notice: Notice, directory: Directory, today: date) -> Looked:
    """What is doubtful about a piece. What a person decided is no guess any more, except names nobody knows."""
    task = content(piece)
    matches = {name: directory.match(name) for name in names_of(task)} if is_task(piece) else {}
    if not waits(piece):
        unknown = [name for name, match in matches.items() if not match.known]
        return Looked(piece, matches, (Guess("unknown", {"names": unknown}),) if unknown else ())
    found: list[Guess] = []
    if is_task(piece):
        found = [*_of_units(piece.proposed, task, matches), *_of_days(piece.proposed, task, notice, today)]
        if task["targets"]:
            found.append(Guess("target"))
        if figures := unread_figures(task["text"], _taken(piece.proposed, task)):
            found.append(Guess("figures", {"names": figures}))
        if piece.proposed.get("kind") == "goal":
            found.append(Guess("goal"))
    elif piece.proposed.get("maybe"):
        found.append(Guess("maybe"))
    found += [
        Guess("said", {"zh": each["zh"], "en": each["en"]})
        for each in notice.read["problems"]
        if each["start"] is not None and piece.start <= each["start"] < piece.end
        if each["code"] not in ("date_year_assumed", "unit_unusual", "attachment_missing")
    ]
    return Looked(piece, matches, tuple(found))


def _taken(proposed: dict[str, Any], task: dict[str, Any]) -> list[str]:
    """The words of a task that were read as its targets, its day or its recurrence."""
    due = proposed.get("due_text") or ""
    dated = due if proposed.get("due_rule") != "event" else ""
    return [*(each["text"] for each in task["targets"]), dated, task["recurrence"], *task["cited"]]


def _of_units(proposed: dict[str, Any], task: dict[str, Any], matches: dict[str, Match]) -> list[Guess]:
    found = []
    if unknown := [name for name, match in matches.items() if not match.known]:
        found.append(Guess("unknown", {"names": unknown}))
    if not matches:
        return [Guess("no_units")]
    if task["each"] and proposed.get("units_from") == "addressees":
        found.append(Guess("addressees"))
    elif any(len(matches[name].units) != 1 and matches[name].known for name in task["lead"]):
        found.append(Guess("group_lead"))
    elif task["lead"] and proposed.get("lead_suggested"):
        found.append(Guess("lead"))
    if proposed.get("units_from") in ("heading", "following"):
        found.append(Guess("above"))
    if task.get("person"):
        found.append(Guess("person", {"names": [task["person"]]}))
    if some := [name for name, match in matches.items() if match.some]:
        found.append(Guess("some", {"names": some}))
    if lacking := sorted({kind for match in matches.values() for kind in match.lacking}):
        found.append(Guess("lacking", {"kinds": lacking}))
    if proposed.get("units_open"):
        found.append(Guess("open_list"))
    return found


def _of_days(proposed: dict[str, Any], task: dict[str, Any], notice: Notice, today: date) -> list[Guess]:
    found = []
    due = day_of(task)
    if task["recurrence"]:
        times = times_of(task, notice)
        code = "times_unread" if not times.dues else "times_assumed" if times.assumed else "times"
        found.append(Guess(code, {"text": task["recurrence"], "n": len(times.dues)}))
    if due and proposed.get("due_year_assumed"):
        found.append(Guess("year", {"year": due.year}))
    if due and due < today:
        found.append(Guess("past", {"due": due}))
    if not due and proposed.get("due_text") and proposed.get("due_rule") not in _WITHOUT_DAY:
        found.append(Guess("due_unread", {"text": proposed["due_text"]}))
    return found
