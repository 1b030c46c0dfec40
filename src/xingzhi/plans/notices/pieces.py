"""The pieces of a notice: what the reader made of each sentence, and what a task looks like until a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from xingzhi.plans.notices.models import Decision, Notice, Piece
from xingzhi.plans.reading.deadlines import deadlines
from xingzhi.plans.reading.targets import targets

STEP = 1000  # between the orders of two sentences
ATTACHED = frozenset({"units", "of_task", "same_as_row"})  # goes with a task and is decided with it
_MAY_HOLD = frozenset({"context", "goal", "table", "table_note"})  # parts in which a task may have been missed


def pieces_of(notice: Notice) -> list[Piece]:
    """One piece a sentence, in order; of a context that names a day or a number it is marked that it may be a task."""
    read = notice.read
    tasks = {task["start"]: task for task in read["tasks"]}
    return [
        Piece(
            notice=notice,
            order=at * STEP,
            start=each["start"],
            end=each["end"],
            kind=each["kind"],
            part=each["part"][:30],
            proposed=_proposed(notice, each, tasks),
        )
        for at, each in enumerate(read["sentences"], start=1)
    ]


def _proposed(notice: Notice, sentence: dict[str, Any], tasks: dict[int, dict[str, Any]]) -> dict[str, Any]:
    if sentence["kind"] == Decision.TASK and sentence["part"] not in ATTACHED:
        return _headed(notice.read, tasks.get(sentence["start"], {}))
    text = notice.read["text"][sentence["start"] : sentence["end"]]
    doubtful = sentence["part"] in _MAY_HOLD and (
        targets(text) or any(each.day for each in deadlines(text, notice.year, notice.issued_on))
    )
    return {"maybe": True} if doubtful else {}


def _headed(read: dict[str, Any], task: dict[str, Any]) -> dict[str, Any]:
    """A row of a table that repeats a sentence stands under the heading of that sentence, not of the table."""
    if task.get("origin") != "table" or not task["also"]:
        return task
    before = [
        each for each in read["sentences"] if each["part"] == "heading" and each["start"] < task["also"][0]["start"]
    ]
    return task | {"heading": read["text"][before[-1]["start"] : before[-1]["end"]].rstrip("。")} if before else task


def draft(proposed: dict[str, Any]) -> dict[str, Any]:
    """A task as it is shown for decision: units by role, one day, targets each once."""
    lead, assist = list(proposed.get("lead", ())), list(proposed.get("assist", ()))
    for_all = proposed.get("for_all") or proposed.get("units_from") == "addressees"
    goals = {each["text"]: each for each in proposed.get("target_values", ())}
    return {
        "heading": proposed.get("heading", ""),
        "text": proposed.get("text", ""),
        "lead": [] if for_all else lead,
        "assist": [] if for_all else assist,
        "each": lead + assist if for_all else [],
        "person": _persons(proposed, lead),
        "due": proposed.get("due") or "",
        "recurrence": proposed.get("recurrence") or "",
        "targets": list(goals.values()),
        "cited": list(proposed.get("cited", ())),
    }


def _persons(proposed: dict[str, Any], lead: list[str]) -> str:
    """Who answers for it in the unit that leads."""
    return "、".join(each["name"] for each in proposed.get("persons", ()) if each["unit"] in lead)


def text_of(piece: Piece) -> str:
    """The sentence as the notice has it."""
    return str(piece.notice.read["text"][piece.start : piece.end])


def content(piece: Piece) -> dict[str, Any]:
    """A task as it now stands: as a person left it, else as it was read; of a context, with its sentence as the text."""
    made = piece.decided.get("task") or draft(piece.proposed)
    return made if made["text"] else made | {"text": text_of(piece)}


def merged_into(piece: Piece) -> int | None:
    """The order of the piece this one was put together with."""
    return piece.decided.get("merged_into") if piece.decision == Decision.TASK else None


def stands_as(piece: Piece) -> str:
    """What a piece is: as decided, else as read."""
    return piece.decision or piece.kind


def is_task(piece: Piece) -> bool:
    """Whether a piece makes a task of its own."""
    return stands_as(piece) == Decision.TASK and not is_attached(piece) and merged_into(piece) is None


def is_attached(piece: Piece) -> bool:
    """Whether a piece only says more of tasks: a bracket of units, other cells of a row. A person may decide otherwise."""
    return piece.part in ATTACHED and piece.decision == Decision.OPEN


def waits(piece: Piece) -> bool:
    """Whether nobody has decided the piece yet."""
    return piece.decision == Decision.OPEN and not is_attached(piece)


def names_of(task: dict[str, Any]) -> list[str]:
    """Every name of a unit a task has, each once."""
    return list(dict.fromkeys((*task["lead"], *task["assist"], *task["each"])))


def day_of(task: dict[str, Any]) -> date | None:
    """The deadline of a task."""
    return date.fromisoformat(task["due"]) if task["due"] else None


def with_notice(pieces: Iterable[Piece], notice: Notice) -> list[Piece]:
    """The pieces, each with the notice at hand."""
    found = list(pieces)
    for piece in found:
        piece.notice = notice
    return found
