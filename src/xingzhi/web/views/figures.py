"""Parts of an indicator's page: tile, figures by place, by dimension and over the last months."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.core.declare import Register
from xingzhi.indicators.measure import Measure, Value, month_of, year_to
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator, load
from xingzhi.web.reading import english, language
from xingzhi.web.templatetags.xingzhi import number

MONTHS = 12


def label_of(text: Any) -> str:
    """A pack's text in the reader's language."""
    return str(text(language()))


def span_at(found: Indicator, at: date) -> Span:
    """The days a figure at a day is of: for a flow the year to that day, for a stock the day."""
    return year_to(at) if found.kind == "flow" else Span(at, at)


def missing(found: Indicator, value: Value) -> str:
    """Why a figure cannot be computed, in the reader's language; "" where it can."""
    if value.lacks == "status":
        return gettext("%(n)s 件没有授权公告日或法律状态，不能计算；请导入法律状态") % {"n": number(value.unknown)}
    if value.lacks == "undecided":
        return gettext("%(n)s 件不能判定，没有一件能确定；请补齐所缺的数据") % {"n": number(value.unknown)}
    if not value.missing or not found.denominator:
        return value.missing
    place, year = load().regions.full_name(value.region), value.at.year + found.denominator.year_offset
    return gettext("%(place)s %(year)s 年末常住人口未录入") % {"place": place, "year": year}


def tile(found: Indicator, value: Value) -> dict[str, Any]:
    """A figure that opens."""
    notes = [gettext("本年累计")] if found.kind == "flow" else []
    if value.missing:
        notes.append(missing(found, value))
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


def indicator_url(found: Indicator, region: str, at: date) -> str:
    """The page of an indicator for a place and a day."""
    return reverse("indicator", args=[found.id]) + "?" + urlencode({"region": region, "at": at.isoformat()})


def records_url(found: Indicator, cell: Cell, *, undecided: bool = False) -> str:
    """The page of the records behind a cell."""
    query = {"region": cell.region, "from": cell.span.start.isoformat(), "at": cell.span.end.isoformat(), **cell.where}
    if undecided:
        query["undecided"] = "1"
    return reverse("indicator-records", args=[found.id]) + "?" + urlencode(query)


def counted_by_place(measure: Measure, region: str, span: Span) -> dict[str, tuple[int, int]]:
    """Known and undecided records for each place below a region; those of no such place under the region itself."""
    rows = measure.query.breakdown(Cell(region, span), ("region",)).to_pylist()
    return {row["region"]: (row["known"], row["unknown"]) for row in rows}


def by_place(measure: Measure, region: str, span: Span) -> dict[str, Any]:
    """The figure for each place below the region, each with its own denominator; each opens to its records."""
    regions, found = load().regions, measure.indicator
    counted = counted_by_place(measure, region, span)
    divided = found.denominator is not None
    rows = []
    for path in [place.path for place in regions.children(region)]:
        known, unknown = counted.get(path, (0, 0))
        cell = Cell(path, span)
        value = measure.of_count(cell, known, unknown)
        cells: list[Any] = [{"text": regions.name(path), "url": indicator_url(found, path, span.end)}]
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
        rows.append({"cells": [gettext("未定属地"), *blank, number(known), *blank, number(unknown)]})
    doubtful = gettext("不能判定（件）") if measure.bounded else gettext("状态不明（件）")
    labels = [(gettext("地区"), "c-title"), (gettext("件数"), "c-number"), (doubtful, "c-number")]
    if divided:
        labels = [(gettext("地区"), "c-title"), (label_of(found.title), "c-number"), (gettext("分子（件）"), "c-number"),
                  (gettext("分母（万人）"), "c-number"), (doubtful, "c-number")]  # fmt: skip
    return table(gettext("按地区"), labels, rows)


