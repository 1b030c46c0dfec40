"""Tables of a web page, the form many systems give their ".xls" exports; a table of two rows or more is a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from xingzhi.intake.readers.book import Book, Cell, Note, ReaderProblem, Row, Sheet
from xingzhi.intake.readers.encodings import find_encoding

_MAX_BYTES = 200 << 20
_MAX_SPAN = 1000


class _Piece(NamedTuple):
    text: str
    columns: int
    rows: int


class _Open:
    """A table being read."""

    def __init__(self) -> None:
        self.rows: list[list[_Piece]] = []
        self.text: list[str] | None = None  # of the open cell
        self.columns = self.lines = 1

    def close_cell(self) -> None:
        if self.text is not None:
            text = "".join(self.text).replace("\xa0", " ").strip()
            self.rows[-1].append(_Piece(text, self.columns, self.lines))
            self.text = None


class _Tables(HTMLParser):
    """Collects tables; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Piece]]] = []
        self._open: list[_Open] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append(_Open())
        elif tag in ("script", "style"):
            self._silent += 1
        elif self._open:
            table = self._open[-1]
            if tag in ("tr", "td", "th"):
                table.close_cell()
            if tag == "tr" or (tag in ("td", "th") and not table.rows):
                table.rows.append([])
            if tag in ("td", "th"):
                given = dict(attrs)
                table.text, table.columns, table.lines = [], _span(given.get("colspan")), _span(given.get("rowspan"))
            elif tag in ("br", "p", "div") and table.text:
                table.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(self._silent - 1, 0)
        elif self._open and tag in ("td", "th", "tr", "table"):
            self._open[-1].close_cell()
            if tag == "table":
                self.tables.append(self._open.pop().rows)

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent and self._open[-1].text is not None:
            self._open[-1].text.append(data)


def _span(given: str | None) -> int:
    return min(max(int(given), 1), _MAX_SPAN) if given and given.isdecimal() else 1


def _grid(table: list[list[_Piece]]) -> list[list[Cell]]:
    """Lay pieces out in columns; what spans rows stands in each of them, what spans columns in the first."""
    grid: list[list[Cell]] = []
    covered: dict[int, tuple[int, str]] = {}  # column -> rows still covered, text
    for pieces in table:
        row: list[Cell] = []
        waiting = list(reversed(pieces))
        below: dict[int, tuple[int, str]] = {}
        while waiting or any(column >= len(row) for column in covered):
            column = len(row)
            if column in covered:
                left, text = covered.pop(column)
                row.append(text or None)
                if left > 1:
                    below[column] = (left - 1, text)
                continue
            piece = waiting.pop() if waiting else _Piece("", 1, 1)
            for offset in range(piece.columns):
                text = piece.text if offset == 0 else ""
                if piece.rows > 1:
                    below[len(row)] = (piece.rows - 1, text)
                row.append(text or None)
        covered = below
        grid.append(row)
    return grid


def open_page(path: Path, encoding: str | None) -> Book:
    """Open a web page as a book; raise `ReaderProblem` html_without_table, file_too_big."""
    if path.stat().st_size > _MAX_BYTES:
        raise ReaderProblem("file_too_big", limit=1)
    found = find_encoding(path, encoding)
    parser = _Tables()
    parser.feed(path.read_text(encoding=found.name, errors="replace"))
    parser.close()
    sheets = []
    for position, table in enumerate(parser.tables, 1):
        grid = _grid(table)
        if len(grid) > 1 and max(map(len, grid)) > 1:
            sheets.append(Sheet(f"table {position}", partial(_rows, grid), len(grid)))
    if not sheets:
        raise ReaderProblem("html_without_table")
    return Book("html", sheets, found.name.removesuffix("-sig"), notes=[*found.notes, Note("html_tables", {})])


def _rows(grid: list[list[Cell]]) -> Iterator[Row]:
    return ((number, list(row)) for number, row in enumerate(grid, 1))
