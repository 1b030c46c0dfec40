"""Tables of pages and text documents, laid out in rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from xingzhi.intake.readers.book import Cell, ReaderProblem, Row, Sheet

MAX_SPAN = 1000
_MAX_COLUMNS = 16_384  # a spreadsheet has no more
_MAX_CELLS = 20_000_000
_NAME_LENGTH = 60


class Piece(NamedTuple):
    """A cell as it is written: its text, and over how many columns and rows it goes."""

    text: str
    columns: int = 1
    rows: int = 1


def grid(table: Iterable[list[Piece]]) -> list[list[Cell]]:
    """Lay pieces out in columns; what spans rows stands in each of them, what spans columns in the first.

    Raises `ReaderProblem` table_too_big, for spans that go on for ever.
    """
    count = 0
    laid: list[list[Cell]] = []
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
            piece = waiting.pop() if waiting else Piece("")
            for offset in range(piece.columns):
                text = piece.text if offset == 0 else ""
                if piece.rows > 1:
                    below[len(row)] = (piece.rows - 1, text)
                row.append(text or None)
            if len(row) > _MAX_COLUMNS:
                raise ReaderProblem("table_too_big")
        covered = below
        count += len(row)
        if count > _MAX_CELLS:
            raise ReaderProblem("table_too_big")
        laid.append(row)
    return laid


def sheets(tables: Iterable[tuple[str, list[list[Cell]]]]) -> list[Sheet]:
    """The sheets of named tables; a table of one row or of one column is none. A name given twice gets its number."""
    made: list[Sheet] = []
    for position, (title, laid) in enumerate(tables, 1):
        if len(laid) > 1 and max(map(len, laid)) > 1:
            name = title.strip()[:_NAME_LENGTH] or f"table {position}"
            if any(name == sheet.name for sheet in made):
                name = f"{name} ({position})"
            made.append(Sheet(name, partial(_rows, laid), len(laid)))
    return made


def _rows(laid: list[list[Cell]]) -> Iterator[Row]:
    return ((number, list(row)) for number, row in enumerate(laid, 1))