def table(caption: str, labels: list[tuple[str, str]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A table of figures."""
    columns = [{"label": label, "css": css} for label, css in labels]
    return {"columns": columns, "rows": rows, "scroll": True, "caption": caption}


def by_dimension(measure: Measure, register: Register, dimension: str, region: str, span: Span) -> dict[str, Any]:
    """The numerator by one dimension."""
    column = register[dimension]
    labels = {choice.code: choice.en if english() else choice.zh for choice in column.choices}
    rows = []
    for row in measure.query.breakdown(Cell(region, span), (dimension,)).to_pylist():
        if not row["known"]:
            continue
        cell = Cell(region, span, {dimension: row[dimension]})
        cells = [
            labels.get(row[dimension], gettext("未知")),
            {"text": number(row["known"]), "url": records_url(measure.indicator, cell)},
        ]
        rows.append({"cells": cells})
    name = column.label(language())
    return table(name, [(name, "c-title"), (gettext("件数"), "c-number")], rows)


def crossed(measure: Measure, register: Register, dimension: str, region: str, span: Span) -> dict[str, Any]:
    """The numerator by place and one dimension, as the bulletins lay it out, with totals; each cell opens."""
    column, regions = register[dimension], load().regions
    counted = {
        (row["region"], row[dimension]): row["known"]
        for row in measure.query.breakdown(Cell(region, span), ("region", dimension)).to_pylist()
    }
    codes = [choice.code for choice in column.choices] + [""] * any(not code for _, code in counted)
    places = [place.path for place in regions.children(region)]

    def line(label: str, path: str, inside: list[str]) -> dict[str, Any]:
        counts = [sum(counted.get((place, code), 0) for place in inside) for code in codes]
        urls = [records_url(measure.indicator, Cell(path, span, {dimension: code})) if code else "" for code in codes]
        shown = [{"text": number(n), "url": url if n else ""} for n, url in zip(counts, urls, strict=True)]
        whole = records_url(measure.indicator, Cell(path, span))
        return {"cells": [label, *shown, {"text": number(sum(counts)), "url": whole}]}

    rows = [line(regions.name(path), path, [path]) for path in places]
    rows.append(line(gettext("合计"), region, [*places, region]))
    choices = {choice.code: choice.en if english() else choice.zh for choice in column.choices} | {"": gettext("未知")}
    labels = [
        (gettext("地区"), "c-title"),
        *((choices[code], "c-number") for code in codes),
        (gettext("合计"), "c-number"),
    ]
    caption = gettext("按地区和%(dimension)s") % {"dimension": column.label(language())}
    return table(caption, labels, rows)


def over_months(measure: Measure, region: str, at: date) -> dict[str, Any]:
    """The figure at or in each of the last months; the month still running is said to be so."""
    ends = [at]
    while len(ends) < MONTHS:
        ends.append(date.fromordinal(ends[-1].replace(day=1).toordinal() - 1))
    ends.reverse()
    found = measure.indicator
    values: list[float | None] = []
    urls = []
    for end in ends:
        span = month_of(end) if found.kind == "flow" else Span(end, end)
        value = measure.value(Cell(region, span))
        values.append(None if value.value is None else float(value.value) if found.decimals else int(value.value))
        urls.append(records_url(found, Cell(region, span)))
    unfinished = date.fromordinal(at.toordinal() + 1).month == at.month
    return {
        "id": "months",
        "title": gettext("近十二个月"),
        "unit": label_of(found.unit),
        "kind": "bar" if found.kind == "flow" else "line",
        "category": gettext("月份"),
        "categories": [f"{end:%Y-%m}" for end in ends[:-1]] + [f"{at:%Y-%m}" + ("*" if unfinished else "")],
        "series": [{"name": label_of(found.title), "values": values, "urls": urls}],
        "note": gettext("* 截至 %(at)s，当月未完") % {"at": at.isoformat()} if unfinished else "",
    }


def matrix(measures: list[Measure], region: str, at: date) -> dict[str, Any] | None:
    """All indicators for each place below a region; None where there is none below."""
    children = load().regions.children(region)
    if not children:
        return None
    counted = [counted_by_place(m, region, span_at(m.indicator, at)) for m in measures]
    rows = []
    for place in children:
        cells: list[Any] = [place.name]
        for measure, counts in zip(measures, counted, strict=True):
            cell = Cell(place.path, span_at(measure.indicator, at))
            value = measure.of_count(cell, *counts.get(place.path, (0, 0))).value
            text = gettext("未知") if value is None else number(value, measure.indicator.decimals)
            cells.append({"text": text, "url": indicator_url(measure.indicator, place.path, at)})
        rows.append({"cells": cells})
    labels = [(gettext("地区"), "c-title")]
    labels += [(f"{label_of(m.indicator.title)} ({label_of(m.indicator.unit)})", "c-number") for m in measures]
    return table(gettext("各地"), labels, rows)
