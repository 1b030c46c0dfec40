"""An indicator's page: the figure over the last months, months whose records are not all here marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from xingzhi.indicators.freshness import complete_until, counting, lag_of, month_complete, reaching
from xingzhi.indicators.measure import Measure, month_of
from xingzhi.indicators.query import Cell, Span
from xingzhi.web.views.figures import indicator_url, label_of, records_url

MONTHS = 12


def over_months(measure: Measure, region: str, at: date, where: Mapping[str, str]) -> dict[str, Any]:
    """The figure at or in each of the last months, counted in one pass."""
    ends = [at]
    while len(ends) < MONTHS:
        ends.append(date.fromordinal(ends[-1].replace(day=1).toordinal() - 1))
    ends.reverse()
    found = measure.indicator
    spans = [Span(end, end) if measure.timing == "stock" else month_of(end) for end in ends]
    values: list[float | None] = []
    counted = counting(measure)
    oldest, newest = reaching(counted)
    for span, value in zip(spans, measure.values(Cell(region, ends_in(spans), where), spans), strict=True):
        # No record is as early, or as late as that: nothing is known of the month, and nothing is zero.
        late = newest and measure.timing != "stock" and span.start > newest
        held = None if late or (oldest and span.end < oldest) else value.value
        values.append(None if held is None else float(held) if found.decimals else int(held))
    until = complete_until(counted)
    marked = [not month_complete(end, until) for end in ends]
    return {
        "id": "months",
        "title": gettext("近十二个月"),
        "unit": label_of(found.unit),
        "kind": "bar" if measure.timing == "flow" else "line",
        "category": gettext("月份"),
        "categories": [f"{end:%Y-%m}" + "*" * mark for end, mark in zip(ends, marked, strict=True)],
        "series": [
            {
                "name": label_of(found.title),
                "values": values,
                "urls": [_url(measure, Cell(region, s, where)) for s in spans],
            }
        ],
        "note": note(counted, until) if any(marked) else "",
    }


def ends_in(spans: list[Span]) -> Span:
    """From the first day to the last of several spans."""
    return Span(spans[0].start, spans[-1].end)


def _url(measure: Measure, cell: Cell) -> str:
    if measure.opens and measure.timing != "cumulative":
        return records_url(measure.indicator, cell)
    return indicator_url(measure.indicator, cell.region, cell.span.end)


def note(measure: Measure, until: date | None) -> str:
    """Why some months are marked."""
    if until is None:
        return gettext("* 没有带日期的记录，各月均未到齐")
    lag = lag_of(measure)
    if not lag:
        return gettext("* 当月未完，或晚于最新一条记录（%(until)s）") % {"until": until.isoformat()}
    text = gettext("* 当月未完或记录未到齐：最新记录减去收录滞后 %(days)s 天，只到 %(until)s")
    said = text % {"days": lag.days, "until": until.isoformat()}
    return said + gettext("（项目设定：%(reason)s）") % {"reason": label_of(lag.reason)}


def reaches(measure: Measure, at: date) -> str:
    """Up to when the records behind a figure of a day are here; "" where that day is covered."""
    if not measure.sourced:
        return ""
    counted = counting(measure)
    oldest, _ = reaching(counted)
    if oldest and oldest > at:
        return gettext("最早的记录是 %(oldest)s 的，此前没有数据，不是零") % {"oldest": oldest.isoformat()}
    until = complete_until(counted)
    if until is None or until >= at:
        return ""
    text = gettext("记录到齐至 %(until)s") if lag_of(counted) else gettext("最新记录 %(until)s")
    return text % {"until": until.isoformat()}
