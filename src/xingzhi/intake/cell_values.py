"""Read cells that say all by themselves: texts, numbers, names, classes and codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from xingzhi.intake.readers import Cell, Damaged
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


def text_of(limit: int) -> Parser:
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


def _number_text(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", to_text(cell)).strip().lstrip("'")
    return "" if is_empty(text) else re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", text)


def integer_cell(cell: Cell, notes: list[str]) -> int | None:
    text = _number_text(cell)
    if not text:
        return None
    if year := _YEAR.fullmatch(text):
        return int(year[1])
    if not _INTEGER.fullmatch(text):
        raise ValueProblem("integer_unreadable", value=text)
    return int(text.split(".")[0])


def decimal_cell(cell: Cell, notes: list[str]) -> Decimal | None:
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


def names_cell(cell: Cell, notes: list[str]) -> str:
    return _joined_names(to_text(cell))


@lru_cache(maxsize=1 << 16)
def _joined_names(text: str) -> str:
    return "; ".join(split_names(text))


def classes_cell(cell: Cell, notes: list[str]) -> str:
    if isinstance(cell, date):  # 14-02 typed into a spreadsheet becomes 14 February
        raise ValueProblem("class_became_date", value=to_text(cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return "; ".join(parse_locarno(to_text(cell).zfill(4)))
    return _joined_classes(to_text(cell))


@lru_cache(maxsize=1 << 16)
def _joined_classes(text: str) -> str:
    return "" if is_empty(text) else "; ".join(parse_classes(text))


def credit_code_cell(cell: Cell, notes: list[str]) -> str:
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
