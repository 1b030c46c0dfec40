"""Indicators: the figures, how they are made up, and the records behind each."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.declare import Kind, Register
from xingzhi.indicators.measure import Measure, Value, month_of, year_to
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator, load
from xingzhi.registers.listing import Order
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot
from xingzhi.web.as_of import as_of
from xingzhi.web.views.registers import language, list_columns, list_rows

RECORDS = 50
MONTHS = 12


def _label(text: Any) -> str:
    return str(text(language()))


def _asked(request: HttpRequest, snapshot: Snapshot) -> tuple[str, date]:
    """The region and day asked for: inside the reader's scope, today by default."""
    scope = request.user.region
    region = request.GET.get("region", scope)
    if scope is None or region is None or not region.startswith(scope) or load().regions.get(region) is None:
        raise Http404
    try:
        at = date.fromisoformat(request.GET["at"]) if request.GET.get("at") else timezone.localdate()
    except ValueError as error:
        raise Http404 from error
    return region, at


def _no_snapshot(request: HttpRequest) -> HttpResponse:
    empty = {
        "title": gettext("还没有可以计算的数据"),
        "hint": gettext("导入专利和常住人口后会自动冻结快照，指标就能算出。"),
        "action_url": reverse("intake-list"),
        "action_text": gettext("去收文入库"),
    }
    return render(request, "indicators/nothing.html", {"page_title": gettext("指标"), "empty": empty})


@require_GET
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator for the reader's region today."""
    snapshot = latest()
    if snapshot is None or request.user.region is None:
        return _no_snapshot(request)
    region, at = _asked(request, snapshot)
    packs = load()
    tiles = []
    for found in packs.indicators.values():
        measure = Measure(found, packs, snapshot)
        span = year_to(at) if found.kind == "flow" else Span(at, at)
        value = measure.value(Cell(region, span))
        tiles.append(tile(found, value))
    context = {
        "page_title": gettext("指标"),
        "tiles": tiles,
        "region_label": packs.regions.full_name(region),
        "at": at,
        "as_of": as_of(snapshot, "indicators", internal=True),
    }
    return render(request, "indicators/list.html", context)


def tile(found: Indicator, value: Value) -> dict[str, Any]:
    """A figure that opens."""
    notes = [gettext("本年累计")] if found.kind == "flow" else []
    if value.missing:
        notes.append(value.missing)
    if value.unknown:
        notes.append(gettext("另有 %(n)s 件状态不明") % {"n": value.unknown})
    query = urlencode({"region": value.region, "at": value.at.isoformat()})
    return {
        "label": _label(found.title),
        "value": value.value,
        "places": found.decimals,
        "unit": _label(found.unit),
        "note": "；".join(notes),
        "url": reverse("indicator", args=[found.id]) + "?" + query,
    }


def _indicator(name: str) -> Indicator:
    found = load().indicators.get(name)
    if found is None:
        raise Http404
    return found


