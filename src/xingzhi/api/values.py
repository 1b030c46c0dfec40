"""Records as the API answers them: typed values, and what is personal masked as in an export."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import create_model

from xingzhi.api.saying import both
from xingzhi.core.declare import Column, Kind, Register
from xingzhi.registers.exports import is_person, shown

TYPES: dict[Kind, Any] = {Kind.DATE: date, Kind.INTEGER: int, Kind.DECIMAL: Decimal}
INNER = ("party_key",)  # what only the program reads
NOTES = {
    Kind.NAMES: ("几个名称以“; ”相连", "several names joined by '; '"),
    Kind.IPC: ("几个分类号以“; ”相连", "several symbols joined by '; '"),
    Kind.REGION: ("GB/T 2260 区划代码的前缀", "a prefix of the GB/T 2260 division code"),
}


def columns(register: Register) -> list[Column]:
    """The columns a record is answered with."""
    return [column for column in register.stored if column.name not in INNER]


def about(column: Column) -> str:
    """What the API's description says of a column."""
    zh, en = NOTES.get(column.kind, ("", ""))
    return both(f"{column.zh}（{zh}）" if zh else column.zh, f"{column.en} ({en})" if en else column.en)


def record_schema(register: Register) -> type[Schema]:
    """What a record of a register looks like in answers."""
    fields: dict[str, Any] = {
        "id": (int, Field(description=both("记录在本系统的编号", "Number of the record in this system"))),
        "key": (str, Field(description=both("记录的键", "Key of the record"))),
        "region": (str, Field(description=both("属地，区划代码的前缀", "Owner: a prefix of the division code"))),
        "revision": (
            int,
            Field(description=both("最后改动它的批次的修订号", "Revision of the batch that last changed it")),
        ),
    }
    for column in columns(register):
        described = about(column)
        if column.kind in TYPES:
            fields[column.name] = (TYPES[column.kind] | None, Field(None, description=described))
        elif column.kind is Kind.CHOICE:
            codes = tuple(choice.code for choice in column.choices)
            fields[column.name] = (Literal[("", *codes)], Field("", description=described))
        else:
            fields[column.name] = (str, Field("", description=described))
    return create_model(f"{register.name}_record", __base__=Schema, **fields)


def cell(column: Column, value: Any, *, person: bool) -> Any:
    """A value as answered: masked where it says who somebody is or where they live."""
    private = column.personal or column.kind is Kind.NAMES or (person and column.name == "name")
    return shown(column, value, unmasked=False, person=person) if private else value


def told(row: Any, among: Iterable[Column]) -> dict[str, Any]:
    """The values of some columns of a row."""
    person = is_person(row)
    return {column.name: cell(column, getattr(row, column.name), person=person) for column in among}


def as_record(register: Register, row: Any) -> dict[str, Any]:
    """A row as answered."""
    return {name: getattr(row, name) for name in ("id", "key", "region", "revision")} | told(row, columns(register))
