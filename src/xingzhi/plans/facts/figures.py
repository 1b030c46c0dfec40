"""Facts given as data: figures of releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xingzhi.packs import load
from xingzhi.plans.facts.fact import Document, Fact, Figure, Stretch, Value
from xingzhi.plans.facts.narrowing import apply
from xingzhi.plans.facts.pack import fact_words


def figures_of(content: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The figures of a release's content (its "figures" and "definitions"); those without value are left out."""
    versions = {each["id"]: each["version"] for each in content.get("definitions", ())}
    return tuple(
        Figure(
            key=key, indicator=held["indicator"], place=held["region"], end=date.fromisoformat(held["end"]),
            value=Decimal(held["value"]), unit=held["unit"], start=date.fromisoformat(held["start"]),
            where={name: tuple(codes) for name, codes in held["where"].items()},
            definition=versions.get(held["indicator"], ""),
        )
        for key, held in content.get("figures", {}).items()
        if held["value"] is not None
    )  # fmt: skip


def facts_of_figures(document: Document) -> Iterator[Fact]:
    """The facts of a document's figures; of an indicator no subject is declared for, the indicator is the subject."""
    words = fact_words()
    for figure in document.figures:
        narrowed = words.indicators.get(figure.indicator)
        indicator = load().indicators.get(figure.indicator)
        subject = words.subject(narrowed.subject) if narrowed else None
        scope = dict(narrowed.scope) if narrowed else {}
        scope |= {words.dimensions.get(name, name): "+".join(codes) for name, codes in figure.where.items()}
        label = indicator.title.zh if indicator else figure.indicator
        value = value_of(figure)
        yield Fact(
            subject=subject.id if subject else figure.indicator, label=label, kind="value", place=figure.place,
            span=_span(figure, bool(subject and subject.timing == "stock")), value=value,
            scope=apply(scope, subject) if subject else scope, basis="", start=0, end=0,
            sentence=f"{label}：{value.text}", read=(figure.key,), document=document.id,
            place_text=load().regions.name(figure.place), definition=figure.definition, given=True,
        )  # fmt: skip


def _span(figure: Figure, stock: bool) -> Stretch:
    start: date | None = None if stock else figure.start
    return Stretch(start, figure.end, "stated", figure.end.isoformat() if start is None else f"{start}/{figure.end}")


def value_of(figure: Figure) -> Value:
    """The value in its base unit; decimals are taken as rounded, a whole count as exact."""
    base = fact_words().units.base.get(figure.unit, Decimal(1))
    places = -min(int(figure.value.as_tuple().exponent), 0)
    half = Decimal(1).scaleb(-places) * base / 2 if places or figure.unit == "%" else Decimal(0)
    number = figure.value * base
    units = fact_words().units
    unit = "万元" if figure.unit in units.money else "人" if figure.unit in units.people else figure.unit
    return Value(f"{figure.value:f}{figure.unit}", number, unit, number - half, number + half)