@require_GET
def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator: by place, by its dimensions, and over the last months; every cell opens to its records."""
    found, snapshot, packs = _indicator(name), latest(), load()
    if snapshot is None or request.user.region is None:
        return _no_snapshot(request)
    region, at = _asked(request, snapshot)
    measure = Measure(found, packs, snapshot)
    span = year_to(at) if found.kind == "flow" else Span(at, at)
    whole = measure.value(Cell(region, span))
    register = measure.query.register
    context = {
        "page_title": _label(found.title),
        "indicator": found,
        "definition": _label(found.definition),
        "whole": whole,
        "tile": tile(found, whole) | {"url": _records_url(found, Cell(region, span))},
        "unknown_url": _records_url(found, Cell(region, span), undecided=True) if whole.unknown else "",
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": [region_choice(place, request) for place in _places(request.user.region)],
        "at": at,
        "by_place": by_place(measure, region, span),
        "by_dimension": [by_dimension(measure, register, d, region, span) for d in _own_dimensions(found, register)],
        "chart": over_months(measure, region, at),
        "as_of": as_of(snapshot, "indicators", internal=whole.internal),
        "official": official(found, region, request),
    }
    return render(request, "indicators/indicator.html", context)


def region_choice(path: str, request: HttpRequest) -> dict[str, Any]:
    """A place to choose."""
    return {"path": path, "label": load().regions.name(path), "here": path == request.GET.get("region")}


def _places(scope: str) -> list[str]:
    return [scope, *(place.path for place in load().regions.children(scope))]


def _own_dimensions(found: Indicator, register: Register) -> list[str]:
    names = {column.name for column in register.stored}
    return [name for name in found.dimensions if name in names]


def _records_url(found: Indicator, cell: Cell, *, undecided: bool = False) -> str:
    query = {"region": cell.region, "from": cell.span.start.isoformat(), "at": cell.span.end.isoformat(), **cell.where}
    if undecided:
        query["undecided"] = "1"
    return reverse("indicator-records", args=[found.id]) + "?" + urlencode(query)


def by_place(measure: Measure, region: str, span: Span) -> dict[str, Any]:
    """The figure for each place below the region, each with its own denominator."""
    regions, found = load().regions, measure.indicator
    counted = {
        row["region"]: (row["known"], row["unknown"])
        for row in measure.query.breakdown(Cell(region, span), ("region",)).to_pylist()
    }
    rows = []
    for path in [place.path for place in regions.children(region)] + ([region] if region in counted else []):
        known, unknown = counted.get(path, (0, 0))
        cell = Cell(path, span)
        value = measure.of_count(cell, known, unknown)
        own = path == region
        label = gettext("未定属地") if own else regions.name(path)
        shown_value: Any = "—" if own and found.denominator else value.value
        rows.append(
            {
                "cells": [
                    label,
                    gettext("未知") if shown_value is None else shown_value,
                    {"text": known, "url": "" if own else _records_url(found, cell)},
                    value.denominator if value.denominator is not None else "",
                    {"text": unknown, "url": _records_url(found, cell, undecided=True)}
                    if unknown and not own
                    else unknown,
                ]
            }
        )
    labels = [("地区", "c-title"), ("数值", "c-number"), ("分子（件）", "c-number"), ("分母（万人）", "c-number"),
              ("不明（件）", "c-number")]  # fmt: skip
    return {
        "columns": [{"label": gettext(label), "css": css} for label, css in labels],
        "rows": rows,
        "scroll": True,
        "caption": gettext("按地区"),
    }


def by_dimension(measure: Measure, register: Register, dimension: str, region: str, span: Span) -> dict[str, Any]:
    """The numerator by one dimension."""
    column = register[dimension]
    labels = {choice.code: choice.en if language().startswith("en") else choice.zh for choice in column.choices}
    rows = []
    for row in measure.query.breakdown(Cell(region, span), (dimension,)).to_pylist():
        if not row["known"]:
            continue
        cell = Cell(region, span, {dimension: row[dimension]})
        label = labels.get(row[dimension], gettext("未知"))
        rows.append({"cells": [label, {"text": row["known"], "url": _records_url(measure.indicator, cell)}]})
    name = column.label(language())
    return {
        "columns": [{"label": name, "css": "c-title"}, {"label": gettext("件数"), "css": "c-number"}],
        "rows": rows,
        "scroll": True,
        "caption": name,
    }


def over_months(measure: Measure, region: str, at: date) -> dict[str, Any]:
    """The figure at or in each of the last months."""
    ends = [at]
    while len(ends) < MONTHS:
        ends.append(date.fromordinal(ends[-1].replace(day=1).toordinal() - 1))
    ends.reverse()
    found = measure.indicator
    values, urls = [], []
    for end in ends:
        span = month_of(end) if found.kind == "flow" else Span(end, end)
        value = measure.value(Cell(region, span))
        values.append(float(value.value) if value.value is not None else None)
        urls.append(_records_url(found, Cell(region, span)))
    return {
        "id": "months",
        "title": gettext("近十二个月"),
        "unit": _label(found.unit),
        "kind": "bar" if found.kind == "flow" else "line",
        "category": gettext("月份"),
        "categories": [f"{end:%Y-%m}" for end in ends],
        "series": [{"name": _label(found.title), "values": values, "urls": urls}],
    }


def official(found: Indicator, region: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Official figures of the same name the office received for the region."""
    names = (found.id, found.title.zh, found.title.en)
    rows = (
        MODELS["official_figures"].objects.visible_to(request.user).filter(assigned_region=region, indicator__in=names)
    )
    return [
        {"label": f"{row.period} {row.issuer} {row.document}".strip(), "value": f"{row.value.normalize():f} {row.unit}"}
        for row in rows.order_by("-period")[:12]
    ]


@require_GET
def indicator_records(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind one cell of an indicator, as the snapshot counted them."""
    found, snapshot, packs = _indicator(name), latest(), load()
    if snapshot is None or request.user.region is None:
        return _no_snapshot(request)
    region, at = _asked(request, snapshot)
    measure = Measure(found, packs, snapshot)
    register = measure.query.register
    try:
        start = date.fromisoformat(request.GET["from"]) if request.GET.get("from") else at
    except ValueError as error:
        raise Http404 from error
    where = {k: v for k, v in request.GET.items() if k in {c.name for c in register.stored if c.kind is Kind.CHOICE}}
    cell = Cell(region, Span(start, at), where)
    undecided = bool(request.GET.get("undecided"))
    keys = measure.query.keys(cell, undecided=undecided, after=request.GET.get("after", ""), limit=RECORDS + 1)
    rows = list(MODELS[register.name].objects.visible_to(request.user).filter(key__in=keys[:RECORDS]).order_by("key"))
    order = Order.read(register, "")
    plain_columns = [{**column, "sort_url": "", "sorted": ""} for column in list_columns(register, order, {})]
    query = {key: value for key, value in request.GET.items() if key != "after"}
    known, unknown = measure.query.count(cell)
    context = {
        "page_title": _label(found.title) + " · " + (gettext("状态不明的记录") if undecided else gettext("计入的记录")),
        "lead": f"{packs.regions.full_name(region)} {start} — {at}" if found.kind == "flow"
        else f"{packs.regions.full_name(region)} {at}",
        "table": {"columns": plain_columns, "rows": list_rows(register, rows)},
        "pager": {
            "shown": len(rows),
            "about": unknown if undecided else known,
            "exact": True,
            "first_url": "?" + urlencode(query) if request.GET.get("after") else "",
            "previous_url": "",
            "next_url": "?" + urlencode({**query, "after": keys[RECORDS - 1]}) if len(keys) > RECORDS else "",
        },
        "empty": {"title": gettext("没有记录")},
        "as_of": as_of(snapshot, "indicators", internal=True),
        "back_url": reverse("indicator", args=[found.id]) + "?" + urlencode({"region": region, "at": at.isoformat()}),
        "definition": _label(found.definition),
    }  # fmt: skip
    return render(request, "indicators/records.html", context)
