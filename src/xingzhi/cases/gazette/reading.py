"""Read a list of published marks: a table with headings, WIPO ST.96, or lines of names as pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xingzhi.core.declare import register_named
from xingzhi.intake.cell_values import Parser
from xingzhi.intake.cells import Context, parser_for
from xingzhi.intake.headings import Header, find_header
from xingzhi.intake.readers import Cell, Sheet, open_book
from xingzhi.packs import load
from xingzhi.registers.context import reading_context
from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem
from xingzhi.text.trademarks import mark_number, nice_classes, similar_groups

LONGEST = 200  # characters of a mark that is compared as text
TAKEN = (
    "mark_no",
    "mark_text",
    "nice_classes",
    "similar_groups",
    "goods",
    "applicants",
    "filed_on",
    "prelim_published_on",
)
NUMBER = re.compile(r"G?\d{6,9}[A-Z]{0,3}", re.ASCII)
CLASSES = re.compile(r"(?:第?\d{1,2}类?)(?:[;,、/]第?\d{1,2}类?)*")
FIELDS = re.compile(r"[\t,，|]| {2,}")
CLEANERS = {"mark_no": mark_number, "nice_classes": nice_classes, "similar_groups": similar_groups}


@dataclass(frozen=True)
class Published:
    """One published mark; blank or None is what the list does not say."""

    row: int
    mark_text: str
    mark_no: str = ""
    nice_classes: str = ""
    similar_groups: str = ""
    goods: str = ""
    applicants: str = ""
    filed_on: date | None = None
    prelim_published_on: date | None = None


@dataclass(frozen=True)
class Unread:
    """A cell or row that could not be read; `whole`: the mark is not compared for it."""

    sheet: str
    row: int
    column: str
    value: str
    code: str
    whole: bool = False


Item = Published | Unread


def read_gazette(path: Path) -> Iterator[Item]:
    """Everything in a list, in its order; raises `ReaderProblem` where the file is none."""
    register = register_named("trademarks")
    context = reading_context(register)
    aliases = load().headings("trademarks")
    for sheet in open_book(path).sheets:
        header = None if sheet.hidden else find_header(sheet, register, aliases)
        if header and "mark_text" in header.mapping.values():
            yield from _table(sheet, header, context)
        elif not sheet.hidden:
            yield from _lines(sheet)


def _table(sheet: Sheet, header: Header, context: Context) -> Iterator[Item]:
    register = register_named("trademarks")
    plan = [
        (index, name, parser_for(register[name], context)) for index, name in header.mapping.items() if name in TAKEN
    ]
    for number, cells in sheet.rows():
        if number > header.last_row and any(cell not in (None, "") for cell in cells):
            values: dict[str, Any] = {}
            for index, name, parse in plan:
                cell = cells[index] if index < len(cells) else None
                try:
                    values[name] = _cell(name, cell, parse)
                except ValueProblem as problem:
                    yield Unread(sheet.name, number, header.headings[index], str(cell)[:100], problem.code)
            yield _checked(sheet.name, number, values)


def _cell(name: str, cell: Cell, parse: Parser) -> Any:
    if cell is None:
        return None
    value = parse(cell, [])
    return CLEANERS[name](value) if name in CLEANERS and value else value


def _lines(sheet: Sheet) -> Iterator[Item]:
    """Rows without headings: what looks like a number, a class or a day is that; the first other is the mark."""
    for number, cells in sheet.rows():
        pieces = [piece.strip() for cell in cells if cell is not None for piece in FIELDS.split(str(cell))]
        values: dict[str, Any] = {}
        for piece in filter(None, pieces):
            _told(piece, values)
        if values:
            yield _checked(sheet.name, number, values)


def _told(piece: str, values: dict[str, Any]) -> None:
    """Say what a piece of a line is."""
    if "mark_no" not in values and NUMBER.fullmatch(piece.upper()):
        values["mark_no"] = mark_number(piece)
        return
    if "nice_classes" not in values and CLASSES.fullmatch(piece):
        try:
            values["nice_classes"] = nice_classes(piece)
            return
        except ValueProblem:
            pass
    day = _day(piece)
    if day:
        values["prelim_published_on"] = day
    elif "mark_text" not in values:
        values["mark_text"] = piece
    else:
        values.setdefault("applicants", piece)


def _day(piece: str) -> date | None:
    if not piece[:1].isdigit() or len(piece) < len("2026-1-1"):
        return None
    try:
        return parse_date(piece, date.max, days_ahead=0)
    except ValueProblem:
        return None


def _checked(sheet: str, number: int, values: dict[str, Any]) -> Item:
    text = str(values.get("mark_text") or "").strip()
    if not any(letter.isalnum() for letter in text):
        return Unread(sheet, number, "商标名称", text[:100], "no_text", whole=True)
    if len(text) > LONGEST:
        return Unread(sheet, number, "商标名称", text[:60] + "…", "too_long", whole=True)
    given = {name: value for name, value in values.items() if value is not None}
    return Published(row=number, **{**given, "mark_text": text})
