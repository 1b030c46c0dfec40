"""Read a returned workbook: who signed it, and the answer of each row by its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xingzhi.cases.notified.workbook import ANSWERS, CODE_LABEL, FIXED, NUMBER_LABEL, SIGNED
from xingzhi.intake.cells import to_text
from xingzhi.intake.readers import Cell, ReaderProblem, open_book
from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem

Problem = tuple[str, str, str]  # column, value, code
YES = ("是", "yes", "y", "√", "1")
LOOKED_AT = 30  # rows in which the headings must stand


class SheetProblem(ValueError):
    """A workbook that cannot be merged as a whole: `code` says why, `params` what a message needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Answer:
    """One row: its id, its fixed cells without the id, and what was answered; `problem` where a cell cannot be read."""

    row: int
    id: str
    fixed: tuple[str, ...]
    status: str = ""
    on: date | None = None
    proofs: tuple[str, ...] = ()
    note: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class Sheet:
    """A signed workbook. A zero report needs no rows."""

    dispatch: int
    code: str
    filler: str
    reviewer: str
    filled_on: date
    zero: bool
    answers: tuple[Answer, ...]


def read_sheet(path: Path) -> Sheet:
    """Raise `SheetProblem`: no_table, unreadable, no_number, unsigned (which of filler, reviewer, filled_on), zero_filled,
    nothing_said."""
    try:
        sheets = open_book(path).sheets
    except ReaderProblem as problem:
        raise SheetProblem("unreadable", reason=problem.code) from problem
    for sheet in sheets:
        rows = [(number, [_text(cell) for cell in cells]) for number, cells in sheet.rows()]
        at = next((i for i, (_, cells) in enumerate(rows[:LOOKED_AT]) if {FIXED[0], ANSWERS[0]} <= set(cells)), None)
        if at is not None:
            return _sheet(rows[:at], rows[at][1], rows[at + 1 :])
    raise SheetProblem("no_table")


def _sheet(above: list[tuple[int, list[str]]], head: list[str], below: list[tuple[int, list[str]]]) -> Sheet:
    labels = {label: name for name, label in SIGNED.items()} | {NUMBER_LABEL: "number", CODE_LABEL: "code"}
    told: dict[str, str] = {}
    for _, cells in above:
        for at, cell in enumerate(cells[:-1]):
            if cell.strip("：: ") in labels:
                told[labels[cell.strip("：: ")]] = cells[at + 1].strip()
    if not told.get("number", "").isdecimal():
        raise SheetProblem("no_number")
    if missing := [name for name in ("filler", "reviewer", "filled_on") if not told.get(name)]:
        raise SheetProblem("unsigned", missing=[SIGNED[name] for name in missing])
    try:
        filled_on = _day(told["filled_on"])
    except ValueProblem as problem:
        raise SheetProblem("unsigned", missing=[SIGNED["filled_on"]]) from problem
    index = {name: head.index(name) for name in (*FIXED, *ANSWERS) if name in head}
    if missing := [name for name in (*FIXED[:4], ANSWERS[0]) if name not in index]:
        raise SheetProblem("column_gone", missing=missing)
    answers = tuple(_answer(number, cells, index) for number, cells in below if any(cells))
    zero = told.get("zero", "").lower() in YES
    said = any(answer.status or answer.problem for answer in answers)
    if zero and said:
        raise SheetProblem("zero_filled")
    if not zero and not said:
        raise SheetProblem("nothing_said")
    return Sheet(
        int(told["number"]),
        told.get("code", ""),
        told["filler"][:100],
        told["reviewer"][:100],
        filled_on,
        zero,
        answers,
    )


def _answer(number: int, cells: Sequence[str], index: dict[str, int]) -> Answer:
    def at(name: str) -> str:
        place = index.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    fixed = tuple(at(name) for name in FIXED[1:])
    status, note, when = at(ANSWERS[0]), at(ANSWERS[3]), at(ANSWERS[1])
    proofs = tuple(
        filter(None, (word.strip() for word in at(ANSWERS[2]).replace(",", "、").replace("；", "、").split("、")))
    )
    problem: Problem | None = None
    on = None
    if when:
        try:
            on = _day(when)
        except ValueProblem:
            problem = (ANSWERS[1], when, "date_unreadable")
    if not status and (when or proofs or note):
        problem = problem or (ANSWERS[0], "", "status_missing")
    return Answer(number, at(FIXED[0]), fixed, status, on, proofs, note[:1000], problem)


def _day(text: str) -> date:
    found = parse_date(text, date.max, days_ahead=0)
    if found is None:
        raise ValueProblem("date_unreadable", value=text)
    return found


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    try:
        return to_text(cell).strip()
    except ValueProblem:
        return str(cell)
