"""An indicator's page narrowed to one value of a dimension or of several: what can be chosen, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from xingzhi.indicators import dimensions, zones
from xingzhi.indicators.measure import Measure
from xingzhi.web.reading import language


@dataclass(frozen=True)
class Choice:
    """One dimension to narrow by: its values with their names, and the one chosen ("" where all count)."""

    name: str
    label: str
    values: list[tuple[str, str]]
    chosen: str


def asked_for(request: HttpRequest, measure: Measure) -> dict[str, str]:
    """The values asked for, by dimension; an empty one narrows nothing."""
    names = [name for name in measure.dimensions if name not in ("region", "month")]
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def choices(measure: Measure, region: str, where: dict[str, str]) -> list[Choice]:
    """What the figure may be narrowed by; of a dimension with free values only the one chosen stands here."""
    found = []
    for name in measure.dimensions:
        if name in ("region", "month"):
            continue
        register = measure.query.register
        if name == dimensions.ZONE:
            named = {zone: zone for zone in zones.names(measure.snapshot, region)}
        else:
            named = dimensions.values(name, register, language())
        chosen = where.get(name, "")
        if chosen and chosen not in named:
            named = {**named, chosen: chosen}
        if named:
            found.append(Choice(name, dimensions.label(name, register, language()), list(named.items()), chosen))
    return found


def said(asked: list[Choice]) -> list[dict[str, Any]]:
    """What was chosen, in words."""
    return [{"label": choice.label, "value": dict(choice.values)[choice.chosen]} for choice in asked if choice.chosen]
