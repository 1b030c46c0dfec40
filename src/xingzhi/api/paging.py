"""Pages of a list: where the next one begins, and how many rows it has."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from ninja import Field, Schema
from pydantic import create_model

from xingzhi.api.problems import fault
from xingzhi.api.saying import both
from xingzhi.registers.listing import BadCursor, Order, Page, keyset

MAX_ROWS = 500
ROWS = 50


class Paging(Schema):
    """Which page of a list."""

    cursor: str = Field("", max_length=600, description=both("上一页答复中的 next", "`next` of the page before"))
    size: int = Field(ROWS, ge=1, le=MAX_ROWS, description=both("一页的行数", "How many rows of a page"))


def listing(name: str, row: Any) -> Any:
    """The schema of a page of rows."""
    return create_model(
        name,
        __base__=Schema,
        rows=(list[row], Field(description=both("这一页的行", "The rows of this page"))),
        next=(
            str,
            Field(
                "", description=both("下一页的 cursor；没有下一页时为空", "Cursor of the next page; empty at the end")
            ),
        ),
    )


def page_of(rows: QuerySet[Any], order: Order, asked: Paging, column: str = "") -> Page:
    """The page asked for; the refusal of a cursor that no list made."""
    try:
        return keyset(rows, column or order.column, order, asked.cursor, asked.size)
    except (BadCursor, ValidationError, TypeError, ValueError, OverflowError) as error:
        raise fault("query", "cursor", gettext("不是本清单给出的 cursor")) from error


NEWEST_FIRST = Order("id", descending=True)
