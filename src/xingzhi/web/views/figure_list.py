"""All figures of a place at once: a tile each, and a table by the places below, counted together in one pass."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from xingzhi.indicators.full_set.run import full_set
from xingzhi.indicators.measure import Measure, Value, year_to
from xingzhi.indicators.query import Cell
from xingzhi.packs import Indicator, load
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.figure_growth import growth
from xingzhi.web.views.figure_trend import reaches
from xingzhi.web.views.figures import indicator_url, label_of, span_at, table, tile


class FigureList:
    """The figures of a place and of those below it on a day, each a row by indicator and place."""

    def __init__(self, measures: list[Measure], region: str, at: date) -> None:
        self.measures, self.region, self.at = measures, region, at
        self.below = load().regions.children(region)
        places = [region, *(place.path for place in self.below)]
        # A stock is of the last day of its span, so that one span does for flows and stocks.
        shown = [measure.indicator for measure in measures]
        rows = full_set(load(), measures[0].snapshot, [year_to(at)], places, indicators=shown) if measures else None
        self.rows = {(row["indicator"], row["region"]): row for row in rows.to_pylist()} if rows else {}

    def tiles(self) -> list[dict[str, Any]]:
        """One tile an indicator, with how it stands to the year before, so that what fell is seen at once."""
        return [
            tile(each.indicator, self._value(each), reaches(each, self.at))
            | {"growth": growth(each, self.region, self.at)}
            for each in self.measures
        ]

    def _value(self, measure: Measure) -> Value:
        """The figure of the place itself; what is missing is told by computing it again, which few need."""
        found, row = measure.indicator, self.rows[measure.indicator.id, self.region]
        if row["lacks"]:
            return measure.value(Cell(self.region, span_at(found, self.at)))
        return Value(
            indicator=found.id, region=self.region, start=row["start"], at=row["at"], value=row["value"],
            numerator=row["numerator"], denominator=row["denominator"], denominator_source="", unknown=row["unknown"],
            unit=found.unit.zh, missing="", lacks="", pack="", snapshot=measure.snapshot.label, internal=True,
            upper=row["upper"],
        )  # fmt: skip

    def matrix(self, groups: tuple[str, ...]) -> dict[str, Any] | None:
        """The figures of some groups for each place below; None where there is none below."""
        shown = [measure.indicator for measure in self.measures if measure.indicator.group in groups]
        if not self.below or not shown:
            return None
        rows = []
        for place in self.below:
            cells: list[Any] = [place.name]
            for found in shown:
                value = self.rows[found.id, place.path]["value"]
                text = gettext("未知") if value is None else number(value, found.decimals)
                cells.append({"text": text, "url": indicator_url(found, place.path, self.at)})
            rows.append({"cells": cells})
        if any(left := [self._without_place(found) for found in shown]):
            row: list[Any] = [gettext("未定属地")]
            for found, rest in zip(shown, left, strict=True):
                url = indicator_url(found, self.region, self.at)
                row.append("" if rest is None else {"text": number(rest, found.decimals), "url": url})
            rows.append({"cells": row})
        labels = [(gettext("地区"), "c-title")]
        labels += [(f"{label_of(found.title)} ({label_of(found.unit)})", "c-number") for found in shown]
        return table(gettext("各地"), labels, rows)

    def _without_place(self, found: Indicator) -> Any:
        """What of a sum no place below has, so that the places add up to the tile; None of what does not add up."""
        if found.denominator or (found.derived and found.derived.op not in ("sum", "difference")):
            return None
        values = [self.rows[found.id, place]["value"] for place in (self.region, *(each.path for each in self.below))]
        return None if None in values else values[0] - sum(values[1:])
