"""Read one cell as what its column declares; what cannot be read is a `ValueProblem`, never a guess."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from xingzhi.core.declare import Column, Kind
from xingzhi.intake.cell_values import (
    Parser,
    classes_cell,
    credit_code_cell,
    decimal_cell,
    integer_cell,
    names_cell,
    text_of,
    to_text,
)
from xingzhi.intake.readers import Cell, Damaged
from xingzhi.text.application_numbers import parse
from xingzhi.text.dates import DAYS_AHEAD, parse_date
from xingzhi.text.normalise import clean, fold, is_empty
from xingzhi.text.problems import ValueProblem


@dataclass(frozen=True)
class Context:
    """What reading needs from outside.

    `kinds`: type digit of an application number -> patent type code. `region`: a code or name -> region path, None
    where unknown. `meanings`: column -> how its words are turned into the code of a choice. `days_ahead`: column ->
    days a date may lie in the future. `former`: a code or name -> the path the place had by then, "" where it is today's.
    """

    today: date
    kinds: Mapping[str, str]
    region: Callable[[str], str | None]
    meanings: Mapping[str, Callable[[str], str | None]] = field(default_factory=dict)
    days_ahead: Mapping[str, int] = field(default_factory=dict)
    former: Callable[[str], str] = lambda text: ""


def parser_for(column: Column, context: Context) -> Parser:
    """The reader of one column's cells; made once, called for every row. Empty cells give "" or None."""
    match column.kind:
        case Kind.TEXT:
            return text_of(column.max_length)
        case Kind.LONG_TEXT:
            return text_of(0)
        case Kind.DATE:
            return _date(context.today, context.days_ahead.get(column.name, DAYS_AHEAD))
        case Kind.CHOICE:
            return _choice(column, context.meanings.get(column.name))
        case Kind.APPLICATION_NUMBER:
            return _application_number(context)
        case Kind.REGION:
            return _region(column, context.region)
    return {
        Kind.INTEGER: integer_cell,
        Kind.DECIMAL: decimal_cell,
        Kind.NAMES: names_cell,
        Kind.IPC: classes_cell,
        Kind.CREDIT_CODE: credit_code_cell,
    }[column.kind]


def cell_reader(column: Column, context: Context) -> Callable[[Cell], Any]:
    """The reader of single values of a column, as typed into a form; raises `ValueProblem`."""
    parser = parser_for(column, context)
    return lambda cell: parser(cell, [])


def _date(today: date, days_ahead: int) -> Parser:
    def read(cell: Cell, notes: list[str]) -> date | None:
        if isinstance(cell, Damaged):
            to_text(cell)
        return parse_date(cell, today, days_ahead)

    return read


def _choice(column: Column, meaning: Callable[[str], str | None] | None) -> Parser:
    codes: dict[str, str] = {}
    for choice in column.choices:
        for spelling in (choice.code, choice.zh, choice.en, *choice.spellings):
            codes.setdefault(fold(spelling), choice.code)
    allowed = "、".join(choice.zh for choice in column.choices)

    @lru_cache(maxsize=4096)
    def code_of(text: str) -> str:
        code = (meaning(text) if meaning else None) or codes.get(fold(text))
        if code is None:
            if is_empty(text):
                return ""
            raise ValueProblem("choice_unknown", value=text, allowed=allowed)
        return code

    return lambda cell, notes: code_of(to_text(cell))


def _application_number(context: Context) -> Parser:
    kinds, latest = context.kinds, context.today.year

    def read(cell: Cell, notes: list[str]) -> str:
        if isinstance(cell, Damaged):
            to_text(cell)
        if cell is None or (isinstance(cell, str) and is_empty(cell)):
            return ""
        if isinstance(cell, date):
            raise ValueProblem("number_unreadable", value=to_text(cell))
        number = parse(cell, kinds, latest)
        notes.extend(number.notes)
        return number.value

    return read


def _region(column: Column, find: Callable[[str], str | None]) -> Parser:
    @lru_cache(maxsize=4096)
    def path_of(text: str) -> str:
        if is_empty(text):
            if column.required:  # "" is also the path of the whole nation, so a blank cell is told apart here
                raise ValueProblem("required_missing")
            return ""
        path = find(text)
        if path is None:
            raise ValueProblem("region_unknown", value=text)
        return path

    return lambda cell, notes: path_of(clean(to_text(cell)))
