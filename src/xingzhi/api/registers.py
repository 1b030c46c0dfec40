"""Registers: what each holds, and for each a list with the conditions of its page and a record."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import create_model

from xingzhi.api.paging import Paging, listing, page_of
from xingzhi.api.problems import Fault, Refused
from xingzhi.api.saying import both, operation
from xingzhi.api.values import as_record, columns, record_schema
from xingzhi.core.declare import Column, Kind, Register, registers
from xingzhi.registers.filters import filtered
from xingzhi.registers.listing import Order
from xingzhi.registers.models import MODELS

router = Router(tags=["registers"])
REGION = r"^(-|[0-9]{0,12})$"


class ChoiceOut(Schema):
    """One allowed value."""

    code: str
    zh: str
    en: str


class ColumnOut(Schema):
    """One column of a register."""

    name: str
    zh: str
    en: str
    kind: Kind = Field(description=both("值的种类", "What kind of value it is"))
    sortable: bool
    filtered: bool
    public: bool = Field(description=both("公布后外地可见", "Seen by other regions once published"))
    personal: bool = Field(description=both("脱敏", "Masked"))
    choices: list[ChoiceOut]


class RegisterOut(Schema):
    """One register as it is declared."""

    name: str
    zh: str
    en: str
    key_columns: list[str] = Field(description=both("键由哪些列构成", "What the key is made of"))
    columns: list[ColumnOut]


def _column(column: Column) -> dict[str, Any]:
    names = ("name", "zh", "en", "kind", "sortable", "filtered", "public", "personal")
    choices = [{"code": each.code, "zh": each.zh, "en": each.en} for each in column.choices]
    return {name: getattr(column, name) for name in names} | {"choices": choices}


@router.get(
    "", response=list[RegisterOut], **operation("list_registers", "台账有哪些、各有哪些列", "Registers, their columns")
)
def list_registers(request: HttpRequest) -> list[dict[str, Any]]:
    """Every register as it is declared; the same for everybody."""
    return [
        {
            "name": register.name,
            "zh": register.zh,
            "en": register.en,
            "key_columns": register.key_columns,
            "columns": [_column(column) for column in columns(register)],
        }
        for register in registers()
    ]


def conditions(register: Register) -> Any:
    """The query parameters of a register's list: the filters of its page, its orders, its pages."""
    fields: dict[str, Any] = {
        "q": (str, Field("", max_length=200, description=both("关键词或号码的开头", "Words, or how a number begins"))),
        "region": (str, Field("", pattern=REGION, examples=["152221"],
                              description=both("区划代码的前缀；- 为未定属地", "A prefix of the division code; - for no known place"))),
    }  # fmt: skip
    for column in register.stored:
        if column.filtered:
            codes = Literal[tuple(choice.code for choice in column.choices)]  # type: ignore[valid-type] # made of the declaration
            fields[column.name] = (codes | None, Field(None, description=both(column.zh, column.en)))
        if column.sortable and column.kind is Kind.DATE:
            for suffix, zh, en in (("from", "起", "from"), ("to", "止", "to")):
                said = both(f"{column.zh}{zh}", f"{column.en}, {en}")
                fields[f"{column.name}_{suffix}"] = (
                    date | None,
                    Field(None, description=said, examples=["2024-01-31"]),
                )
    if register.name == "patents":
        said = both("申请人，主体台账里的编号", "An applicant: its number in the register of parties")
        fields["party"] = (int | None, Field(None, ge=1, le=2**63 - 1, description=said))
    orders = [sign + column.name for column in register.stored if column.sortable for sign in ("", "-")]
    said = both("次序；前面加 - 为倒序", "Order; with - before it the other way round")
    fields["sort"] = (Literal[tuple(orders)], Field(register.default_sort, description=said))
    return create_model(f"{register.name}_conditions", __base__=Paging, **fields)


def add_register(register: Register) -> None:
    """Add the two routes of a register."""
    record: Any = record_schema(register)
    asking: Any = conditions(register)

    def list_records(request: HttpRequest, asked: Any) -> dict[str, Any]:
        given = {name: str(value) for name, value in asked.dict(exclude_none=True).items() if value != ""}
        filters = filtered(register, request.user, given)
        if not filters.is_valid():
            faults = [Fault(where="query", name=name, message=str(said[0])) for name, said in filters.errors.items()]
            raise Refused("invalid", "", faults)
        order = Order.read(register, asked.sort)
        made = page_of(filters.qs, order, asked, register.order_field(order.column))
        return {"rows": [as_record(register, row) for row in made.rows], "next": made.following}

    # The schema is made of the declaration, so no annotation in the source can name it.
    list_records.__annotations__["asked"] = Query[asking]  # type: ignore[misc]
    router.get(
        f"/{register.name}",
        response=listing(f"{register.name}_list", record),
        **operation(f"list_{register.name}", f"{register.zh}的清单", f"List: {register.en.lower()}"),
    )(list_records)

    @router.get(
        f"/{register.name}/{{int:record_id}}",
        response=record,
        **operation(f"get_{register.name}", f"{register.zh}的一条记录", f"One record: {register.en.lower()}"),
    )
    def get_record(request: HttpRequest, record_id: int) -> dict[str, Any]:
        rows = MODELS[register.name].objects.visible_to(request.user)
        return as_record(register, get_object_or_404(rows, pk=record_id))


for each in registers():
    add_register(each)
