"""What the registers hold of one patent, and the patents a record names; only what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from xingzhi.core.declare import Kind, Register
from xingzhi.registers.models import MODELS, OF_PATENTS

ROWS = 20


@dataclass(frozen=True)
class Related:
    """Rows of one register that speak of a patent, newest first; `more` where there are more than shown."""

    register: Register
    rows: list[Any]
    more: bool


@dataclass(frozen=True)
class Named:
    """A patent a record names in one of its columns; `patent` is None where the reader may not see it, or it is not
    known."""

    column: str
    number: str
    patent: Any


def related(record: Any, user: Any, limit: int = ROWS) -> list[Related]:
    """Per register the rows of a patent the person may see, at most `limit` of each; registers without any left out."""
    found = []
    for model in OF_PATENTS:
        register: Register = model.register
        newest = F(register.default_sort.lstrip("-")).desc(nulls_last=True)
        rows = model.objects.visible_to(user).filter(application_no=record.key).order_by(newest, "-id")
        listed = list(rows[: limit + 1])
        if listed:
            found.append(Related(register, listed[:limit], len(listed) > limit))
    return found


def named(record: Any, user: Any) -> list[Named]:
    """The patents a record names, such as the one pledged, or the one a divisional was divided from."""
    register: Register = record.register
    columns = [c.name for c in register.stored if c.kind is Kind.APPLICATION_NUMBER and c.name != register.keyed_by]
    numbers = {name: getattr(record, name) for name in columns if getattr(record, name)}
    seen = {p.key: p for p in MODELS["patents"].objects.visible_to(user).filter(key__in=numbers.values())}
    return [Named(name, number, seen.get(number)) for name, number in numbers.items()]


def divisionals(record: Any, user: Any, limit: int = ROWS) -> list[Any]:
    """The applications divided from a patent that the person may see, at most `limit`."""
    patents = MODELS["patents"].objects.visible_to(user)
    return list(patents.filter(parent_application_no=record.key).order_by("key")[:limit])
