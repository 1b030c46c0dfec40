"""What a received file looks like to the rest of intake: sheets of numbered rows of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple


class Damaged(str):
    """A cell whose content is lost in the file: `code` says how; the text is what is left of it."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, text: str, code: str) -> Damaged:
        self = super().__new__(cls, text)
        self.code = code
        return self


Cell = str | float | int | bool | date | datetime | None
Row = tuple[int, list[Cell]]  # the row number as the officer sees it, from 1


class ReaderProblem(Exception):
    """A file cannot be read; `code` names why, `params` what a message needs (file kind, row, encoding …)."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Note(NamedTuple):
    """Something the officer should know about how the file was read."""

    code: str
    params: dict[str, object]


class Merge(NamedTuple):
    """Merged cells: rows from 1, columns from 0, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` may be called again and again, each time from the first row.

    A value merged over several rows stands in each of them. `row_count` is the number of rows, for CSV the number of
    lines (an upper bound).
    """

    name: str
    source: Callable[[], Iterator[Row]]
    row_count: int
    hidden: bool = False
    merged: Sequence[Merge] = ()

    def rows(self) -> Iterator[Row]:
        """All rows in order, blank ones included, with their true numbers."""
        return self.source()

    def head(self, count: int) -> list[Row]:
        """The first rows."""
        return list(islice(self.source(), count))


@dataclass(frozen=True)
class Book:
    """A file that could be read: `kind` is xlsx, xls, ods, csv, html, mhtml, docx, xml or xml_bundle.

    `encoding` is "" where the format knows it.
    """

    kind: str
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""
    notes: list[Note] = field(default_factory=list)
