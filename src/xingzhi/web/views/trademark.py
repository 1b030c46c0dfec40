"""What the page of a mark shows beside its values: its life, the term to oppose it, its events, classes and brands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.registers.related import ROWS, Related
from xingzhi.web.reading import language
from xingzhi.web.views.life import life
from xingzhi.web.views.patent import Section, nothing_of, part
from xingzhi.web.views.registers import list_columns, list_rows

URGENT = 30  # days left from which the term to oppose is shown as a warning


def joined(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The parts of a mark's page."""
    events = _rows(request, "trademark_events", mark_no=row.mark_no)
    found = Related(MODELS["trademark_events"].register, events[:ROWS], len(events) > ROWS)
    classes = [each for each in _rows(request, "trademarks", mark_no=row.mark_no) if each.pk != row.pk]
    brands = [
        each
        for each in _rows(request, "local_brands", mark_nos__contains=row.mark_no)
        if row.mark_no in each.mark_nos.split("; ")
    ]
    sections = [section("trademark_events", gettext("商标事项"), found.rows), section("trademarks", gettext("同号的其他类别"), classes),
                section("local_brands", gettext("列为品牌"), brands)]  # fmt: skip
    return {
        "life": life(row, [found]),
        "window": window(row),
        "sections": [each for each in sections if each],
        "empty_parts": [] if events else [nothing_of_marks(request)],
    }


def of_mark(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The mark an event speaks of, in each of its classes."""
    made = section("trademarks", gettext("所说的商标"), _rows(request, "trademarks", mark_no=row.mark_no))
    return {"sections": [made] if made else []}


def section(name: str, title: str, rows: list[Any]) -> Section | None:
    """Rows of a register as a part of the page."""
    register = MODELS[name].register
    return part(name, title, list_columns(register), list_rows(register, rows))


def nothing_of_marks(request: HttpRequest) -> dict[str, str]:
    """Why no event is shown."""
    return nothing_of(request, MODELS["trademark_events"].register)


def window(row: Any) -> dict[str, Any]:
    """The term to oppose the mark as of today: its last day, days left, law; or why it is not known."""
    packs = load()
    found = packs.oppositions.window(row.mark_no, row.prelim_published_on, packs.calendar, timezone.localdate())
    tone = "plain"
    if found.left is not None and found.left >= 0:
        tone = "warn" if found.left <= URGENT else "info"
    return {
        "until": found.until, "left": found.left, "over": found.left is not None and found.left < 0,
        "provisional": found.provisional, "article": found.article(language()) if found.article else "",
        "missing": found.missing(language()) if found.missing else "", "tone": tone, "pack": packs.ref("oppositions"),
    }  # fmt: skip


def _rows(request: HttpRequest, name: str, **match: str) -> list[Any]:
    rows = MODELS[name].objects.visible_to(request.user).filter(**match)
    return list(rows.order_by(MODELS[name].register.default_sort, "-id")[: ROWS + 1])
