"""What a paper is filled with: every field it declares as text, nothing it does not declare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from xingzhi.packs.documents import PaperForm
from xingzhi.packs.paper_blocks import PaperField

UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


def filled(form: PaperForm, given: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of a paper from what is given: dates as 2026年11月26日, several values "甲、乙", what is missing as "".

    `count` is the number of `items` where it is not given. A field that other papers of the pack use is left out; raise
    `ValueError` for a name no paper knows.
    """
    _refuse_unknown("", given, form.pack.fields)
    made = {name: _field(name, field, given.get(name)) for name, field in form.fields.items()}
    if "count" in made and not made["count"] and given.get("items") is not None:
        made["count"] = str(len(given["items"]))
    return made


def example(form: PaperForm) -> dict[str, Any]:
    """A paper's fields with invented values."""
    return filled(form, {name: _example(field) for name, field in form.fields.items()})


def empty(form: PaperForm) -> dict[str, Any]:
    """A paper's fields with nothing in them."""
    return filled(form, {})


def _example(field: PaperField) -> Any:
    if not field.columns:
        return field.example
    rows = zip(*(part.examples for part in field.columns.values()), strict=True)
    made = [dict(zip(field.columns, row, strict=True)) for row in rows]
    return made if field.many else made[0]


def _field(name: str, field: PaperField, value: Any) -> Any:
    if not field.columns:
        return _text(value)
    if field.many:
        return [_parts(name, field, row) for row in value or ()]
    return _parts(name, field, value or {})


def _parts(name: str, field: PaperField, row: Mapping[str, Any]) -> dict[str, str]:
    _refuse_unknown(f"{name}.", row, field.columns)
    return {part: _text(row.get(part)) for part in field.columns}


def _refuse_unknown(prefix: str, given: Iterable[str], known: Mapping[str, Any]) -> None:
    if unknown := [prefix + name for name in given if name not in known]:
        raise ValueError(f"no field of a paper: {', '.join(unknown)}")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(filter(None, map(_text, sorted(value) if isinstance(value, set | frozenset) else value)))
    return UNPRINTABLE.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
