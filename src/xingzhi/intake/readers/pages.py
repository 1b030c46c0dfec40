"""Tables of a web page, the form many systems give their ".xls" exports; a table of two rows or more is a sheet."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser
from pathlib import Path

from xingzhi.intake.readers import tables
from xingzhi.intake.readers.book import Book, Note, ReaderProblem
from xingzhi.intake.readers.encodings import find_encoding
from xingzhi.intake.readers.tables import MAX_SPAN, Piece

_MAX_BYTES = 200 << 20
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class _Open:
    """A table being read."""

    def __init__(self) -> None:
        self.rows: list[list[Piece]] = []
        self.text: list[str] | None = None  # of the open cell
        self.columns = self.lines = 1

    def close_cell(self) -> None:
        if self.text is not None:
            text = "".join(self.text).replace("\xa0", " ").strip()
            self.rows[-1].append(Piece(text, self.columns, self.lines))
            self.text = None


class _Tables(HTMLParser):
    """Collects tables; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Piece]]] = []
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
    return min(max(int(given), 1), MAX_SPAN) if given and given.isdecimal() else 1


def open_page(path: Path, encoding: str | None) -> Book:
    """Open a web page as a book; raise `ReaderProblem` html_without_table, file_too_big, table_too_big."""
    _check_size(path)
    found = find_encoding(path, encoding)
    read = _tables_of(path.read_text(encoding=found.name, errors="replace"))
    return _book("html", read, found.name.removesuffix("-sig"), [*found.notes, Note("html_tables", {})])


def open_saved_page(path: Path) -> Book:
    """Open a page saved in one file with all it needs (.mht); of a saved workbook each sheet is a part of its own.

    Raises as `open_page`.
    """
    _check_size(path)
    with path.open("rb") as stream:
        message = email.message_from_binary_file(stream, policy=email.policy.compat32)
    read: list[list[list[Piece]]] = []
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            read += _tables_of(_decoded(content, part.get_content_charset()))
    return _book("mhtml", read, "", [Note("html_tables", {})])


def _check_size(path: Path) -> None:
    if path.stat().st_size > _MAX_BYTES:
        raise ReaderProblem("file_too_big", limit=1)


def _decoded(content: bytes, named: str | None) -> str:
    """A part of a saved page as text: as its head says, else as the page says of itself, else GB18030."""
    told = _CHARSET.search(content[:2048])
    for name in (named, told[1].decode() if told else None, "utf-8-sig", "gb18030"):
        try:
            if name:
                return content.decode("gb18030" if name.lower() in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _tables_of(text: str) -> list[list[list[Piece]]]:
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return parser.tables


def _book(kind: str, read: list[list[list[Piece]]], encoding: str, notes: list[Note]) -> Book:
    sheets = tables.sheets(("", tables.grid(table)) for table in read)
    if not sheets:
        raise ReaderProblem("html_without_table")
    return Book(kind, sheets, encoding, notes=notes)
