"""Registers: the index, and the list of each with its conditions, order and pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.core.declare import Kind, Register, registers
from xingzhi.registers.filters import filtered
from xingzhi.registers.listing import BadCursor, Count, Order, Page, count, page
from xingzhi.snapshots.jobs import latest
from xingzhi.web.filters import chips, conditions
from xingzhi.web.reading import language, place_of, register_or_404, shown, title_of

STATUS_TONES = {
    "in_force": "good", "pending": "info", "lapsed": "warn", "refused": "warn", "withdrawn": "plain",
    "registered": "good", "published": "info", "opposed": "warn", "ended": "plain",
}  # fmt: skip
STATUS_COLUMNS = ("legal_status", "mark_status")
CSS = {Kind.DATE: "c-date c-nowrap", Kind.NAMES: "c-names", Kind.INTEGER: "c-number", Kind.DECIMAL: "c-number",
       Kind.CHOICE: "c-nowrap", Kind.APPLICATION_NUMBER: "c-code", Kind.CREDIT_CODE: "c-code"}  # fmt: skip


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All registers, with how many rows the reader sees."""
    tiles = []
    for register in registers():
        rows = about(register, request.user, {}, filtered(register, request.user, {}).qs)
        tiles.append(
            {
                "label": register.label(language()),
                "value": rows["about"],
                "unit": gettext("条"),
                "note": gettext("约数") if not rows["exact"] else gettext("以上") if rows["over"] else "",
                "url": reverse("register-list", args=[register.name]),
            }
        )
    return render(request, "registers/index.html", {"page_title": gettext("台账"), "tiles": tiles})


def has_place(register: Register) -> bool:
    """Whether the list shows where a row belongs in a column of its own."""
    return not any(column.kind is Kind.REGION and column.listed for column in register.stored)


def list_columns(register: Register, order: Order | None = None, query: dict[str, str] | None = None) -> list[Any]:
    """Headings of a list; with an order, sortable ones carry the address of the other order."""
    columns = []
    for column in (column for column in register.stored if column.listed):
        here = order is not None and column.name == order.column
        other = f"-{column.name}" if order and here and not order.descending else column.name
        columns.append(
            {
                "label": column.label(language()),
                "css": "c-title" if column.name == register.title_column else CSS.get(column.kind, ""),
                "sort_url": "?" + urlencode({**(query or {}), "sort": other}) if order and column.sortable else "",
                "sorted": ("descending" if order.descending else "ascending") if order and here else "",
            }
        )
    if has_place(register):
        columns.append({"label": gettext("属地"), "css": "c-nowrap", "sort_url": "", "sorted": ""})
    return columns


def list_rows(register: Register, rows: list[Any]) -> list[dict[str, Any]]:
    """Rows of a list as the table shows them."""
    columns = [column for column in register.stored if column.listed]
    made = []
    for row in rows:
        cells: list[Any] = []
        for column in columns:
            text = shown(column, getattr(row, column.name))
            if column.name == register.title_column:
                url = reverse("record", args=[register.name, row.id])
                cells.append({"text": text or row.key, "url": url, "title": title_of(row)})
            elif column.name in STATUS_COLUMNS and text:
                cells.append({"text": text, "tone": STATUS_TONES.get(getattr(row, column.name), "plain")})
            else:
                cells.append(text)
        if has_place(register):
            cells.append(place_of(row))
        made.append({"cells": cells})
    return made


def pager(made: Page, found: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
    """The links to the pages around a page."""

    def address(cursor: str) -> str:
        return "?" + urlencode({**query, "cursor": cursor}) if cursor else ""

    return {
        "shown": len(made.rows),
        **found,
        "first_url": "?" + urlencode(query) if made.previous else "",
        "previous_url": address(made.previous),
        "next_url": address(made.following),
    }


def about(register: Register, user: Any, query: dict[str, str], rows: Any) -> dict[str, Any]:
    """How many rows: counted where few, from the latest snapshot where a whole region is shown, else "more than"."""
    found: Count = count(rows)
    if found.exact:
        return {"about": found.rows, "exact": True, "over": False}
    snapshot = latest()
    if snapshot is None or user.region is None or set(query) - {"sort"}:
        return {"about": found.rows, "exact": True, "over": True}
    regions = snapshot.totals.get(register.name, {}).get("regions", {})
    inside = sum(n for region, n in regions.items() if region.startswith(user.region))
    return {"about": inside, "exact": False, "over": False}


def nothing(query: dict[str, str], may_receive: bool) -> dict[str, str]:
    """What an empty list says."""
    if query:
        return {"title": gettext("没有符合条件的记录"), "hint": gettext("放宽条件再试。")}
    hint = gettext("从“收文入库”导入文件后，这里就有记录。")
    action = {"action_url": reverse("intake-list"), "action_text": gettext("去收文入库")} if may_receive else {}
    return {"title": gettext("这本台账还是空的"), "hint": hint, **action}


@require_GET
def record_list(request: HttpRequest, name: str) -> HttpResponse:
    """The rows of a register the reader may see."""
    register = register_or_404(name)
    query = {key: value for key, value in request.GET.items() if value and key != "cursor"}
    filters = filtered(register, request.user, query)
    order = Order.read(register, query.get("sort", ""))
    try:
        made = page(filters.qs, order, request.GET.get("cursor", ""))
    except BadCursor as error:
        raise Http404 from error
    set_by = {key: value for key, value in query.items() if key != "sort"}
    asked = conditions(register, request.user.region, query, filters.form.errors)
    context = {
        "page_title": register.label(language()),
        "register": register.name,
        "table": {"columns": list_columns(register, order, query), "rows": list_rows(register, made.rows)},
        "pager": pager(made, about(register, request.user, query, filters.qs), query),
        "empty": nothing(set_by, may(request.user, "receive_file")),
        "conditions": asked,
        "chips": chips(asked, query),
        "kept": [("sort", query["sort"])] if "sort" in query else [],
        "clear_url": request.path if set_by else "",
        "export_query": urlencode(query),
        "may_export": may(request.user, "export_register"),
    }
    return render(request, "registers/list.html", context)
