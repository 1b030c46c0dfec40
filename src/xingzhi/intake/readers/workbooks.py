"""Spreadsheets: XLSX, XLS, XLSB and ODS by calamine, with what calamine leaves out: lost cells and true positions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from xingzhi.intake.readers.book import Book, Cell, Damaged, Merge, Note, ReaderProblem, Row, Sheet
from xingzhi.intake.readers.faults import Faults, lost_cells

_PLAIN = (str, float, int, bool, date, datetime)


def open_workbook(path: Path, kind: str) -> Book:
    """Open a spreadsheet; raise `ReaderProblem` file_encrypted, file_damaged, file_without_cells."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except PasswordError as error:
        raise ReaderProblem("file_encrypted") from error
    except CalamineError as error:
        raise ReaderProblem("file_damaged", detail=str(error)) from error
    faults = lost_cells(path) if kind == "xlsx" else {}
    sheets: list[Sheet] = []
    notes: list[Note] = []
    for meta in workbook.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = _sheet(workbook, meta, faults.get(meta.name, {}))
        if sheet is None:
            continue
        sheets.append(sheet)
        if sheet.hidden:
            notes.append(Note("sheet_hidden", {"sheet": sheet.name}))
        if faults.get(meta.name):
            notes.append(Note("cells_lost", {"sheet": sheet.name, "count": len(faults[meta.name])}))
    if not sheets:
        raise ReaderProblem("file_without_cells")
    return Book(kind, sheets, notes=notes)


def _sheet(workbook: Any, meta: Any, faults: Faults) -> Sheet | None:
    try:
        opened = workbook.get_sheet_by_name(meta.name)
    except CalamineError as error:
        raise ReaderProblem("file_damaged", detail=str(error)) from error
    if opened.start is None or opened.end is None:
        return None
    merged = [Merge(r1 + 1, r2 + 1, c1, c2) for (r1, c1), (r2, c2) in opened.merged_cell_ranges or ()]
    source: Callable[[], Iterator[Row]] = partial(_rows, opened, faults, merged)
    return Sheet(meta.name, source, opened.end[0] + 1, meta.visible != SheetVisibleEnum.Visible, merged)


def _rows(opened: Any, faults: Faults, merged: Sequence[Merge]) -> Iterator[Row]:
    """Rows from 1 with all columns from A; calamine starts at the first column that holds something."""
    padding: list[Cell] = [None] * opened.start[1]
    below: dict[int, list[Merge]] = {}
    for merge in merged:
        if merge.last_row > merge.first_row:
            below.setdefault(merge.first_row, []).append(merge)
    running: list[tuple[Merge, Cell]] = []
    for number, row in enumerate(opened.iter_rows(), 1):
        cells: list[Cell] = padding + [None if cell == "" else cell for cell in row]
        for index, cell in enumerate(cells):
            if cell is not None and not isinstance(cell, _PLAIN):
                cells[index] = _as_text(cell)
        if number in faults:
            for column, code in faults[number].items():
                cells.extend([None] * (column + 1 - len(cells)))
                cells[column] = Damaged(str(cells[column] or ""), code)
        if running:
            running = [(merge, value) for merge, value in running if merge.last_row >= number]
            for merge, value in running:
                if cells[merge.first_column] is None:
                    cells[merge.first_column] = value
        if number in below:
            running += [(merge, cells[merge.first_column]) for merge in below[number]]
        yield number, cells


def _as_text(cell: time | timedelta | object) -> str:
    return cell.isoformat() if isinstance(cell, time) else str(cell)
