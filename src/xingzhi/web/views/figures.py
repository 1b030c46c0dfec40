"""Parts of an indicator's page: tile, figures by place, by dimension and over the last months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.indicators.dimensions import UNPLACED
from xingzhi.indicators.measure import Measure, Value, year_to
from xingzhi.indicators.query import Cell, Number, Span
from xingzhi.packs import Indicator, load
from xingzhi.snapshots.jobs import latest
from xingzhi.web.reading import english, language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import parts
from xingzhi.web.views.no_population import no_population


def label_of(text: Any) -> str:
    """A pack's text in the reader's language."""
    return str(text(language()))


def span_at(found: Indicator, at: date) -> Span:
    """The days a figure at a day is of: for a flow the year to that day, for a stock the day."""
    return Span(at, at) if load().timing(found) == "stock" else year_to(at)


def missing(found: Indicator, value: Value) -> str:
    """Why a figure cannot be computed, in the reader's language; "" where it can."""
    if value.lacks == "status":
        return no_status(found, value)
    if value.lacks == "undecided":
        return gettext("%(n)s 件不能判定，没有一件能确定；请补齐所缺的数据") % {"n": number(value.unknown)}
    if value.lacks == "source":
        return gettext("尚无数据来源")
    if value.lacks == "register":
        return gettext("台账还没有记录，导入后才能计算")
    if value.lacks == "part":
        return gettext("构成它的指标有的不能计算")
    if value.lacks == "zero":
        return gettext("分母为零，没有占比")
    if not value.missing or not found.denominator:
        return value.missing
    return no_population(found, value)


def no_status(found: Indicator, value: Value) -> str:
    """Why nothing is known of records: a patent's status, another record's day or status is missing."""
    measure = Measure(found, load(), snapshot) if (snapshot := latest()) else None
    if measure is None or measure.query.register.name == "patents":
        return gettext("%(n)s 件没有授权公告日或法律状态，不能计算；请导入法律状态") % {"n": number(value.unknown)}
    said = gettext("%(n)s 件没有“%(column)s”或状态不明，不能计算；请在台账补齐")
    return said % {"n": number(value.unknown), "column": measure.dated_by.label(language())}


def tile(found: Indicator, value: Value, reaches: str = "", period: str = "") -> dict[str, Any]:
    """A figure that opens; `reaches` says up to when its records are here, `period` what it is of if not the year to a day."""
    notes = [] if load().timing(found) == "stock" else [period or gettext("本年累计")]
    if value.missing:
        notes.append(missing(found, value))
    elif reaches:
        notes.append(reaches)
    if value.unknown and value.upper is not None and value.value is not None:
        upper = number(value.upper, found.decimals)
        notes.append(
            gettext("另有 %(n)s 件不能判定，全部计入为 %(upper)s") % {"n": number(value.unknown), "upper": upper}
        )
    elif value.unknown and value.lacks not in ("status", "undecided"):
        notes.append(gettext("另有 %(n)s 件状态不明") % {"n": number(value.unknown)})
    return {
        "label": label_of(found.title),
        "value": value.value,
        "places": found.decimals,
        "unit": label_of(found.unit),
        "note": ("; " if english() else "；").join(notes),
        "url": indicator_url(found, value.region, value.at),
    }


def indicator_url(found: Indicator, region: str, at: date, where: Mapping[str, str] | None = None) -> str:
    """The page of an indicator for a place and a day, narrowed to values of dimensions."""
    query = {"region": region, "at": at.isoformat(), **(where or {})}
    return reverse("indicator", args=[found.id]) + "?" + urlencode(query)


def records_url(found: Indicator, cell: Cell, *, undecided: bool = False) -> str:
    """The page of the records behind a cell."""
    query = {"region": cell.region, "from": cell.span.start.isoformat(), "at": cell.span.end.isoformat(), **cell.where}
    if undecided:
        query["undecided"] = "1"
    return reverse("indicator-records", args=[found.id]) + "?" + urlencode(query)


