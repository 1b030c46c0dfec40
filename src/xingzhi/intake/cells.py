"""Read one cell as what its column declares; what cannot be read is a `ValueProblem`, never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from xingzhi.core.declare import Column, Kind
from xingzhi.intake.readers import Cell, Damaged
from xingzhi.text.application_numbers import parse
from xingzhi.text.dates import DAYS_AHEAD, parse_date
from xingzhi.text.ipc import parse_classes, parse_locarno
from xingzhi.text.names import split_names
from xingzhi.text.normalise import clean, fold, is_empty
from xingzhi.text.problems import ValueProblem

Parser = Callable[[Cell, list[str]], Any]  # a cell, and the list to which notes are added
_INTEGER = re.compile(r"[+-]?\d+(?:\.0*)?", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d\d)年(?:度|报|年报|度报告)?", re.ASCII)  # "2023年度": only a year is written so
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_PLACES = Decimal("0.0001")  # what a register keeps
CUT_MARK = "（原文超过单元格上限，已截断，请以原文件为准）"  # ends a cell that was cut on its way back to the officer
_EXACT = 1e15  # beyond, a spreadsheet has lost digits


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


def to_text(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, dates in ISO form.

    Raises `ValueProblem` with the reader's code for a damaged cell, digits_lost for numbers of 16 digits and more.
    """
    if type(cell) is str:
        return cell
    if isinstance(cell, Damaged):
        raise ValueProblem(cell.code, value=str(cell)[:200])
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        if not abs(cell) < _EXACT:  # no number at all included
            raise ValueProblem("digits_lost", value=f"{cell:g}")
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def parser_for(column: Column, context: Context) -> Parser:
    """The reader of one column's cells; made once, called for every row. Empty cells give "" or None."""
    match column.kind:
        case Kind.TEXT:
            return _text(column.max_length)
        case Kind.LONG_TEXT:
            return _text(0)
        case Kind.DATE:
            return _date(context.today, context.days_ahead.get(column.name, DAYS_AHEAD))
        case Kind.CHOICE:
            return _choice(column, context.meanings.get(column.name))
        case Kind.APPLICATION_NUMBER:
            return _application_number(context)
        case Kind.REGION:
            return _region(column, context.region)
    return {
        Kind.INTEGER: _integer,
        Kind.DECIMAL: _decimal,
        Kind.NAMES: _names,
        Kind.IPC: _classes,
        Kind.CREDIT_CODE: _credit_code,
    }[column.kind]


def cell_reader(column: Column, context: Context) -> Callable[[Cell], Any]:
    """The reader of single values of a column, as typed into a form; raises `ValueProblem`."""
    parser = parser_for(column, context)
    return lambda cell: parser(cell, [])


def _text(limit: int) -> Parser:
    def read(cell: Cell, notes: list[str]) -> str:
        text = clean(cell if type(cell) is str else to_text(cell)).rstrip(";； ")  # lists of one end so
        if len(text) <= 12 and is_empty(text):
            return ""
        if text.endswith(CUT_MARK):
            raise ValueProblem("cell_cut", value=text[:60])
        if limit and len(text) > limit:
            raise ValueProblem("text_too_long", value=text[:60] + "…", length=len(text), limit=limit)
        return text

    return read


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


def _number_text(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", to_text(cell)).strip().lstrip("'")
    return "" if is_empty(text) else re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", text)


def _integer(cell: Cell, notes: list[str]) -> int | None:
    text = _number_text(cell)
    if not text:
        return None
    if year := _YEAR.fullmatch(text):
        return int(year[1])
    if not _INTEGER.fullmatch(text):
        raise ValueProblem("integer_unreadable", value=text)
    return int(text.split(".")[0])


def _decimal(cell: Cell, notes: list[str]) -> Decimal | None:
    text = _number_text(cell)
    if not text:
        return None
    if not _DECIMAL.fullmatch(text) or len(text) > 17:
        if not isinstance(cell, float):
            raise ValueProblem("decimal_unreadable", value=text)
        text = f"{cell:.15g}"  # a spreadsheet shows 15 digits; the rest is noise of binary arithmetic
    value = Decimal(text)
    kept = value.quantize(_PLACES)
    if kept != value:
        notes.append("rounded")
    return kept


def _names(cell: Cell, notes: list[str]) -> str:
    return _joined_names(to_text(cell))


@lru_cache(maxsize=1 << 16)
def _joined_names(text: str) -> str:
    return "; ".join(split_names(text))


def _classes(cell: Cell, notes: list[str]) -> str:
    if isinstance(cell, date):  # 14-02 typed into a spreadsheet becomes 14 February
        raise ValueProblem("class_became_date", value=to_text(cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return "; ".join(parse_locarno(to_text(cell).zfill(4)))
    return _joined_classes(to_text(cell))


@lru_cache(maxsize=1 << 16)
def _joined_classes(text: str) -> str:
    return "" if is_empty(text) else "; ".join(parse_classes(text))


def _credit_code(cell: Cell, notes: list[str]) -> str:
    return _checked_code(to_text(cell))


@lru_cache(maxsize=1 << 14)
def _checked_code(raw: str) -> str:
    code = fold(raw).upper().strip("'")
    if is_empty(raw) or not code:
        return ""
    try:
        return str(uscc.validate(code))
    except InvalidLength:
        raise ValueProblem("credit_code_length", value=raw, length=len(code)) from None
    except InvalidChecksum:
        raise ValueProblem("credit_code_check_digit", value=raw, computed=uscc.calc_check_digit(code[:-1])) from None
    except ValidationError:
        raise ValueProblem("credit_code_form", value=raw) from None
