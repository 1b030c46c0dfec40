"""Indicators: the figures, how they are made up, and the records behind each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.indicators.cautions import cautions
from xingzhi.indicators.change.own import is_share
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell
from xingzhi.indicators.quoted import quoted_in
from xingzhi.packs import Indicator, load
from xingzhi.packs.indicators import GROUPS, Indicators
from xingzhi.snapshots.jobs import latest
from xingzhi.web import places
from xingzhi.web.as_of import as_of
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figure_narrow, figure_sides, figure_splits, figures
from xingzhi.web.views.change_asked import usual_end
from xingzhi.web.views.figure_list import FigureList
from xingzhi.web.views.figure_trend import over_months, reaches
from xingzhi.web.views.figures import label_of, records_url, span_at, tile
from xingzhi.web.views.official_unmatched import names_without_indicator

RECORDS = 50
HEADLINE = ("patents", "high_value")  # groups shown for each place in the list


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
    whole = sorted(
        (each for each in packs.indicators.values() if not each.part_of), key=lambda each: GROUPS.index(each.group)
    )
    measures = [Measure(found, packs, snapshot) for found in whole]
    held = FigureList([measure for measure in measures if measure.sourced], region, at)
    context = {
        "page_title": gettext("指标"),
        "tiles": held.tiles(),
        "matrix": held.matrix(HEADLINE),
        "parts": [(label_of(each.title), figures.indicator_url(each, region, at))
                  for each in packs.indicators.values() if each.part_of and each.source != "none"],
        "unsourced": unsourced(region, at),
        "unmatched": len(names_without_indicator(request)),
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "as_of": as_of(snapshot, "indicators", internal=True),
    }  # fmt: skip
    return render(request, "indicators/list.html", context)


def unsourced(region: str, at: date) -> dict[str, Any]:
    """The indicators nothing feeds yet, and what would."""
    rows = [
        {"cells": [{"text": label_of(found.title), "url": figures.indicator_url(found, region, at)},
                   label_of(found.unit), label_of(found.fed_by)]}
        for found in load().indicators.values() if found.source == "none"
    ]  # fmt: skip
    labels = [(gettext("指标"), "c-title"), (gettext("单位"), ""), (gettext("需要什么数据"), "")]
    return figures.table(gettext("尚无数据来源"), labels, rows) | {"scroll": False}


def declared(name: str) -> Indicator:
    """The indicator of that id."""
    found = load().indicators.get(name)
    if found is None:
        raise Http404
    return found


@require_GET
def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator: by place, by its dimensions, and over the last months; every cell opens to its records."""
    found, snapshot, packs = declared(name), latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    measure = Measure(found, packs, snapshot)
    span, where = span_at(found, at), figure_narrow.asked_for(request, measure)
    cell, narrowing = Cell(region, span, where), figure_narrow.choices(measure, region, where)
    whole = measure.value(cell)
    tables = [figures.by_place(measure, cell)] if measure.sourced else []
    tables += figure_splits.splits(measure, cell)
    # A document speaks of the whole, not of one value of a dimension.
    official = None if where else figure_sides.official_table(request, measure, region)
    context = {
        "page_title": label_of(found.title),
        "name": found.id,
        "explained": measure.counted or official is not None or is_share(measure),
        "found": {
            name: label_of(text) for name in ("definition", "quality", "fed_by") if (text := getattr(found, name))
        },
        "version": found.definition_version,
        "change_to": usual_end(measure, at),
        "has_path": name in packs.year_path.indicators.ids,
        "references": references(found),
        "whole": whole,
        "missing": figures.missing(found, whole),
        "denominator_source": " ".join(dict.fromkeys(whole.denominator_source.split(" "))),
        "tile": tile(found, whole, reaches(measure, at)) | {"url": records_url(found, cell) if measure.opens else ""},
        "unknown_url": records_url(found, cell, undecided=True) if whole.unknown and measure.opens else "",
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "narrowing": narrowing,
        "narrowed": figure_narrow.said(narrowing),
        "at": at,
        "tables": [table for table in tables if table["rows"]],
        "chart": over_months(measure, region, at, where) if measure.sourced else None,
        "as_of": as_of(snapshot, pack_of(found), internal=whole.internal),
        "official": official,
        "sources": figure_sides.source_table(measure, region, at),
        "batches": figure_sides.batch_table(request, measure),
        "cautions": cautions(measure, region, span),
        "quoted": quoted_in(found.id, region),
        "upper": None if whole.upper is None else number(whole.upper, found.decimals),
        "pack": measure.ref if measure.bounded else "",
    }
    return render(request, "indicators/indicator.html", context)


def pack_of(found: Indicator) -> str:
    """The pack that declares an indicator."""
    return next(
        document.id
        for document in load().of_kind("indicators")
        if isinstance(document.body, Indicators) and found in document.body.indicators
    )


def references(found: Indicator) -> list[str]:
    """The texts an indicator rests on."""
    for document in load().of_kind("indicators"):
        if isinstance(document.body, Indicators) and found in document.body.indicators:
            sources = document.header.sources
            return [sources[key].title for key in found.references if key in sources]
    return []
