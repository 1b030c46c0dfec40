"""Parts of a table that stands on a page with others: where it begins, and the links before and after."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest


def page_of(request: HttpRequest, name: str, size: int) -> int:
    """Where a table of the page begins."""
    text = request.GET.get(name, "")
    return int(text) // size * size if text.isascii() and text.isdigit() and len(text) < 7 else 0


def pager(request: HttpRequest, name: str, start: int, size: int, total: int) -> dict[str, Any]:
    """The links to the parts of a table before and after."""
    query = {key: value for key, value in request.GET.items() if key != name}

    def address(at: int) -> str:
        return "?" + urlencode({**query, name: at}) + f"#{name}"

    return {
        "shown": min(size, total - start),
        "about": total,
        "exact": True,
        "first_url": address(0) if start else "",
        "previous_url": address(start - size) if start else "",
        "next_url": address(start + size) if start + size < total else "",
    }
