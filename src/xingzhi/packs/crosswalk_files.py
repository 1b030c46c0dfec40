"""Read the strategic-industry table from the official DOCX, or from a CSV of the same for trials."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from xingzhi.packs.crosswalk import Crosswalk, CrosswalkPack, CrosswalkRow, read_symbols

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LIMIT = 64 * 1024 * 1024  # bytes of the document unpacked; the official table is far below one
CODE = re.compile(r"^\s*(\d{1,2}(?:\s*[.．]\s*\d{1,2}){0,5})\s*(.*)$", re.S)
CSV_COLUMNS = ("sei_code", "sei_name", "ipc_include", "ipc_exclude", "keyword_limited", "keyword_note")
Grid = list[list[str]]


class CrosswalkProblem(ValueError):
    """A file is no such table. `code` says why: not_docx, too_large, no_table, no_rows, not_csv."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read_crosswalk(path: Path, pack: CrosswalkPack) -> Crosswalk:
    """The table of a DOCX or CSV file; raise `CrosswalkProblem` where it holds none."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        return _from_grids(_grids(content), pack)
    return _from_csv(content)


# --- DOCX ---


def _grids(content: bytes) -> list[Grid]:
    """The tables of a document as rows of cells; a merged cell stands in each of its places."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo("word/document.xml").file_size > LIMIT:
                raise CrosswalkProblem("too_large")
            xml = archive.read("word/document.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(xml, parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, RuntimeError, NotImplementedError) as error:
        raise CrosswalkProblem("not_docx") from error
    return [list(_rows(table)) for table in root.iter(f"{W}tbl")]


def _rows(table: Any) -> Iterator[list[str]]:
    above: dict[int, str] = {}
    for row in table.iterchildren(f"{W}tr"):
        cells: list[str] = []
        for cell in row.iter(f"{W}tc"):
            at = len(cells)
            text, merged = _text(cell), cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart":
                text = above.get(at, "")
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            for place in range(at, at + width):
                above[place] = text
            cells += [text] * width
        yield cells


def _text(cell: Any) -> str:
    """The text of a cell: paragraphs and breaks as lines; what was struck by a tracked change is not there."""
    lines = []
    for paragraph in cell.iterchildren(f"{W}p"):
        parts = []
        for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
            parts.append(node.text or "" if node.tag == f"{W}t" else "\n" if node.tag == f"{W}br" else " ")
        lines.append("".join(parts))
    return "\n".join(lines).strip()


def _from_grids(grids: list[Grid], pack: CrosswalkPack) -> Crosswalk:
    names: dict[str, str] = {}
    rows: list[CrosswalkRow] = []
    columns: list[str] = []
    for grid in grids:
        for cells in grid:
            found = _head(cells, pack)
            if found:
                columns = found
            elif columns and len(cells) == len(columns):
                _take(cells, columns, names, rows, pack)
    if not columns:
        raise CrosswalkProblem("no_table")
    if not rows:
        raise CrosswalkProblem("no_rows")
    return Crosswalk(tuple(rows), dict(sorted(names.items(), key=lambda pair: _order(pair[0]))))


def _order(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split("."))


def _head(cells: list[str], pack: CrosswalkPack) -> list[str]:
    """What each column is, where the row is a heading; empty where it is none. The symbols' column must be there."""
    if any(CODE.match(cell) for cell in cells):
        return []
    found = []
    for cell in cells:
        said = "".join(cell.split())
        fits = [
            (len(word), kind) for kind, words in pack.headings.items() for word in words.values if word in said.upper()
        ]
        found.append(max(fits)[1] if fits else "")
    return found if "ipc" in found and ("code" in found or "name" in found) else []


def _take(
    cells: list[str], columns: list[str], names: dict[str, str], rows: list[CrosswalkRow], pack: CrosswalkPack
) -> None:
    """Keep what one row says: the names of its codes, and its symbols under the deepest of them."""
    held = dict.fromkeys(("ipc", "keyword", "exclude"), "")
    code = name = ""
    for cell, kind in zip(cells, columns, strict=True):
        if kind in ("code", "name", ""):
            code, name = _named(cell, code, name, names)
        elif cell not in held[kind]:
            held[kind] = f"{held[kind]}\n{cell}".strip()
    if not code and rows:
        code, name = rows[-1].code, rows[-1].name  # a cell left blank instead of merged
    symbols = held["ipc"]
    if not code or not symbols or CODE.match(symbols) or symbols == name:
        return  # an industry's or area's own line
    include, exclude, unread = read_symbols(symbols, pack.exclusions.values)
    more, _, unread_too = read_symbols(held["exclude"]) if held["exclude"] else ((), (), "")
    rows.append(
        CrosswalkRow(
            number=len(rows) + 1,
            code=code,
            name=names.get(code, name),
            include=include,
            exclude=(*exclude, *more),
            keyword=held["keyword"],
            limited=bool(held["keyword"]),
            ipc_unread="；".join(filter(None, (unread, unread_too))),
        )
    )


def _named(cell: str, code: str, name: str, names: dict[str, str]) -> tuple[str, str]:
    """The code and name so far, after one more cell of either; the deeper of two codes counts."""
    match = CODE.match(cell)
    if match:
        found = ".".join(str(int(part)) for part in re.split(r"[.．]", "".join(match[1].split())))
        said = " ".join(match[2].split())
        if found.count(".") >= code.count(".") or not code:
            code, name = found, said
        if said or found not in names:
            names[found] = said or names.get(found, "")
    elif cell and code and not names.get(code):
        names[code] = name = " ".join(cell.split())
    return code, name


# --- CSV, for trials ---


def _from_csv(content: bytes) -> Crosswalk:
    """A CSV with columns sei_code, sei_name, ipc_include, ipc_exclude, keyword_limited (0 or 1), keyword_note."""
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        if tuple(reader.fieldnames or ()) != CSV_COLUMNS:
            raise CrosswalkProblem("not_csv")
        rows = [_csv_row(number, row) for number, row in enumerate(reader, start=1)]
    except UnicodeDecodeError as error:
        raise CrosswalkProblem("not_docx") from error
    if not rows:
        raise CrosswalkProblem("no_rows")
    names = {row.code: row.name for row in rows}
    return Crosswalk(tuple(rows), dict(sorted(names.items(), key=lambda pair: _order(pair[0]))))


def _csv_row(number: int, row: dict[str, str]) -> CrosswalkRow:
    include, _, unread = read_symbols(row["ipc_include"].replace(" ", "、"))
    exclude, _, unread_too = read_symbols(row["ipc_exclude"].replace(" ", "、"))
    limited = row["keyword_limited"].strip() == "1"
    return CrosswalkRow(
        number=number,
        code=row["sei_code"].strip(),
        name=row["sei_name"].strip(),
        include=include,
        exclude=exclude,
        keyword=row["keyword_note"].strip() if limited else "",
        limited=limited,
        ipc_unread="；".join(filter(None, (unread, unread_too))),
    )
