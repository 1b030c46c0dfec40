"""Open a received file with the reader its content asks for."""

from __future__ import annotations

from pathlib import Path

from xingzhi.intake.readers.book import Book, ReaderProblem
from xingzhi.intake.readers.delimited import open_delimited
from xingzhi.intake.readers.detect import file_kind
from xingzhi.intake.readers.pages import open_page
from xingzhi.intake.readers.workbooks import open_workbook


def open_book(path: Path | str, encoding: str | None = None) -> Book:
    """Open a file as sheets of rows. `encoding` overrules what is found for CSV and web pages.

    Raises `ReaderProblem`: kind_not_readable (with the kind: docx, doc, pdf, ofd, rtf, archive, xml, picture …),
    file_empty, file_encrypted, file_damaged, file_too_big, file_without_cells, html_without_table,
    encoding_unknown, encoding_unknown_name; while rows are read: csv_field_too_long.
    """
    path = Path(path)
    kind = file_kind(path)
    if kind in ("xlsx", "xls", "ods"):
        return open_workbook(path, kind)
    if kind == "text":
        return open_delimited(path, encoding)
    if kind == "html":
        return open_page(path, encoding)
    if kind == "encrypted":
        raise ReaderProblem("file_encrypted")
    raise ReaderProblem("kind_not_readable", kind=kind)
