"""Tables of a Word document (DOCX): each is a sheet named by the paragraph above it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xingzhi.intake.readers import tables
from xingzhi.intake.readers.book import Book, Cell, Note, ReaderProblem
from xingzhi.intake.readers.xml_part import xml_part
from xingzhi.intake.readers.xml_safe import Element, local_name

_TITLE_LENGTH = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_NOT_READ = frozenset({"del", "moveFrom", "Fallback", "tbl", "pPr", "rPr", "instrText", "delText"})


def open_document(path: Path) -> Book:
    """Open a text document as a book of its tables.

    Raises `ReaderProblem` document_without_table, file_damaged, file_too_big, xml_entities, table_too_big.
    """
    body = _body(path)
    found = [(title, _grid(table)) for title, table in _tables(body)]
    sheets = tables.sheets(found)
    if not sheets:
        raise ReaderProblem("document_without_table")
    return Book("docx", sheets, notes=[Note("document_tables", {"count": len(sheets)})])


def _body(path: Path) -> Element:
    try:
        with zipfile.ZipFile(path) as archive:
            return xml_part(archive, "word/document.xml")
    except (zipfile.BadZipFile, KeyError, RuntimeError, OSError) as error:
        raise ReaderProblem("file_damaged", detail=str(error)) from error


def _tables(body: Element) -> Iterator[tuple[str, Element]]:
    """Every table in order, those inside a cell too, with the last line of text before it."""
    title = ""
    for element in body.iter(f"{_W}p", f"{_W}tbl", f"{_STRICT}p", f"{_STRICT}tbl"):
        if local_name(element) == "tbl":
            yield title, element
            title = ""
        elif not any(local_name(parent) == "tc" for parent in element.iterancestors()):
            text = _text(element).strip()
            if text:
                title = text if len(text) <= _TITLE_LENGTH else ""


def _grid(table: Element) -> list[list[Cell]]:
    """Rows of cells; a value merged over rows stands in each, one merged over columns in the first."""
    laid: list[list[Cell]] = []
    above: dict[int, str] = {}  # column -> text of the cell that goes on below
    for line in _children(table, "tr"):
        row: list[Cell] = [None] * _number(line, "trPr", "gridBefore", 0)
        running: dict[int, str] = {}
        for cell in _children(line, "tc"):
            column, span = len(row), min(_number(cell, "tcPr", "gridSpan", 1), tables.MAX_SPAN)
            merge = _property(cell, "tcPr", "vMerge")
            going_on = merge is not None and _attribute(merge, "val") != "restart"
            text = above.get(column, "") if going_on else _text(cell).strip()
            if merge is not None:
                running[column] = text
            row += [text or None, *[None] * (span - 1)]
        above = running
        laid.append(row)
    return laid


def _children(element: Element, name: str) -> Iterator[Element]:
    """Children of that name, also those wrapped in content controls or marked as inserted."""
    for child in element:
        if local_name(child) == name:
            yield child
        elif local_name(child) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _children(child, name)


def _text(element: Element) -> str:
    parts: list[str] = []
    for child in element:
        name = local_name(child)
        if name in _NOT_READ:
            continue
        if name == "t":
            parts.append(child.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "tab":
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        else:
            parts.append(_text(child))
            if name == "p":
                parts.append("\n")
    return "".join(parts)


def _property(element: Element, group: str, name: str) -> Any:
    for child in element:
        if local_name(child) == group:
            return next((each for each in child if local_name(each) == name), None)
    return None


def _number(element: Element, group: str, name: str, otherwise: int) -> int:
    found = _property(element, group, name)
    given = _attribute(found, "val") if found is not None else ""
    return min(max(int(given), 0), tables.MAX_SPAN) if given.isdecimal() else otherwise


def _attribute(element: Element, name: str) -> str:
    return str(element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or "")
