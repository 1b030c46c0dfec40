"""Lists of a register: filters, orders and pages that stay fast at a million rows; page, export and API share them."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from xingzhi.core.declare import Register

PAGE_ROWS = 50
EXACT_COUNT = 10_000  # more than this is counted no further and shown as "about"


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


@dataclass(frozen=True)
class Count:
    """How many rows a list has; `exact` is false where counting was cut short."""

    rows: int
    exact: bool


def count(rows: QuerySet[Any]) -> Count:
    """Count up to `EXACT_COUNT` rows; a list longer than that is only known to be longer."""
    found = rows.order_by().values("id")[: EXACT_COUNT + 1].count()
    return Count(min(found, EXACT_COUNT), found <= EXACT_COUNT)
