"""Open a received file with the reader its content asks for."""

from __future__ import annotations

from pathlib import Path

from xingzhi.intake.readers.book import Book, ReaderProblem
from xingzhi.intake.readers.delimited import open_delimited
from xingzhi.intake.readers.detect import file_kind
from xingzhi.intake.readers.pages import open_page, open_saved_page
from xingzhi.intake.readers.word import open_document
from xingzhi.intake.readers.workbooks import open_workbook
from xingzhi.intake.readers.xml_documents import open_bundle, open_xml


def open_book(path: Path | str, encoding: str | None = None) -> Book:
    """Open a file as sheets of rows. `encoding` overrules what is found for CSV, web pages and XML.

    Raises `ReaderProblem`: kind_not_readable (with the kind: doc, pdf, ofd, rtf, archive, picture …), file_empty,
    file_encrypted, file_damaged, file_too_big, file_without_cells, html_without_table, document_without_table,
    table_too_big, encoding_unknown, encoding_unknown_name, those of `open_xml`; while rows are read:
    csv_field_too_long and those of `open_xml`.
    """
    path = Path(path)
    kind = file_kind(path)
    match kind:
        case "xlsx" | "xls" | "ods":
            return open_workbook(path, kind)
        case "text":
            return open_delimited(path, encoding)
        case "html":
            return open_page(path, encoding)
        case "mhtml":
            return open_saved_page(path)
        case "docx":
            return open_document(path)
        case "xml":
            return open_xml(path, encoding)
        case "xml_bundle":
            return open_bundle(path, encoding)
        case "encrypted":
            raise ReaderProblem("file_encrypted")
    raise ReaderProblem("kind_not_readable", kind=kind)
