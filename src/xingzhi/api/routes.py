"""REST routes built from the declarations: every register has a list and a record route, every indicator a value.

Who calls is who is logged in; what is answered passes the same `visible_to` and filters as the pages.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.security import django_auth
from pydantic import create_model

from xingzhi.core.declare import Column, Kind, Register, registers
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell
from xingzhi.packs import load
from xingzhi.registers.exports import is_person, shown
from xingzhi.registers.listing import BadCursor, Order, filtered, page
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest


class _Api(NinjaAPI):
    @property
    def urls(self) -> Any:
        """The addresses. Routes with a check of their own answer a stranger with 401, not with the login page."""
        patterns, *names = super().urls
        for pattern in patterns:
            if str(pattern.name) not in ("openapi-json", "api-root"):
                pattern.callback.login_required = False
        return (patterns, *names)


api = _Api(title="Xingzhi 兴知", version="1", auth=django_auth, docs_url=None, urls_namespace="api")

TYPES: dict[Kind, Any] = {Kind.DATE: date, Kind.INTEGER: int, Kind.DECIMAL: Decimal}
MAX_ROWS = 500


def _columns(register: Register) -> list[Column]:
    return [column for column in register.stored if column.name != "party_key"]


def record_schema(register: Register) -> type[Schema]:
    """What a record of a register looks like in answers."""
    fields: dict[str, Any] = {"id": (int, ...), "key": (str, ...), "region": (str, ...), "revision": (int, ...)}
    for column in _columns(register):
        kind = TYPES.get(column.kind, str)
        fields[column.name] = (kind | None, None) if column.kind in TYPES else (str, "")
    return create_model(f"{register.name}_record", __base__=Schema, **fields)


def as_record(register: Register, row: Any) -> dict[str, Any]:
    """A row as answered: typed values; what is personal is masked as in an export."""
    person = is_person(row)
    values: dict[str, Any] = {name: getattr(row, name) for name in ("id", "key", "region", "revision")}
    for column in _columns(register):
        value = getattr(row, column.name)
        private = column.personal or column.kind is Kind.NAMES or (person and column.name == "name")
        values[column.name] = shown(column, value, unmasked=False, person=person) if private else value
    return values


def add_register(register: Register) -> None:
    """Add the two routes of a register."""
    record = record_schema(register)
    listing = create_model(f"{register.name}_list", __base__=Schema, rows=(list[record], ...), next=(str, ""))  # type: ignore[valid-type]

    @api.get(f"/registers/{register.name}", response=listing, operation_id=f"list_{register.name}", summary=register.en)
    def list_records(request: HttpRequest, sort: str = "", cursor: str = "", size: int = 50) -> dict[str, Any]:
        filters = filtered(register, request.user, request.GET)
        if not filters.is_valid():
            raise HttpError(400, str(filters.errors.as_text()))
        try:
            made = page(filters.qs, Order.read(register, sort), cursor, max(1, min(size, MAX_ROWS)))
        except BadCursor as error:
            raise HttpError(400, "cursor") from error
        return {"rows": [as_record(register, row) for row in made.rows], "next": made.following}

    @api.get(f"/registers/{register.name}/{{int:record_id}}", response=record, operation_id=f"get_{register.name}")
    def get_record(request: HttpRequest, record_id: int) -> dict[str, Any]:
        rows = MODELS[register.name].objects.visible_to(request.user)
        return as_record(register, get_object_or_404(rows, pk=record_id))


for each in registers():
    add_register(each)


@api.get("/indicators/{name}", operation_id="indicator_value")
def indicator_value(
    request: HttpRequest, name: str, region: str, at: date, start: date | None = None
) -> dict[str, Any]:
    """One figure with numerator, denominator, pack and snapshot; `region` is a division code inside the caller's."""
    packs, snapshot = load(), latest()
    path = packs.regions.by_code(region)
    scope = getattr(request.user, "region", None)
    found = packs.indicators.get(name)
    if found is None or path is None or scope is None or not path.startswith(scope) or snapshot is None:
        raise HttpError(404, "not found")
    measure = Measure(found, packs, snapshot)
    return measure.value(Cell(path, measure.span(at, start))).as_json()
