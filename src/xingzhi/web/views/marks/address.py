"""Where other pages open the search."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from xingzhi.screening.mark_search.asked import LONGEST


def search_for(text: str, goods: str = "", filed_on: date | None = None, without: str = "") -> str:
    """The address of a search for marks earlier than one; "" where it has no text."""
    if not text:
        return ""
    day = filed_on.isoformat() if filed_on else ""
    query = {"q": text[:LONGEST], "goods": goods, "filed_to": day, "without": without}
    return reverse("mark-search") + "?" + urlencode({name: value for name, value in query.items() if value})
