"""Lists of a register: filters, orders and pages that stay fast at a million rows; page, export and API share them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from xingzhi.core.declare import Kind, Register
from xingzhi.core.scope import region_within
from xingzhi.registers import search
from xingzhi.registers.models import MODELS, PatentParty
from xingzhi.registers.parties.identity import standing

PAGE_ROWS = 50
EXACT_COUNT = 10_000  # more than this is counted no further and shown as "about"


class RegisterFilters(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    """The filters every register has; `filters_for` adds those its columns declare."""

    q = django_filters.CharFilter(method="search", label=_("关键词"))
    region = django_filters.CharFilter(method="in_region", label=_("属地"))
    register: Register

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows with every word of the query; a whole or partial key finds its record."""
        matched = search.condition(self.register, value)
        by_key = key_condition(self.register, value)
        if matched is None and by_key is None:
            return rows
        return rows.filter((matched or Q(pk__in=[])) | (by_key or Q(pk__in=[])))

    def in_region(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows of one place; "-" for those with no known place."""
        if value == "-":
            return rows.filter(region_how__in=("unassigned", "outside", "claimed"))
        return rows.filter(region_within(value)) if value.isdigit() else rows.none()

    def of_party(self, rows: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Patents of one party, under whichever name it filed them."""
        return rows.filter(pk__in=PatentParty.objects.filter(party=int(value)).values("patent"))


def key_condition(register: Register, text: str) -> Q | None:
    """The condition that a row's key, or a patent it names, begins with what was typed where that looks like a number."""
    typed = text.strip().upper().removeprefix("CN").removeprefix("ZL")
    if len(typed) < 4 or not typed[:4].isdigit() or not typed.replace(".", "").replace("X", "").isdigit():
        return None
    if "." not in typed and len(typed) in (9, 13):
        typed = f"{typed[:-1]}.{typed[-1]}"
    fields = ["key", *(c.name for c in register.stored if c.kind is Kind.APPLICATION_NUMBER and c.sortable)]
    begins = [Q(**{f"{name}__gte": typed, f"{name}__lt": typed + "~"}) for name in fields if name != register.keyed_by]
    return reduce(or_, begins)


@lru_cache
def filters_for(name: str) -> type[RegisterFilters]:
    """The filter set of a register, built from its declaration."""
    model = MODELS[name]
    register: Register = model.register
    fields: dict[str, Any] = {"register": register}
    for column in register.stored:
        if column.filtered:
            choices = [(choice.code, choice.zh) for choice in column.choices]
            fields[column.name] = django_filters.ChoiceFilter(choices=choices, label=column.zh)
        if column.sortable and column.kind is Kind.DATE:
            for suffix, lookup, word in (("from", "gte", "起"), ("to", "lte", "止")):
                fields[f"{column.name}_{suffix}"] = django_filters.DateFilter(
                    field_name=column.name, lookup_expr=lookup, label=f"{column.zh}{word}"
                )
    if register.name == "patents":
        fields["party"] = django_filters.NumberFilter(method="of_party", label=_("主体"), min_value=1)
    meta = type("Meta", (), {"model": model, "fields": []})
    return type(f"{model.__name__}Filters", (RegisterFilters,), fields | {"Meta": meta})


@dataclass(frozen=True)
class Order:
    """A declared order of a list."""

    column: str
    descending: bool

    @classmethod
    def read(cls, register: Register, text: str) -> Order:
        """The order asked for; the register's own where that is not declared sortable."""
        wanted = text.lstrip("-")
        sortable = {column.name for column in register.stored if column.sortable}
        text = text if wanted in sortable else register.default_sort
        return cls(text.lstrip("-"), text.startswith("-"))

    def __str__(self) -> str:
        return ("-" if self.descending else "") + self.column


@dataclass(frozen=True)
class Page:
    """One page of a list; `newer` and `older` are where the pages before and after begin."""

    rows: list[Any]
    previous: str
    following: str
    order: Order


class BadCursor(ValueError):
    """A page address that was not made by a list."""


def page(rows: QuerySet[Any], order: Order, cursor: str = "", size: int = PAGE_ROWS) -> Page:
    """A page of a register's list in one of its declared orders."""
    return keyset(rows, rows.model.register.order_field(order.column), order, cursor, size)


def keyset(rows: QuerySet[Any], column: str, order: Order, cursor: str, size: int) -> Page:
    """A page by keyset: rows beyond the cursor's row in the order of a column; rows without a value come last.

    Only the order's index is walked, so the thousandth page costs as little as the first. `BadCursor` where the
    address was not made by a list, or by one in another order.
    """
    back, value, last_id = _read_cursor(cursor)
    forward = order.descending if not back else not order.descending
    found = _beyond(rows, column, forward, back, value, last_id, size + 1)
    more = len(found) > size
    found = found[:size]
    if back:
        found.reverse()
    has_before, has_after = (more, True) if back else (bool(cursor), more)
    return Page(
        found,
        _cursor(found[0], column, back=True) if found and has_before else "",
        _cursor(found[-1], column, back=False) if found and has_after else "",
        order,
    )


def _beyond(
    rows: QuerySet[Any], column: str, descending: bool, back: bool, value: Any, last_id: int | None, size: int
) -> list[Any]:
    sign = "-" if descending else ""
    compare = "lt" if descending else "gt"
    valued = rows.filter(**{f"{column}__isnull": False}).order_by(f"{sign}{column}", f"{sign}id")
    empty = rows.filter(**{f"{column}__isnull": True}).order_by(f"{sign}id")
    if last_id is not None:
        beyond = Q(**{f"id__{compare}": last_id})
        if value is None:
            empty = empty.filter(beyond)
            valued = valued if back else valued.none()
        else:
            empty = empty.none() if back else empty
            # Both conditions: the first alone lets the index find the start.
            valued = valued.filter(**{f"{column}__{compare}e": value}).filter(
                Q(**{f"{column}__{compare}": value}) | beyond
            )
    parts = (empty, valued) if back else (valued, empty)
    found: list[Any] = []
    for part in parts:
        if len(found) < size:
            found += list(part[: size - len(found)])
    return found


def _cursor(row: Any, column: str, *, back: bool) -> str:
    value = getattr(row, column)
    value = value.isoformat() if isinstance(value, date) else value
    return base64.urlsafe_b64encode(json.dumps([int(back), value, row.id]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[bool, Any, int | None]:
    if not cursor:
        return False, None, None
    try:
        back, value, last_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return bool(back), value, int(last_id)
    except (ValueError, TypeError) as error:
        raise BadCursor(cursor) from error


def filtered(register: Register, user: Any, query: Mapping[str, str]) -> RegisterFilters:
    """The register's rows the person may see, filtered as the list's address says."""
    rows = MODELS[register.name].objects.visible_to(user)
    # Of parties an officer merged only the one that counts is listed.
    return filters_for(register.name)(query, queryset=standing(rows) if register.name == "parties" else rows)


@dataclass(frozen=True)
class Count:
    """How many rows a list has; `exact` is false where counting was cut short."""

    rows: int
    exact: bool


def count(rows: QuerySet[Any]) -> Count:
    """Count up to `EXACT_COUNT` rows; a list longer than that is only known to be longer."""
    found = rows.order_by().values("id")[: EXACT_COUNT + 1].count()
    return Count(min(found, EXACT_COUNT), found <= EXACT_COUNT)
