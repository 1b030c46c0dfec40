"""Read what all signed workbooks share: the table by its headings, who signed it, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xingzhi.intake.cell_values import to_text
from xingzhi.intake.readers import Cell, ReaderProblem, open_book
from xingzhi.intake.readers.archive_members import Limits
from xingzhi.intake.signed.writing import CODE_LABEL, SIGNED
from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem

YES = ("是", "yes", "y", "√", "1")
LOOKED_AT = 30  # rows in which the headings must stand
NAME = 100  # letters of a name that are kept
LIMITS = Limits(files=200, total=1 << 30)  # of one archive: workbooks of units are few and small


class SheetProblem(ValueError):
    """A workbook that cannot be merged as a whole: `code` says why, `params` what a message needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Table:
    """The table of a workbook: what stands above it as text, where each heading is, and its rows."""

    above: list[list[str]]
    index: Mapping[str, int]
    rows: list[tuple[int, list[Cell]]]


@dataclass(frozen=True)
class Head:
    """What a signed workbook says of itself; `others` are further numbers at its head, as text."""

    number: int
    code: str
    filler: str
    reviewer: str
    filled_on: date
    zero: bool
    others: Mapping[str, str]


def find_table(path: Path, headings: frozenset[str]) -> Table:
    """The first sheet with these headings; raise `SheetProblem`: unreadable, no_table."""
    try:
        sheets = open_book(path).sheets
    except ReaderProblem as problem:
        raise SheetProblem("unreadable", reason=problem.code) from problem
    for sheet in sheets:
        rows = list(sheet.rows())
        for at, (_, cells) in enumerate(rows[:LOOKED_AT]):
            texts = [text_of(cell) for cell in cells]
            if headings <= set(texts):
                above = [[text_of(cell) for cell in cells] for _, cells in rows[:at]]
                index = {text: place for place, text in reversed(list(enumerate(texts))) if text}
                return Table(above, index, rows[at + 1 :])
    raise SheetProblem("no_table")


def read_head(above: list[list[str]], number_label: str, others: tuple[str, ...] = ()) -> Head:
    """Who signed; raise `SheetProblem`: no_number, unsigned (which of filler, reviewer, filled_on)."""
    labels = {label: name for name, label in SIGNED.items()} | {number_label: "number", CODE_LABEL: "code"}
    labels |= {label: label for label in others}
    told: dict[str, str] = {}
    for cells in above:
        for at, cell in enumerate(cells[:-1]):
            if (label := cell.strip("：: ")) in labels:
                told[labels[label]] = cells[at + 1].strip()
    if not told.get("number", "").isdecimal():
        raise SheetProblem("no_number")
    if missing := [name for name in ("filler", "reviewer", "filled_on") if not told.get(name)]:
        raise SheetProblem("unsigned", missing=[SIGNED[name] for name in missing])
    try:
        filled_on = read_day(told["filled_on"])
    except ValueProblem as problem:
        raise SheetProblem("unsigned", missing=[SIGNED["filled_on"]]) from problem
    return Head(
        int(told["number"]), told.get("code", ""), told["filler"][:NAME], told["reviewer"][:NAME], filled_on,
        told.get("zero", "").lower() in YES, {label: told.get(label, "") for label in others},
    )  # fmt: skip


def read_day(text: str) -> date:
    """A day as written; raise `ValueProblem`."""
    found = parse_date(text, date.max, days_ahead=0)
    if found is None:
        raise ValueProblem("date_unreadable", value=text)
    return found


def text_of(cell: Cell) -> str:
    """A cell as text, a damaged one as what is left of it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    try:
        return to_text(cell).strip()
    except ValueProblem:
        return str(cell)
