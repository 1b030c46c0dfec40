"""Give rejected rows back as a workbook: the file's own columns, and beside each bad one the reason.

Mended, the workbook goes in again as it is: the added columns are known by their headings and ignored.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from xingzhi.core.declare import Values
from xingzhi.intake.cell_values import CUT_MARK, to_text
from xingzhi.intake.headings import Header
from xingzhi.intake.matching import ORIGINAL_ROW, PROBLEM_PREFIX, is_ours
from xingzhi.intake.readers import Cell, Damaged
from xingzhi.intake.validate import CellProblem
from xingzhi.intake.wording import sentence
from xingzhi.text.problems import ValueProblem

WHOLE_ROW = f"{PROBLEM_PREFIX}整行"
_SHEET_ROWS = 1_000_000  # a sheet ends at 1,048,576
_CELL_LIMIT = 32_767
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


class _Sheet:
    """Rejected rows of one sheet, kept on disk until it is known which columns need a reason."""

    def __init__(self, name: str, header: Header) -> None:
        self.name = _FORBIDDEN.sub("", name)[:25] or "退回"
        self.headings = list(header.headings)
        self.width = len(self.headings)
        self.bad: set[int] = set()
        self.rows = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass")  # noqa: SIM115 - see close
        self.count = 0


class RejectsWriter:
    """Collects rejected rows sheet by sheet and writes the workbook when closed; holds one row in memory.

    All cells are written as text, so that no content becomes a formula and no number loses digits.
    """

    def __init__(self, path: Path, language: str = "zh") -> None:
        self.path, self.language = path, language
        self._sheets: list[_Sheet] = []

    @property
    def total(self) -> int:
        """How many rows were added."""
        return sum(sheet.count for sheet in self._sheets)

    def begin(self, name: str, header: Header) -> None:
        """What is added from here on is of the sheet of that name."""
        self._sheets.append(_Sheet(name, header))

    def add(self, number: int, cells: Sequence[Cell], problems: Sequence[CellProblem]) -> None:
        """Add a row as it stood in the file, with its number there and what is wrong with it."""
        sheet = self._sheets[-1]
        reasons: dict[int, list[str]] = {}
        for problem in problems:
            reasons.setdefault(problem.index, []).append(sentence(problem, self.language))
        sheet.bad.update(reasons)
        sheet.width = max(sheet.width, len(cells))
        sheet.count += 1
        told = {index: "；".join(texts) for index, texts in reasons.items()}
        json.dump([number, [_shown(cell) for cell in cells], told], sheet.rows, ensure_ascii=False)
        sheet.rows.write("\n")

    def close(self) -> None:
        """Write the workbook."""
        book = xlsxwriter.Workbook(str(self.path), {"constant_memory": True})
        used: set[str] = set()
        for sheet in self._sheets:
            if sheet.count:
                _Pages(book, sheet, used).write()
            sheet.rows.close()
        if not used:
            book.add_worksheet("退回")
        book.close()


class _Pages:
    """Writes the rows of one source sheet to as many sheets as they need."""

    def __init__(self, book: Any, sheet: _Sheet, used: set[str]) -> None:
        self.book, self.sheet, self.used = book, sheet, used
        self.headings = sheet.headings + [""] * (sheet.width - len(sheet.headings))
        # The reasons of last time, in a workbook that comes back half mended, are not given a second time.
        self.kept = [index for index, heading in enumerate(self.headings) if not is_ours(heading)]
        self.page: Any = None
        self.line = 0
        self.plain = book.add_format({"num_format": "@"})
        self.marked = book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
        self.reason = book.add_format({"font_color": "#9C0006", "text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "bg_color": "#F2F2F2", "text_wrap": True})

    def write(self) -> None:
        """Write all rows."""
        self.sheet.rows.seek(0)
        for text in self.sheet.rows:
            if self.page is None or self.line > _SHEET_ROWS:
                self._turn()
            number, cells, reasons = json.loads(text)
            self._row(number, cells, reasons)

    def _row(self, number: int, cells: list[str], reasons: Values) -> None:
        column = 0
        for index in self.kept:
            cell = cells[index] if index < len(cells) else ""
            self._text(column, cell, self.marked if str(index) in reasons else self.plain)
            column += 1
            if index in self.sheet.bad:
                self._text(column, reasons.get(str(index), ""), self.reason)
                column += 1
        if -1 in self.sheet.bad:
            self._text(column, reasons.get("-1", ""), self.reason)
            column += 1
        self._text(column, str(number), self.plain)
        self.line += 1

    def _turn(self) -> None:
        """Begin a new page with the headings."""
        name, again = self.sheet.name, 1
        while name.lower() in self.used:
            again += 1
            name = f"{self.sheet.name} ({again})"
        self.used.add(name.lower())
        self.page = self.book.add_worksheet(name)
        self.page.freeze_panes(1, 0)
        self.line = 0
        titles: list[str] = []
        for index in self.kept:
            heading = self.headings[index]
            titles.append(heading)
            if index in self.sheet.bad:
                titles.append(f"{PROBLEM_PREFIX}{heading or index + 1}")
        titles += [WHOLE_ROW] * (-1 in self.sheet.bad) + [ORIGINAL_ROW]
        for column, title in enumerate(titles):
            self.page.set_column(column, column, 36 if title.startswith(PROBLEM_PREFIX) else 18)
            self._text(column, title, self.head)
        self.line = 1

    def _text(self, column: int, text: str, style: Any) -> None:
        if len(text) > _CELL_LIMIT:
            text = text[: _CELL_LIMIT - len(CUT_MARK)] + CUT_MARK
        if text:
            self.page.write_string(self.line, column, text, style)
        elif style is self.marked:
            self.page.write_blank(self.line, column, None, style)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Damaged):
        return str(cell)
    try:
        return to_text(cell)
    except ValueProblem:  # a number too long to be exact
        return cell.isoformat() if isinstance(cell, date) else repr(cell)
