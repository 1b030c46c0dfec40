"""CSV and its relatives, read as a stream: a million rows need no more memory than one."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from xingzhi.intake.readers.book import Book, Cell, Damaged, ReaderProblem, Row, Sheet
from xingzhi.intake.readers.encodings import Encoding, find_encoding

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 50
_MAX_FIELD = 8_000_000  # characters in one cell: beyond it, a quotation mark was never closed
_ESCAPED = re.compile("[\udc80-\udcff]")


def open_delimited(path: Path, encoding: str | None) -> Book:
    """Open a text table; the delimiter is the one under which its first lines agree best on the number of columns."""
    found = find_encoding(path, encoding)
    delimiter = _delimiter(path, found)
    sheet = Sheet("", partial(_rows, path, found, delimiter), found.lines)
    return Book("csv", [sheet], found.name.removesuffix("-sig"), delimiter, list(found.notes))


def _open(path: Path, encoding: Encoding) -> io.TextIOWrapper:
    return path.open(encoding=encoding.name, errors=encoding.errors, newline="")


def _delimiter(path: Path, encoding: Encoding) -> str:
    with _open(path, encoding) as file:
        lines = [file.readline(100_000) for _ in range(_SAMPLE_LINES)]
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        total = sum(widths.values())
        del widths[1]  # a line the delimiter does not occur in speaks against it
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = (rows / total, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(path: Path, encoding: Encoding, delimiter: str) -> Iterator[Row]:
    """Rows numbered as a spreadsheet would number them: a cell with line breaks does not begin a new row.

    Raises `ReaderProblem` csv_field_too_long with the row.
    """
    csv.field_size_limit(_MAX_FIELD)
    number = line = 0
    with _open(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for number, row in enumerate(reader, 1):
                cells: list[Cell] = [cell or None for cell in row]
                if reader.line_num > line + 1:
                    cells = _check_quotes(cells, delimiter)
                line = reader.line_num
                if encoding.errors != "strict":
                    cells = [_unescape(cell) for cell in cells]
                yield number, cells
        except csv.Error as error:
            raise ReaderProblem("csv_field_too_long", row=number + 1, line=line + 1) from error


def _check_quotes(cells: list[Cell], delimiter: str) -> list[Cell]:
    """A cell over several lines that look like rows themselves has swallowed them by an open quotation mark."""
    width = len(cells)
    checked: list[Cell] = []
    for cell in cells:
        if isinstance(cell, str) and "\n" in cell and width > 1:
            swallowed = any(_looks_like_a_row(line, delimiter, width) for line in cell.splitlines()[1:])
            checked.append(Damaged(cell, "csv_open_quote") if swallowed else cell)
        else:
            checked.append(cell)
    return checked


def _looks_like_a_row(line: str, delimiter: str, width: int) -> bool:
    fields = line.split(delimiter)
    return len(fields) > max(width - 2, 2) and sum(map(bool, map(str.strip, fields))) > 1


def _unescape(cell: Cell) -> Cell:
    if isinstance(cell, str) and _ESCAPED.search(cell):
        return Damaged(_ESCAPED.sub("\ufffd", cell), "damaged_characters")
    return cell
