"""Read a unit's workbook that came back: who signed it, what each row says by its id, which rows were added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xingzhi.intake.readers import Cell
from xingzhi.intake.signed.reading import Head, SheetProblem, find_table, read_head, text_of
from xingzhi.plans.ledger.month_book import (
    ANSWER,
    FIXED,
    MONTH_LABEL,
    NUMBER_LABEL,
    PLAN_LABEL,
    TEXT,
    VALUE,
    VERSION_LABEL,
)  # fmt: skip


@dataclass(frozen=True)
class MonthRow:
    """One row: its number in the sheet, its id ("" where it was added), its task, day and answer as written."""

    row: int
    id: str
    task: str
    due: str
    lead: str
    answer: str
    text: str
    value: str


@dataclass(frozen=True)
class MonthSheet:
    """A signed workbook of a unit's month, and the last word it was written upon."""

    head: Head
    plan: int
    month: str
    stamp: int
    rows: tuple[MonthRow, ...]


def read_month(path: Path) -> MonthSheet:
    """Raise `SheetProblem`: unreadable, no_table, no_number, unsigned, column_gone, nothing_said."""
    table = find_table(path, frozenset({FIXED[0], ANSWER}))
    head = read_head(table.above, NUMBER_LABEL, (PLAN_LABEL, MONTH_LABEL, VERSION_LABEL))
    if missing := [name for name in (FIXED[2], TEXT, VALUE) if name not in table.index]:
        raise SheetProblem("column_gone", missing=missing)

    def at(cells: list[Cell], name: str) -> str:
        place = table.index.get(name)
        return text_of(cells[place]) if place is not None and place < len(cells) else ""

    names = (FIXED[0], FIXED[2], FIXED[4], FIXED[3], ANSWER, TEXT, VALUE)
    rows = tuple(
        MonthRow(number, *(at(cells, name) for name in names))
        for number, cells in table.rows
        if any(at(cells, name) for name in names)
    )
    if not head.zero and not any(row.answer or row.text or (row.task and not row.id) for row in rows):
        raise SheetProblem("nothing_said")
    plan, stamp = head.others[PLAN_LABEL], head.others[VERSION_LABEL]
    if not plan.isdecimal():
        raise SheetProblem("no_number")
    return MonthSheet(head, int(plan), head.others[MONTH_LABEL], int(stamp) if stamp.isdecimal() else 0, rows)
