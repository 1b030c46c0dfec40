"""The life of a patent or a mark as a line of days: filed, published, granted, and what was told of it after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.registers.related import Related
from xingzhi.web.reading import language, listed, shown

OWN = {
    "patents": ("filing_date", "publication_date", "grant_date", "legal_status_date", "lapse_date"),
    "trademarks": ("filed_on", "prelim_published_on", "registered_on"),  # the term to oppose is told apart
}
# Of each register the day that counts, and the day that ends what began on it.
DAYS = {
    "legal_events": ("event_date", ""),
    "transfers": ("registered_on", ""),
    "pledges": ("registered_on", "released_on"),
    "awards": ("awarded_on", ""),
    "family_members": ("granted_on", "ended_on"),
    "annual_fees": ("paid_on", ""),
    "notified_items": ("notice_date", ""),
    "national_results": ("result_date", ""),
    "trademark_events": ("event_on", ""),
}
SAID = {
    "notified_items": "batch_no",
    "national_results": "result",
    "trademark_events": "event",
}  # what is told, where it is not the title


@dataclass(frozen=True)
class Point:
    """Something that happened on a day, or from a day until another."""

    lane: str
    day: date
    until: date | None
    text: str
    url: str = ""


def life(row: Any, found: list[Related]) -> dict[str, Any] | None:
    """The chart of a record's life with its table; None where fewer than two days are known."""
    points = sorted([*at_once(own(row)), *(each for part in found for each in told(part))], key=lambda point: point.day)
    if len({point.day for point in points}) < 2:
        return None
    return {
        "id": "life",
        "kind": "life",
        "title": gettext("经过"),
        "lanes": list(dict.fromkeys(point.lane for point in [*own(row), *points])),
        "points": [
            {"lane": each.lane, "day": each.day.isoformat(), "until": each.until.isoformat() if each.until else "",
             "text": each.text, "url": each.url}
            for each in points
        ],
    }  # fmt: skip


def own(row: Any) -> Iterator[Point]:
    """The days the record itself gives."""
    for name in OWN[row.register.name]:
        day = getattr(row, name)
        if day and not (name == "legal_status_date" and not row.legal_status_text):
            text = row.legal_status_text if name == "legal_status_date" else row.register[name].label(language())
            yield Point(gettext("著录"), day, None, text)


def at_once(points: Iterable[Point]) -> Iterable[Point]:
    """The points with those of one day as one."""
    days: dict[date, Point] = {}
    for each in points:
        known = days.get(each.day)
        days[each.day] = replace(known, text=listed([known.text, each.text])) if known else each
    return days.values()


def told(found: Related) -> Iterator[Point]:
    """The days of the rows of a register."""
    register = found.register
    first, last = DAYS[register.name]
    for row in found.rows:
        day = getattr(row, first)
        if day is None and register.name == "annual_fees":
            day = row.due_on
        if day:
            name = SAID.get(register.name, register.title_column)
            text = shown(register[name], getattr(row, name))
            url = reverse("record", args=[register.name, row.pk])
            yield Point(register.label(language()), day, getattr(row, last) if last else None, text, url)
