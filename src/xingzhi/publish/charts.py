"""The charts of a release: one column of a table over its rows, or one figure over the last twelve months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xingzhi.indicators.freshness import complete_until, month_complete
from xingzhi.indicators.tables.grid import DIFFERENCE, NOWHERE
from xingzhi.indicators.tables.periods import Period
from xingzhi.packs.bulletins import BulletinChart

if TYPE_CHECKING:
    from xingzhi.publish.compose import Composer

MONTHS = 12


def chart_of(chart: BulletinChart, tables: Mapping[str, Any], composer: Composer) -> dict[str, Any]:
    """Labels and values as texts; None is unknown and drawn as a gap."""
    head = {"id": chart.id, "title": chart.title.zh, "kind": chart.kind}
    if chart.figure:
        return head | _over_months(chart, composer)
    table = tables[chart.table]
    at = next(at for at, column in enumerate(table["columns"]) if column["id"] == chart.column)
    lines = [line for line in table["lines"] if not line["total"]] or table["lines"]
    lines = [
        line for line in lines if line["id"] != DIFFERENCE and (line["id"] != NOWHERE or "value" in line["cells"][at])
    ]
    values = [line["cells"][at].get("value") for line in lines]
    return head | {
        "labels": [line["label"] for line in lines], "values": values, "unit": _unit(chart, table, composer), "name": chart.title.zh,
    }  # fmt: skip


def _unit(chart: BulletinChart, table: Mapping[str, Any], composer: Composer) -> str:
    """The unit of the column drawn: a table may hold columns of several."""
    column = next(each for each in composer.packs.table(chart.table).columns if each.id == chart.column)
    found = composer.packs.indicators.get(column.indicator)
    return found.unit.zh if found and column.what in ("value", "before") else str(table["unit"])


def _over_months(chart: BulletinChart, composer: Composer) -> dict[str, Any]:
    asked = composer.body.figure(chart.figure)
    periods = [composer.brief.period]
    while len(periods) < MONTHS:
        first = periods[0]
        periods.insert(0, Period(first.year - (first.month == 1), (first.month - 2) % 12 + 1, first.kind))
    found = [
        composer.figures.of(
            asked.indicator, composer.brief.region, each.start(asked.period), each.end, dict(asked.where)
        )
        for each in periods
    ]
    measure = composer.figures.measure(asked.indicator)
    until = complete_until(measure) if measure.sourced else None
    late = [
        one.kind != "official" and not month_complete(each.end, until) for one, each in zip(found, periods, strict=True)
    ]
    return {
        "labels": [each.code + "*" * mark for each, mark in zip(periods, late, strict=True)],
        "values": [None if each.value is None else f"{each.value:f}" for each in found],
        "unit": composer.packs.indicators[asked.indicator].unit.zh,
        "name": asked.label.zh,
    }
