"""Rows of any register, made from its declaration: every column a file may bring, filled with what its kind takes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.builders import KINDS, number, words
from xingzhi.core.declare import Column, Kind, Register
from xingzhi.sample.numbers import credit_code

PLACES = ("科尔沁右翼前旗", "扎赉特旗", "突泉县")
PATHS = ("152221", "152223", "152224")
STATUSES = ("授权", "专利权的终止", "实质审查的生效")


def cell(register: Register, column: Column, at: int) -> str:
    """What the file says of a column in row `at`; blank now and then in columns that may be blank."""
    if column.name == "patent_type":
        return column.choices[at % len(column.choices)].zh
    if column.name == "legal_status_text":
        return STATUSES[at % 3]
    if column.name == "mark_no":
        return str(60000001 + at)
    if column.name == "nice_classes":
        return f"{at % 45 + 1:02}"
    if column.name == "similar_groups":
        return f"{at % 45 + 1:02}01; {at % 45 + 1:02}02"
    if column.name == "name":
        return words(at, 6) + "机械有限公司"
    if not column.stored or (not column.required and column.sortable and at % 4 == 0):
        return ""
    match column.kind:
        case Kind.APPLICATION_NUMBER:
            return "CN" + number(2015 + at % 7, at + 1, list(KINDS)[at % 3])
        case Kind.DATE:
            return str(date(2022, 1, 5) + timedelta(days=at % 5))  # the same day more than once
        case Kind.INTEGER:
            return str(2000 + at)
        case Kind.DECIMAL:
            return f"{at}.25"
        case Kind.CHOICE:
            return column.choices[at % len(column.choices)].zh
        case Kind.REGION:
            return PLACES[at % 3]
        case Kind.CREDIT_CODE:
            return credit_code("91", PATHS[at % 3], random.Random(f"{register.name}{at}"))
        case Kind.IPC:
            return "A63B23/04"
        case Kind.NAMES:
            return words(at, 5) + "机械有限公司" if column.name == "applicants" else words(at + len(column.name), 3)
    return (words(at * 100 + len(column.name), 8) + "文字")[: column.max_length]


def row(register: Register, at: int) -> dict[str, str]:
    """Heading -> cell of row `at`."""
    return {column.zh: cell(register, column, at) for column in register.importable if column.stored}


def expected(column: Column, text: str) -> Any:
    """The value the register then holds."""
    if not text:
        return None if column.kind in (Kind.DATE, Kind.INTEGER, Kind.DECIMAL) else ""
    match column.kind:
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.INTEGER:
            return int(text)
        case Kind.DECIMAL:
            return Decimal(text)
        case Kind.CHOICE:
            return next(choice.code for choice in column.choices if choice.zh == text)
        case Kind.REGION:
            return PATHS[PLACES.index(text)]
        case Kind.APPLICATION_NUMBER:
            return text.removeprefix("CN")
    return text


def record_of(register: Register, cells: Mapping[str, str]) -> Any:
    """The record a row became."""
    from xingzhi.registers.models import MODELS

    column = register[register.key_columns[0]]
    rows = MODELS[register.name].objects.all()
    for name in register.key_columns:
        rows = rows.filter(**{name: expected(register[name], cells[register[name].zh])})
    assert column
    return rows.get()