def official_address(indicator: str, region: str, span: Span) -> str:
    """The page of what was received of a figure, by id, place and days."""
    query = {"region": region, "from": span.start.isoformat(), "at": span.end.isoformat()}
    return reverse("official-figure", args=[indicator]) + "?" + urlencode(query)


def counted_by_place(measure: Measure, cell: Cell) -> dict[str, tuple[Number, int]]:
    """Known and undecided records for each place below a region; those of no such place under the region itself."""
    rows = measure.query.breakdown(cell, ("region",)).to_pylist()
    return {row["region"]: (row["known"], row["unknown"]) for row in rows}


def by_place(measure: Measure, whole: Cell) -> dict[str, Any]:
    """The figure for each place below the region, each with its own denominator; each opens to its records."""
    regions, found = load().regions, measure.indicator
    region, span, where = whole.region, whole.span, whole.where
    if measure.parts:
        return derived_by_place(measure, region, span)
    counted = counted_by_place(measure, whole)
    divided = found.denominator is not None
    rows = []
    for path in [place.path for place in regions.children(region)]:
        known, unknown = counted.get(path, (0, 0))
        cell = Cell(path, span, where)
        value = measure.of_count(cell, known, unknown)
        cells: list[Any] = [{"text": regions.name(path), "url": indicator_url(found, path, span.end, where)}]
        if divided:
            cells.append(gettext("未知") if value.value is None else number(value.value, found.decimals))
        cells.append({"text": number(known), "url": records_url(found, cell)})
        if divided:
            cells.append("" if value.denominator is None else number(value.denominator))
        cells.append({"text": number(unknown), "url": records_url(found, cell, undecided=True)} if unknown else 0)
        rows.append({"cells": cells})
    if region in counted and rows:
        known, unknown = counted[region]
        blank = [""] if divided else []
        cell = Cell(region, span, {**where, UNPLACED: region})
        shown = {"text": number(known), "url": records_url(found, cell)} if known else number(known)
        doubt = {"text": number(unknown), "url": records_url(found, cell, undecided=True)} if unknown else 0
        rows.append({"cells": [gettext("未定属地"), *blank, shown, *blank, doubt]})
    doubtful = gettext("不能判定（件）") if measure.bounded else gettext("状态不明（件）")
    labels = [(gettext("地区"), "c-title"), (counted_label(measure), "c-number"), (doubtful, "c-number")]
    if divided:
        labels = [(gettext("地区"), "c-title"), (label_of(found.title), "c-number"), (gettext("分子（件）"), "c-number"),
                  (gettext("分母（万人）"), "c-number"), (doubtful, "c-number")]  # fmt: skip
    return table(gettext("按地区"), labels, rows)


def counted_label(measure: Measure) -> str:
    """The heading of what is counted: a number of records, or the unit of what they add up to."""
    if measure.counted:
        return gettext("件数")
    return gettext("数值（%(unit)s）") % {"unit": label_of(measure.indicator.unit)}


def derived_by_place(measure: Measure, region: str, span: Span) -> dict[str, Any]:
    """A derived figure for each place below the region; each opens to what it is made of there."""
    rows = []
    for place in load().regions.children(region):
        value = measure.value(Cell(place.path, span))
        text = gettext("未知") if value.value is None else number(value.value, measure.indicator.decimals)
        url = indicator_url(measure.indicator, place.path, span.end)
        rows.append({"cells": [place.name, {"text": text, "url": url}]})
    labels = [(gettext("地区"), "c-title"), (label_of(measure.indicator.title), "c-number")]
    return table(gettext("按地区"), labels, rows)


def table(caption: str, labels: list[tuple[str, str]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A table of figures."""
    columns = parts.columns(*labels)
    return {"columns": columns, "rows": rows, "scroll": True, "caption": caption}
