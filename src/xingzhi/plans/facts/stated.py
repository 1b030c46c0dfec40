"""What a document states, read once and kept: a frozen document is not read again for each one it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from xingzhi.plans.facts.fact import Document, Fact, Stretch, Value
from xingzhi.plans.facts.figures import facts_of_figures
from xingzhi.plans.facts.reading import read

Held = dict[str, Any]


@dataclass(frozen=True)
class Stated:
    """The facts of a document, numbers known by their words only, numbers not read."""

    document: Document
    facts: tuple[Fact, ...]
    loose: tuple[Fact, ...] = ()
    unread: tuple[str, ...] = ()


def stated(document: Document, place: str = "") -> Stated:
    """Read a document; `place` is the path of the office's region, which it means where it names none."""
    found = read(document.text, document.on, document.place or place, document.title)
    facts = [replace(fact, document=document.id) for fact in found.facts]
    loose = tuple(replace(fact, document=document.id) for fact in found.loose)
    return Stated(document, (*facts, *facts_of_figures(document)), loose, tuple(found.unread))


def packed(held: Stated) -> Held:
    """As JSON, without the text and the figures of the document."""
    document = held.document
    return {
        "id": document.id, "title": document.title, "on": document.on.isoformat(), "place": document.place,
        "facts": [_packed(each) for each in held.facts], "loose": [_packed(each) for each in held.loose],
        "unread": [*held.unread],
    }  # fmt: skip


def unpacked(held: Mapping[str, Any]) -> Stated:
    """From that JSON."""
    document = Document(held["id"], held["title"], date.fromisoformat(held["on"]), place=held["place"])
    facts, loose = (tuple(_unpacked(each, document.id) for each in held[part]) for part in ("facts", "loose"))
    return Stated(document, facts, loose, tuple(held["unread"]))


def _packed(fact: Fact) -> Held:
    span, value = fact.span, fact.value
    plain = {
        name: getattr(fact, name)
        for name in ("subject", "label", "kind", "place", "basis", "start", "end", "sentence", "place_text", "definition", "given")
    }  # fmt: skip
    return plain | {
        "span": [_day(span.start), _day(span.end), span.how, span.text, span.vague],
        "value": [value.text, str(value.number), value.unit, str(value.low), None if value.high is None else str(value.high)],
        "scope": dict(fact.scope), "read": [*fact.read], "unread": [*fact.unread],
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _unpacked(held: Mapping[str, Any], document: str) -> Fact:
    start, end, how, said, vague = held["span"]
    text, number, unit, low, high = held["value"]
    span = Stretch(
        date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None, how, said, vague
    )
    value = Value(text, Decimal(number), unit, Decimal(low), None if high is None else Decimal(high))
    rest = dict(held) | {
        "span": span, "value": value, "read": tuple(held["read"]), "unread": tuple(held["unread"]), "document": document,
    }  # fmt: skip
    return Fact(**rest)
