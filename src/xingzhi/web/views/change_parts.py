"""Why a figure made of others changed: those others at both ends, each with the page that says why it changed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from xingzhi.indicators.change.ends import spans_of
from xingzhi.indicators.measure import Value
from xingzhi.indicators.query import Cell, Span
from xingzhi.web.templatetags.xingzhi import number, signed
from xingzhi.web.views.change_asked import Asked
from xingzhi.web.views.figures import indicator_url, label_of, table


def parts_table(asked: Asked) -> dict[str, Any] | None:
    """A row for each figure it is made of, and its own at the foot; None where it is made of no others."""
    if not asked.measure.parts:
        return None
    rows = []
    for measure in (*asked.measure.parts, asked.measure):
        spans = spans_of(asked.days, month=asked.month)
        if measure.timing == "stock":
            spans = (Span(asked.days[0], asked.days[0]), Span(asked.days[1], asked.days[1]))
        before, after = measure.values(Cell(asked.region, spans[1]), list(spans))
        found, own = measure.indicator, measure is asked.measure
        why = Asked(measure, asked.region, asked.days, asked.month).url(asked.days, month=asked.month)
        cells: list[Any] = [{"text": label_of(found.title), "url": "" if own else why}]
        cells += [
            {"text": number(each.value, found.decimals), "url": indicator_url(found, asked.region, each.at)}
            for each in (before, after)
        ]
        rows.append({"cells": [*cells, _changed(before, after), label_of(found.unit)]})
    days = [day.isoformat() for day in asked.days]
    labels = [(gettext("指标"), "c-title"), *((day, "c-number") for day in days), (gettext("变化"), "c-number"),
              (gettext("单位"), "")]  # fmt: skip
    return table(gettext("由哪些数算出；点名称看它为什么变了"), labels, rows)


def _changed(before: Value, after: Value) -> str:
    return gettext("未知") if before.value is None or after.value is None else signed(after.value - before.value)
