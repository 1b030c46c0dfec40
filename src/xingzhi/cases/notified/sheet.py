"""Read a returned workbook: who signed it, and the answer of each row by its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xingzhi.cases.notified.workbook import ANSWERS, FIXED, NUMBER_LABEL
from xingzhi.intake.signed.reading import Head, SheetProblem, find_table, read_day, read_head, text_of
from xingzhi.text.problems import ValueProblem

Problem = tuple[str, str, str]  # column, value, code


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
    """A signed workbook: its head and its rows. A zero report needs no rows."""

    head: Head
    answers: tuple[Answer, ...]


def read_sheet(path: Path) -> Sheet:
    """Raise `SheetProblem`: no_table, unreadable, no_number, unsigned (which of filler, reviewer, filled_on), column_gone,
    zero_filled, nothing_said."""
    table = find_table(path, frozenset({FIXED[0], ANSWERS[0]}))
    head = read_head(table.above, NUMBER_LABEL)
    if missing := [name for name in (*FIXED[:4], ANSWERS[0]) if name not in table.index]:
        raise SheetProblem("column_gone", missing=missing)
    index = {name: table.index[name] for name in (*FIXED, *ANSWERS) if name in table.index}
    rows = [(number, [text_of(cell) for cell in cells]) for number, cells in table.rows]
    answers = tuple(_answer(number, cells, index) for number, cells in rows if any(cells))
    said = any(answer.status or answer.problem for answer in answers)
    if head.zero and said:
        raise SheetProblem("zero_filled")
    if not head.zero and not said:
        raise SheetProblem("nothing_said")
    return Sheet(head, answers)


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
            on = read_day(when)
        except ValueProblem:
            problem = (ANSWERS[1], when, "date_unreadable")
    if not status and (when or proofs or note):
        problem = problem or (ANSWERS[0], "", "status_missing")
    return Answer(number, at(FIXED[0]), fixed, status, on, proofs, note[:1000], problem)
