"""An indicator's page: the figure split by each dimension, and what it is made of."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.indicators import dimensions
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.figure_zones import by_zone
from xingzhi.web.views.figures import indicator_url, label_of, missing, records_url, table

LONGEST = 15  # rows of a dimension with free values; the rest stand in one row
CROSSED = ("patent_type", "applicant_kind", "duty")  # few values: laid out by place, as the bulletins are


def splits(measure: Measure, cell: Cell) -> list[dict[str, Any]]:
    """A table for each dimension of the indicator that has anything in it and is not narrowed to one value."""
    if not measure.opens:
        return [made_of(measure, cell.region, cell.span)] if measure.parts else []
    below = bool(load().regions.children(cell.region))
    found = []
    for name in measure.indicator.dimensions:
        if name not in ("region", "month") and name not in cell.where:
            split = crossed if below and name in CROSSED else by_dimension
            found.append(split(measure, name, cell))
    return [*found, *by_zone(measure, cell)]


def by_dimension(measure: Measure, name: str, cell: Cell) -> dict[str, Any]:
    """The numerator by one dimension, the largest first where its values are free; those unknown last."""
    register = measure.query.register
    labels = dimensions.values(name, register, language())
    counted = {row[name]: row["known"] for row in measure.query.breakdown(cell, (name,)).to_pylist()}
    held = {value: count for value, count in counted.items() if count}
    known = [value for value in held if value]
    order = list(labels).index if labels else lambda value: (-held[value], value)
    known.sort(key=order)
    rows = []
    for value in [*known[: len(labels) or LONGEST], *([""] if "" in held else [])]:
        narrowed = Cell(cell.region, cell.span, {**cell.where, name: value})
        label: Any = gettext("未知")
        if value:
            here = indicator_url(measure.indicator, cell.region, cell.span.end, narrowed.where)
            label = {"text": labels.get(value, value), "url": here}
        rows.append({"cells": [label, {"text": number(held[value]), "url": records_url(measure.indicator, narrowed)}]})
    if len(rest := known[len(labels) or LONGEST :]):
        rows.append({"cells": [gettext("其余 %(n)s 个") % {"n": len(rest)}, number(sum(held[each] for each in rest))]})
    title = dimensions.label(name, register, language())
    found = table(title, [(title, "c-title"), (label_of(measure.indicator.unit), "c-number")], rows)
    if name == dimensions.AGENCY:
        found |= {"inside": True}  # names of agencies stay inside: they are not printed
    return found | (by_industry_note(known=bool(labels)) if name == dimensions.INDUSTRY else {})


def by_industry_note(*, known: bool) -> dict[str, str]:
    """How to read the split by strategic industry, or what to load where there is no table."""
    url = reverse("office-tables")
    if not known:
        return {
            "note": gettext("没有载入战略性新兴产业与国际专利分类参照关系表，不能按产业分；请先载入。"),
            "note_url": url,
        }
    return {"note": gettext("一件专利可属几个产业，各计一次，各产业之和可能大于总数；只计能确定的产业，一个也不能确定的列为未知。"),
            "note_url": url}  # fmt: skip


def crossed(measure: Measure, name: str, cell: Cell) -> dict[str, Any]:
    """The numerator by place and one dimension, as the bulletins lay it out, with totals; each cell opens."""
    register, regions, region, span = measure.query.register, load().regions, cell.region, cell.span
    labels = dimensions.values(name, register, language())
    found = measure.query.breakdown(cell, ("region", name)).to_pylist()
    counted = {(row["region"], row[name]): row["known"] for row in found}
    codes = [*labels, *([""] if any(not code and count for (_, code), count in counted.items()) else [])]
    places = [place.path for place in regions.children(region)]

    def line(label: str, path: str, inside: list[str]) -> dict[str, Any]:
        counts = [sum(counted.get((place, code), 0) for place in inside) for code in codes]
        urls = [records_url(measure.indicator, Cell(path, span, {**cell.where, name: code})) for code in codes]
        shown = [{"text": number(n), "url": url if n else ""} for n, url in zip(counts, urls, strict=True)]
        whole = records_url(measure.indicator, Cell(path, span, cell.where))
        return {"cells": [label, *shown, {"text": number(sum(counts)), "url": whole}]}

    rows = [line(regions.name(path), path, [path]) for path in places]
    rows.append(line(gettext("合计"), region, [*places, region]))
    heads = [(labels.get(code, gettext("未知")), "c-number") for code in codes]
    columns = [(gettext("地区"), "c-title"), *heads, (gettext("合计"), "c-number")]
    caption = gettext("按地区和%(dimension)s") % {"dimension": dimensions.label(name, register, language())}
    return table(caption, columns, rows)


def made_of(measure: Measure, region: str, span: Span) -> dict[str, Any]:
    """The figures a derived one is made of; each opens to its page."""
    rows = []
    for part in measure.parts:
        value = part.value(Cell(region, span))
        text = missing(part.indicator, value) if value.value is None else number(value.value, part.indicator.decimals)
        url = indicator_url(part.indicator, region, span.end)
        rows.append(
            {"cells": [{"text": label_of(part.indicator.title), "url": url}, text, label_of(part.indicator.unit)]}
        )
    labels = [(gettext("指标"), "c-title"), (gettext("数值"), "c-number"), (gettext("单位"), "")]
    return table(gettext("由哪些数算出"), labels, rows)
