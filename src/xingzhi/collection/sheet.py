"""Read a workbook that came back: who signed it, and what each row says by its id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xingzhi.collection.workbook import FIXED, NOTE, NUMBER_LABEL, VALUE, VERSION_LABEL
from xingzhi.intake.readers import Cell, Damaged
from xingzhi.intake.signed.reading import Head, SheetProblem, find_table, read_head, text_of


@dataclass(frozen=True)
class Answer:
    """One row: its number in the sheet, its id, its fixed texts (item and unit), the value as found, and the note."""

    row: int
    id: str
    item: str
    unit: str
    value: Cell
    note: str

    @property
    def said(self) -> bool:
        """Whether anything stands in its cell, be it lost."""
        return isinstance(self.value, Damaged) or bool(text_of(self.value))


@dataclass(frozen=True)
class Sheet:
    """A signed workbook, and the version of the report it was written upon."""

    head: Head
    version: int
    answers: tuple[Answer, ...]


def read_sheet(path: Path) -> Sheet:
    """Raise `SheetProblem`: unreadable, no_table, no_number, unsigned, column_gone, nothing_said."""
    table = find_table(path, frozenset({FIXED[0], VALUE}))
    head = read_head(table.above, NUMBER_LABEL, (VERSION_LABEL,))
    if missing := [name for name in (FIXED[2], FIXED[3], NOTE) if name not in table.index]:
        raise SheetProblem("column_gone", missing=missing)

    def at(cells: list[Cell], name: str) -> Cell:
        place = table.index[name]
        return cells[place] if place < len(cells) else None

    answers = tuple(
        Answer(number, text_of(at(cells, FIXED[0])), text_of(at(cells, FIXED[2])), text_of(at(cells, FIXED[3])),
               at(cells, VALUE), text_of(at(cells, NOTE)))
        for number, cells in table.rows
        if any(text_of(cell) for cell in cells)
    )  # fmt: skip
    if not head.zero and not any(answer.said for answer in answers):
        raise SheetProblem("nothing_said")
    version = head.others[VERSION_LABEL]
    return Sheet(head, int(version) if version.isdecimal() else 0, answers)
