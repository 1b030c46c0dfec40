"""What all views share: the reader's language, and values of registers as a reader reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.utils.translation import get_language, gettext

from xingzhi.core.declare import Column, Kind, Register, register_named
from xingzhi.packs import load
from xingzhi.registers.edit import BY_HAND
from xingzhi.web.templatetags.xingzhi import display

UNASSIGNED = ("unassigned", "outside", "claimed")


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


def english() -> bool:
    """Whether the reader reads English."""
    return language().startswith("en")


def listed(words: Iterable[Any]) -> str:
    """Several words in one line: "甲、乙" or "a, b"."""
    return (", " if english() else "、").join(str(word) for word in words)


def register_or_404(name: str) -> Register:
    """The declared register of that name."""
    try:
        return register_named(name)
    except KeyError as error:
        raise Http404 from error


def shown(column: Column, value: Any) -> str:
    """A value on a page; a region by its name."""
    if column.kind is Kind.REGION and value:
        return load().regions.name(value)
    return display(column, value)


def title_of(row: Any) -> str:
    """What a record is called: its title, or where its key holds a place ("兴安盟 2025") all of its key."""
    register: Register = row.register
    columns = [register[name] for name in register.key_columns]
    if any(column.kind is Kind.REGION for column in columns):
        return " ".join(shown(column, getattr(row, column.name)) for column in columns)
    return str(row)


def place_of(row: Any) -> dict[str, Any] | str:
    """The cell that says where a record belongs."""
    if row.region_how in UNASSIGNED:
        return {"text": gettext("未定属地"), "tone": "unknown"}
    return load().regions.name(row.region)


def source_names() -> dict[str, str]:
    """The names of the sources in the reader's language."""
    return {each.code: each.en if english() else each.zh for each in load().sources}


def file_sources() -> list[tuple[str, str]]:
    """Where a file may come from; an edit by hand is no file."""
    return [(code, name) for code, name in source_names().items() if code != BY_HAND]
