"""What the page of a mark shows beside its values: its life, the term to oppose it, its events, classes and brands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.packs import load
from xingzhi.packs.nice.kept import in_force
from xingzhi.registers.models import MODELS
from xingzhi.registers.related import ROWS, Related
from xingzhi.web.reading import language, listed
from xingzhi.web.views.brands.terms import term_cell, term_of
from xingzhi.web.views.life import life
from xingzhi.web.views.marks.address import search_for
from xingzhi.web.views.patent import Section, part
from xingzhi.web.views.registers import list_columns, list_rows
from xingzhi.web.views.word_hits import word_hits

BETWEEN = re.compile(r"[;；、\n]+")
NUMBERS = re.compile(r"[0-9A-Z]+", re.ASCII)


def joined(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The parts of a mark's page."""
    events = _rows(request, "trademark_events", mark_no=row.mark_no)
    found = Related(MODELS["trademark_events"].register, events[:ROWS], len(events) > ROWS)
    classes = [each for each in _rows(request, "trademarks", mark_no=row.mark_no) if each.pk != row.pk]
    brands = [
        each
        for each in _rows(request, "local_brands", mark_nos__contains=row.mark_no)
        if row.mark_no in NUMBERS.findall(each.mark_nos)
    ]
    sections = [section("trademark_events", gettext("商标事项"), found.rows), section("trademarks", gettext("同号的其他类别"), classes),
                section("local_brands", gettext("列为品牌"), brands), groups(row)]  # fmt: skip
    return {
        "life": life(row, [found]),
        "window": window(row),
        "term": _term(row),
        "word_hits": word_hits(request, [row.mark_text]).get(row.mark_text, []),
        "earlier_url": search_for(row.mark_text, row.similar_groups or row.nice_classes, row.filed_on, row.mark_no),
        "sections": [each for each in sections if each],
        "empty_parts": [] if events else [nothing_told(request)],
    }


def _term(row: Any) -> dict[str, Any] | None:
    """How the registration stands: its term, and until when it can be renewed; None of a mark that is not registered."""
    found = term_of(row)
    return None if found.until is None else {"cell": term_cell(found), "grace_until": found.grace_until,
                                             "left": found.left(timezone.localdate())}  # fmt: skip


def of_mark(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The mark an event speaks of, in each of its classes."""
    made = section("trademarks", gettext("所说的商标"), _rows(request, "trademarks", mark_no=row.mark_no))
    return {"sections": [made] if made else []}


def section(name: str, title: str, rows: list[Any]) -> Section | None:
    """Rows of a register as a part of the page."""
    register = MODELS[name].register
    return part(name, title, list_columns(register), list_rows(register, rows))


def nothing_told(request: HttpRequest) -> dict[str, str]:
    """Why no event is shown: none was ever taken in, or those that were do not name this mark."""
    model = MODELS["trademark_events"]
    ever = model.objects.visible_to(request.user).exists()
    text = gettext("收到的表里没有这件商标") if ever else gettext("还没有收过这种表")
    return {
        "label": model.register.label(language()),
        "text": text,
        "url": reverse("intake-template", args=[model.register.name]),
    }


def groups(row: Any) -> Section | None:
    """The similar groups of the goods by the table in force when the mark was filed; None where none is loaded."""
    table = in_force(Path(settings.HOME) / "nice", row.filed_on or timezone.localdate())
    goods = [each.strip() for each in BETWEEN.split(row.goods) if each.strip()][:ROWS]
    if table is None or not goods:
        return None
    numbers = row.nice_classes.split("; ")
    rows = []
    for name in goods:
        held = [item for item in table.named(name) if item.class_no in numbers]
        told = (
            listed([f"{item.group} {item.group_name}" for item in held])
            if held
            else gettext("区分表中没有这个名称，须由人判断")
        )
        rows.append({"cells": [name, told, listed([item.remark for item in held if item.remark])]})
    columns = [
        {"label": gettext("商品/服务"), "css": "c-title"},
        {"label": gettext("类似群"), "css": ""},
        {"label": gettext("区分表备注"), "css": ""},
    ]
    made = part("groups", gettext("类似群（按区分表查）"), columns, rows)
    note = gettext("%(edition)s 版区分表，自 %(since)s 起施行；区分表是参考，不是判断类似的唯一依据。")
    return made | {"note": note % {"edition": table.edition, "since": table.since}} if made else None


def window(row: Any) -> dict[str, Any]:
    """The term to oppose the mark as of today: its last day, days left, law; or why it is not known."""
    packs = load()
    found = packs.oppositions.window(row.mark_no, row.prelim_published_on, packs.calendar, timezone.localdate())
    return {
        "until": found.until, "left": found.left, "over": found.left is not None and found.left < 0,
        "provisional": found.provisional, "article": found.article(language()) if found.article else "",
        "missing": found.missing(language()) if found.missing else "", "near": found.near, "pack": packs.ref("oppositions"),
    }  # fmt: skip


def _rows(request: HttpRequest, name: str, **match: str) -> list[Any]:
    rows = MODELS[name].objects.visible_to(request.user).filter(**match)
    return list(rows.order_by(MODELS[name].register.default_sort, "-id")[: ROWS + 1])
