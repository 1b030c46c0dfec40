"""Tell what a file is from its first bytes; the suffix is not trusted."""

from __future__ import annotations

import mmap
import re
import zipfile
from pathlib import Path

from xingzhi.intake.readers.book import ReaderProblem

MAX_UNPACKED = 4 << 30  # bytes a workbook may unpack to; larger ones are bombs or want to be CSV
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3", "database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))

_SAVED_PAGE = re.compile(rb"(?:[a-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:")
_PROLOG = re.compile(rb"\s*<(?:\?.*?\?|!--.*?--|!doctype\s[^>\[]*(?:\[.*?\]\s*)?)>", re.DOTALL)
_FIRST_ELEMENT = re.compile(rb"\s*<(?:[\w.-]+:)?([a-z][\w.-]*)")
_OF_PAGES = frozenset(
    b"html head body table thead tbody tr td th div meta style script p br center font span title base link".split()
)


def file_kind(path: Path) -> str:
    """The kind of a file: xlsx, xls, ods, docx, html, mhtml, xml, xml_bundle, text; encrypted, archive, doc, odt, rtf,
    xml_spreadsheet, which must be opened or turned into one of those first; or one that cannot be read as a table.

    Raises `ReaderProblem` file_empty, file_damaged, file_too_big.
    """
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise ReaderProblem("file_empty")
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return _text_kind(head)


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise ReaderProblem("file_damaged", detail=str(error)) from error
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ReaderProblem("file_too_big", limit=MAX_UNPACKED >> 30)
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if any(name.endswith("OFD.xml") for name in names):
        return "ofd"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if b"opendocument.text" in mimetype:
        return "odt"
    files = [name for name in names if not name.endswith("/")]
    return "xml_bundle" if files and all(name.lower().endswith(".xml") for name in files) else "archive"


def _ole_kind(path: Path) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for name, kind in _OLE_STREAMS:
            if content.find(f"{name}\0".encode("utf-16-le")) >= 0:
                return kind
    return "unknown"


def _text_kind(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) & ~1].decode("utf-16", "ignore").lstrip("\ufeff \r\n\t")
        return "xml" if text.startswith("<?xml") else "text"  # Excel's "Unicode text"
    if b"\x00" in head:
        return "unknown"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if _SAVED_PAGE.match(start) and b"multipart/related" in start:
        return "mhtml"
    if start.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            return "xml_spreadsheet"
        return _markup_kind(start)
    return "text"


def _markup_kind(start: bytes) -> str:
    """A page or a document, by its first element, or where that is far off by how it begins."""
    declared = start.startswith(b"<?xml")
    while prolog := _PROLOG.match(start):
        if prolog[0].lstrip().startswith((b"<!doctype html", b"<!doctype\thtml")):
            return "html"
        start = start[prolog.end() :]
    first = _FIRST_ELEMENT.match(start)
    if first is None:
        return "xml" if declared else "html"
    return "html" if first[1] in _OF_PAGES else "xml"
