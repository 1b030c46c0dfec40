"""Small helpers for the workbooks and the counts that go with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

_AS_WRITTEN = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass
class FileCount:
    """What reading one file should count. Every row of a sheet is accepted, rejected or skipped; headings are skipped.

    Skipped rows by reason: head (titles and headings), repeated_heading, totals_row, note_line, empty.
    """

    name: str
    register: str
    accepted: int = 0
    rejected: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    sheets: list[str] = field(default_factory=list)
    records: int = 0  # different records among the accepted rows: A and B of one application are one
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For the hidden key."""
        skipped = dict(sorted(self.skipped.items()))
        return {
            "name": self.name,
            "register": self.register,
            "sheets": self.sheets,
            "rows": self.accepted + self.rejected + sum(skipped.values()),
            "accepted": self.accepted,
            "rejected": self.rejected,
            "skipped": sum(skipped.values()),
            "skipped_by": skipped,
            "records": self.records,
            "note": self.note,
        }


@contextmanager
def workbook(path: Path, made: date) -> Iterator[xlsxwriter.Workbook]:
    """A workbook whose bytes depend on its content only; closed at the end."""
    book = xlsxwriter.Workbook(str(path), _AS_WRITTEN)
    book.set_properties({"created": datetime(made.year, made.month, made.day), "author": "示例数据"})  # noqa: DTZ001
    yield book
    book.close()


def write_rows(sheet: Any, rows: Sequence[Sequence[Any]], first_row: int = 0) -> int:
    """Rows of plain cells, None left empty; the number of the next free row."""
    for number, row in enumerate(rows, first_row):
        for column, cell in enumerate(row):
            if cell not in (None, ""):
                sheet.write(number, column, cell)
    return first_row + len(rows)


def dotted(day: date | None) -> str:
    """2024.01.15"""
    return f"{day:%Y.%m.%d}" if day else ""


def compact(day: date | None) -> str:
    """20240115"""
    return f"{day:%Y%m%d}" if day else ""


def wide(text: str) -> str:
    """Full-width digits and dots, as typed with a Chinese keyboard."""
    return text.translate(_WIDE)


def serial(day: date) -> int:
    """The number under which Excel keeps a day."""
    return (day - date(1899, 12, 30)).days
