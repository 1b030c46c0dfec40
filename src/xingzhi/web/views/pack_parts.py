"""The values of a pack as parts of a page: single values, tables of like ones, and parts of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from xingzhi.web.views.pack_words import said, word
from xingzhi.web.views.parts import columns

ROWS = 200
WIDE = 7  # a row with more cells than this is shown as a part of its own


@dataclass
class Part:
    """A part of a pack on its page: a heading, single values, a table of like values, and parts of its own."""

    title: str
    pairs: list[dict[str, Any]] = field(default_factory=list)
    table: dict[str, Any] | None = None
    parts: list[Part] = field(default_factory=list)


def part(title: str, body: Mapping[str, Any]) -> Part:
    """A mapping of a pack file as a part of the page."""
    made = Part(title)
    alike: dict[str, Mapping[str, Any]] = {}
    for key, value in body.items():
        text = said(value)
        if text is not None:
            made.pairs.append({"label": word(key), "value": text, "wide": len(text) > 60})
        elif isinstance(value, Mapping):
            alike[key] = value
        elif any(isinstance(each, Mapping) and (len(each) > WIDE or not _flat(each)) for each in value):
            made.parts.append(Part(word(key), parts=[part(name_of(each), each) for each in value]))
        else:
            made.parts.append(Part(word(key), table=rows_table([("", each) for each in value])))
    if len(alike) > 1 and all(_flat(value) for value in alike.values()):
        made.table = rows_table(list(alike.items()))
    else:
        made.parts[:0] = [part(word(key), value) for key, value in alike.items()]
    return made


def name_of(value: Any) -> str:
    """What an entry of a list calls itself."""
    for key in ("title", "label", "name", "zh", "id", "code"):
        if isinstance(value, Mapping) and value.get(key) and said(value[key]):
            return said(value[key]) or ""
    return ""


def _flat(value: Mapping[str, Any]) -> bool:
    return all(said(each) is not None for each in value.values())


def rows_table(rows: list[tuple[str, Any]]) -> dict[str, Any]:
    """Like values as rows: one column for each key any of them has."""
    held = [(name, value if isinstance(value, Mapping) else {"value": value}) for name, value in rows[:ROWS]]
    keys = list(dict.fromkeys(key for _name, value in held for key in value))
    named = any(name for name, _value in held)
    heads = ([(gettext("项目"), "c-nowrap")] if named else []) + [(word(key), "") for key in keys]
    made = []
    for name, value in held:
        cells = [_cell(value.get(key, "")) for key in keys]
        made.append({"cells": [word(name), *cells] if named else cells})
    return {"columns": columns(*heads), "rows": made, "scroll": True, "caption": "", "more": max(0, len(rows) - ROWS)}


def _cell(value: Any) -> str:
    text = said(value)
    if text is not None:
        return text
    if isinstance(value, Mapping):
        return "; ".join(f"{word(key)}: {_cell(each)}" for key, each in value.items())
    return "; ".join(_cell(each) for each in value)


def csv_table(name: str, rows: tuple[Mapping[str, str], ...]) -> dict[str, Any]:
    """The first rows of a table kept beside the pack."""
    keys = list(rows[0]) if rows else []
    return {
        "caption": name,
        "columns": columns(*((word(key), "") for key in keys)),
        "rows": [{"cells": [row[key] for key in keys]} for row in rows[:ROWS]],
        "scroll": True,
        "more": max(0, len(rows) - ROWS),
    }
