"""An explained change as plain values, in both languages: for the command and the API."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from xingzhi.indicators.change.ends import spans_of
from xingzhi.indicators.change.explain import Explained, Question
from xingzhi.indicators.change.flows import FlowChange, flow_change
from xingzhi.indicators.change.paragraph import Clause, of_change, of_flow
from xingzhi.indicators.change.words import label
from xingzhi.indicators.measure import Measure
from xingzhi.packs import Indicator, Packs
from xingzhi.snapshots.models import Snapshot

LANGUAGES = {"zh": "zh-hans", "en": "en"}


def told(
    indicator: Indicator,
    packs: Packs,
    snapshot: Snapshot,
    region: str,
    days: Any,
    *,
    then: bool = True,
    agencies: bool = False,
) -> dict[str, Any]:
    """Why a figure changed between two days in a region; agencies are named only where asked: in the office."""
    if indicator.kind == "flow":
        few = int(packs.change.few.value)
        spans = spans_of(days, month=False)
        split = flow_change(Measure(indicator, packs, snapshot), region, spans, few, agencies=agencies)
        return of_flow_change(split)
    return of_explained(Question(indicator, packs, snapshot, days, then=then).explain(region))


def of_explained(found: Explained) -> dict[str, Any]:
    """The split of a stock or ratio; rates as exact fractions in text."""
    change = found.change
    parts = [
        {"id": part.id, "label": _both(part.id), "count": part.count, "change": part.change, "rate": _text(part.rate)}
        for part in change.parts
    ]
    parts += [
        {"id": name, "label": _both(name), "count": 0, "change": 0, "rate": _text(effect)}
        for name, effect in change.population.items()
    ]
    places = [
        {"region": place.region, "before": place.counts[0], "after": place.counts[1],
         "mix": _text(place.effect.mix if place.effect else None),
         "rate": _text(place.effect.rate if place.effect else None),
         "plain": _text(place.effect.plain if place.effect else None)}
        for place in found.places
    ]  # fmt: skip
    return {
        "before": change.values[0].as_json(),
        "after": change.values[1].as_json(),
        "change": change.counts[1] - change.counts[0],
        "exact": _text(change.exact),
        "residue": str(change.residue),
        "parts": parts,
        "places": places,
        "offsets": dict(change.offsets),
        "dimensions": {},
        "clauses": _clauses(lambda: of_change(change)),
    }


def of_flow_change(found: FlowChange) -> dict[str, Any]:
    """The split of a flow by each dimension."""
    dimensions = {
        name: [
            {"value": each.value, "before": each.counts[0], "after": each.counts[1], "few": each.few} for each in rows
        ]
        for name, rows in found.dimensions.items()
    }
    return {
        "before": found.values[0].as_json(),
        "after": found.values[1].as_json(),
        "change": found.change,
        "exact": None,
        "residue": "0",
        "parts": [],
        "places": [],
        "offsets": {},
        "dimensions": dimensions,
        "clauses": _clauses(lambda: of_flow(found)),
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _both(part: str) -> dict[str, str]:
    made = {}
    for short, language in LANGUAGES.items():
        with override(language):
            made[short] = label(part)
    return made


def _clauses(draft: Any) -> dict[str, list[dict[str, Any]]]:
    made = {}
    for short, language in LANGUAGES.items():
        with override(language):
            clauses: list[Clause] = draft()
            made[short] = [{"text": clause.text, "refs": list(clause.refs)} for clause in clauses]
    return made
