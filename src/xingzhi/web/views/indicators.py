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

from xingzhi.core.actions import may
from xingzhi.core.declare import Kind, Register
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator, load
from xingzhi.packs.indicators import Indicators
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.web import places
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import shown
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.figures import indicator_url, label_of, records_url, span_at, tile
from xingzhi.web.views.registers import list_columns, list_rows

RECORDS = 50


def asked(request: HttpRequest) -> tuple[str, date]:
    """The region and day asked for: inside the reader's scope, today by default."""
    scope = request.user.region
    region = request.GET.get("region", scope)
    if scope is None or region is None or not region.startswith(scope) or load().regions.get(region) is None:
        raise Http404
    try:
        at = date.fromisoformat(request.GET["at"]) if request.GET.get("at") else timezone.localdate()
        first = date.fromisoformat(request.GET["from"]) if request.GET.get("from") else at
    except ValueError as error:
        raise Http404 from error
    if not 1985 <= first.year <= at.year <= 9990:  # before the first patent law there is nothing to count
        raise Http404
    return region, at


def nothing(request: HttpRequest) -> HttpResponse:
    """The page that says that there is nothing to compute from yet."""
    empty = {
        "title": gettext("还没有可以计算的数据"),
        "hint": gettext("导入专利和常住人口后会自动冻结快照，指标就能算出。"),
    }
    if may(request.user, "receive_file"):
        empty |= {"action_url": reverse("intake-list"), "action_text": gettext("去收文入库")}
    return render(request, "indicators/nothing.html", {"page_title": gettext("指标"), "empty": empty})


def choices(request: HttpRequest, region: str) -> list[dict[str, Any]]:
    """The places the reader may look at."""
    return [
        {"path": path, "label": label, "here": path == region}
        for path, label in places.to_look_at(request.user.region or "", region)
    ]


@require_GET
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator for a region and a day, and for the places below it."""
    snapshot, packs = latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    measures = [Measure(found, packs, snapshot) for found in packs.indicators.values() if not found.part_of]
    context = {
        "page_title": gettext("指标"),
        "tiles": [tile(m.indicator, m.value(Cell(region, span_at(m.indicator, at)))) for m in measures],
        "matrix": figures.matrix(measures, region, at),
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "as_of": as_of(snapshot, "indicators", internal=True),
    }
    return render(request, "indicators/list.html", context)


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
        return nothing(request)
    region, at = asked(request)
    measure = Measure(found, packs, snapshot)
    span = span_at(found, at)
    whole = measure.value(Cell(region, span))
    register = measure.query.register
    tables = [figures.by_place(measure, region, span)]
    if load().regions.children(region):
        tables += [figures.crossed(measure, register, d, region, span) for d in _own_dimensions(found, register)]
    else:
        tables += [figures.by_dimension(measure, register, d, region, span) for d in _own_dimensions(found, register)]
    context = {
        "page_title": label_of(found.title),
        "definition": label_of(found.definition),
        "references": references(found),
        "whole": whole,
        "missing": figures.missing(found, whole),
        "denominator_source": " ".join(dict.fromkeys(whole.denominator_source.split(" "))),
        "tile": tile(found, whole) | {"url": records_url(found, Cell(region, span))},
        "unknown_url": records_url(found, Cell(region, span), undecided=True) if whole.unknown else "",
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "tables": [table for table in tables if table["rows"]],
        "chart": figures.over_months(measure, region, at),
        "as_of": as_of(snapshot, "indicators", internal=whole.internal),
        "official": official(found, region, request),
        "upper": None if whole.upper is None else number(whole.upper, found.decimals),
        "pack": measure.ref if measure.bounded else "",
    }
    return render(request, "indicators/indicator.html", context)


def _own_dimensions(found: Indicator, register: Register) -> list[str]:
    names = {column.name for column in register.stored}
    return [name for name in found.dimensions if name in names]


def references(found: Indicator) -> list[str]:
    """The texts an indicator rests on."""
    for document in load().of_kind("indicators"):
        if isinstance(document.body, Indicators) and found in document.body.indicators:
            sources = document.header.sources
            return [sources[key].title for key in found.references if key in sources]
    return []


def official(found: Indicator, region: str, request: HttpRequest) -> dict[str, Any] | None:
    """Official figures of the same name the office received for the region."""
    names = (found.id, found.title.zh, found.title.en)
    rows = (
        MODELS["official_figures"].objects.visible_to(request.user).filter(assigned_region=region, indicator__in=names)
    )
    made = [
        {"cells": [
            {"text": row.period, "url": reverse("record", args=["official_figures", row.pk])},
            number(row.value), row.unit, row.issuer, row.document,
        ]}
        for row in rows.order_by("-period")[:12]
    ]  # fmt: skip
    labels = [(gettext("统计期"), "c-title"), (gettext("数值"), "c-number"), (gettext("单位"), ""), (gettext("发布机关"), ""),
              (gettext("文件"), "")]  # fmt: skip
    return figures.table(gettext("收到的官方数据（对外以此为准）"), labels, made) if made else None


@require_GET
def indicator_records(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind one cell of an indicator, as the snapshot counted them."""
    found, snapshot, packs = _indicator(name), latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    measure = Measure(found, packs, snapshot)
    register = measure.query.register
    start = date.fromisoformat(request.GET["from"]) if request.GET.get("from") else span_at(found, at).start
    where = {k: v for k, v in request.GET.items() if k in {c.name for c in register.stored if c.kind is Kind.CHOICE}}
    cell = Cell(region, Span(start, at), where)
    undecided = bool(request.GET.get("undecided"))
    keys = measure.query.keys(cell, undecided=undecided, after=request.GET.get("after", ""), limit=RECORDS + 1)
    rows = list(MODELS[register.name].objects.visible_to(request.user).filter(key__in=keys[:RECORDS]).order_by("key"))
    query = {key: value for key, value in request.GET.items() if key != "after"}
    known, unknown = measure.query.count(cell)
    when = f"{start} — {at}" if found.kind == "flow" else str(at)
    context = {
        "page_title": label_of(found.title)
        + " · "
        + (gettext("状态不明的记录") if undecided else gettext("计入的记录")),
        "lead": " ".join([packs.regions.full_name(region), when, *_said(register, where)]),
        "table": {"columns": list_columns(register), "rows": list_rows(register, rows)},
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
        "back_url": indicator_url(found, region, at),
        "definition": label_of(found.definition),
    }
    return render(request, "indicators/records.html", context)


def _said(register: Register, where: dict[str, str]) -> list[str]:
    return [shown(register[name], value) if value else gettext("未知") for name, value in where.items()]
