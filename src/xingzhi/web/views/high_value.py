"""High-value inventions: the figures and how they are made up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.indicators.high_value import CLASSES, YES
from xingzhi.indicators.high_value.figures import Bounds, Figures, MakeUp, warnings
from xingzhi.indicators.high_value.reading import Reading
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.registers.patents.register import APPLICANT_KINDS
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import english
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.figure_sides import official_table
from xingzhi.web.views.high_value_words import said
from xingzhi.web.views.indicators import asked, choices, nothing

RATIO, STOCK = "high_value_per_10000", "high_value_inventions"


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of high-value inventions."""
    pages = (("high-value", gettext("测算")), ("high-value-watch", gettext("将退出与候选")),
             ("high-value-rules", gettext("口径与声明")), ("office-tables", gettext("参照表与计分表")))  # fmt: skip
    return [{"label": label, "url": reverse(name), "here": name == here} for name, label in pages]


@require_GET
def high_value(request: HttpRequest) -> HttpResponse:
    """The figures of a place on a day: each with what is known for certain and what all undecided would make it."""
    snapshot, packs = latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    made = Figures(snapshot, packs)
    found = made.make_up(region, at)
    ratio = Measure(packs.indicators[RATIO], packs, snapshot)
    cell = Cell(region, Span(at, at))
    context = {
        "page_title": gettext("高价值发明专利"),
        "tabs": tabs("high-value"),
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "tiles": tiles(ratio, found, cell),
        "table_state": table_state(made.reading),
        "classes": class_table(found, cell),
        "overlap": overlap_table(found, cell),
        "tables": [
            figures.by_place(ratio, Cell(region, Span(at, at))),
            kind_table(made.by("applicant_kind", region, at), cell),
            section_table(made.by("ipc_section", region, at), cell),
        ],
        "warnings": [said(bound.note) for bound in packs.high_value.warnings if set(bound.classes) & set(warnings(found, packs))],
        "official": official_table(request, ratio, region),
        "pack": made.reading.ref,
        "mark": said(packs.high_value.mark.text),
        "as_of": as_of(snapshot, "high_value", internal=True),
    }  # fmt: skip
    return render(request, "high_value/overview.html", context)


def bounds(known: int, unknown: int) -> str:
    """A count with its bounds: 12, or 12—40 where 28 are undecided."""
    return number(known) if not unknown else f"{number(known)}—{number(known + unknown)}"


def tiles(ratio: Measure, found: MakeUp, cell: Cell) -> list[dict[str, Any]]:
    """The figure, the count and the share, each as bounds."""
    value = ratio.of_count(cell, *found.union)
    known, unknown = found.union
    url = figures.records_url(load().indicators[STOCK], cell)
    share = Decimal(100 * known) / found.valid[0] if found.valid[0] and known else None
    note = gettext("%(unknown)s 件不能判定") % {"unknown": number(unknown)} if unknown else ""
    first = figures.tile(ratio.indicator, value)
    count = {"label": said(load().indicators[STOCK].title), "value": known or (None if unknown else 0),
             "unit": gettext("件"), "note": note, "url": url}  # fmt: skip
    of_all = {"label": gettext("占有效发明专利"), "value": share, "places": 1, "unit": "%",
              "note": gettext("有效发明专利 %(n)s 件") % {"n": bounds(*found.valid)}, "url": ""}  # fmt: skip
    return [first, count, of_all]


def table_state(read: Reading) -> dict[str, Any]:
    """Whether the strategic-industry table is loaded, and whether it was compared with the official text."""
    url = reverse("office-tables")
    if read.table is None:
        return {"tone": "warn", "text": gettext("战略性新兴产业参照关系表未加载：第一类全部为未知。"), "url": url}
    if not read.table.verified:
        return {"tone": "warn", "text": gettext("参照关系表未核实（%(file)s）：第一类只能试算。") % {"file": read.table.file_name},
                "url": url}  # fmt: skip
    return {"tone": "good", "text": gettext("参照关系表已加载：%(file)s") % {"file": read.table.file_name}, "url": url}


def class_table(found: MakeUp, cell: Cell) -> dict[str, Any]:
    """Each class: known for certain, undecided, share of the high-value inventions."""
    rule, rows = load().high_value, []
    for code in CLASSES:
        known, unknown = found.classes[code]
        part = load().indicators[f"high_value_{code}"]
        share = found.share(code)
        rows.append(
            {"cells": [
                {"text": said(rule.rule(code).label), "url": figures.indicator_url(part, cell.region, cell.span.end)},
                {"text": number(known), "url": figures.records_url(part, cell)} if known else 0,
                {"text": number(unknown), "url": figures.records_url(part, cell, undecided=True)} if unknown else 0,
                gettext("未知") if share is None else f"{share:.1f}%",
            ]}
        )  # fmt: skip
    labels = [(gettext("类别"), "c-title"), (gettext("确定属于（件）"), "c-number"), (gettext("不能判定（件）"), "c-number"),
              (gettext("占高价值"), "c-number")]  # fmt: skip
    return figures.table(gettext("五类各有多少"), labels, rows)


def overlap_table(found: MakeUp, whole: Cell) -> dict[str, Any]:
    """How many belong to two classes at once; the diagonal is the class itself. Opens to those that do for certain."""
    rule = load().high_value
    names = {code: said(rule.rule(code).label) for code in CLASSES}

    def cell(left: str, right: str) -> dict[str, Any]:
        held: Bounds = found.overlap.get((left, right)) or found.overlap[right, left]
        return {"text": bounds(*held), "url": narrowed_url(whole, {left: YES, right: YES}) if held[0] else ""}

    rows = [{"cells": [names[left], *(cell(left, right) for right in CLASSES)]} for left in CLASSES]
    rows.append({"cells": [gettext("五类并集"), bounds(*found.union), "", "", "", ""]})
    return figures.table(gettext("五类重叠"), [("", "c-title"), *((names[code], "c-number") for code in CLASSES)], rows)


def narrowed_url(cell: Cell, where: dict[str, str], *, undecided: bool = False) -> str:
    """The high-value inventions of a cell with these values, or those of them that cannot be decided."""
    return figures.records_url(load().indicators[STOCK], Cell(cell.region, cell.span, where), undecided=undecided)


def kind_table(rows: list[tuple[str, int, int]], cell: Cell) -> dict[str, Any]:
    """By kind of the first holder."""
    names = {choice.code: choice.en if english() else choice.zh for choice in APPLICANT_KINDS}
    ordered = sorted(rows, key=lambda row: (row[0] not in names, list(names).index(row[0]) if row[0] in names else 0))
    return split_table(gettext("按专利权人类型"), "applicant_kind", names, ordered, cell)


def section_table(rows: list[tuple[str, int, int]], cell: Cell) -> dict[str, Any]:
    """By section of the main class."""
    return split_table(gettext("按主分类号的部"), "ipc_section", {code: code for code, *_ in rows if code}, rows, cell)


def split_table(
    caption: str, name: str, names: dict[str, str], rows: list[tuple[str, int, int]], cell: Cell
) -> dict[str, Any]:
    """A breakdown of the union by a dimension; each number opens."""
    labels = [("", "c-title"), (gettext("确定属于（件）"), "c-number"), (gettext("不能判定（件）"), "c-number")]
    made = [
        {"cells": [
            names.get(code, gettext("未知")),
            {"text": number(known), "url": narrowed_url(cell, {name: code}) if known else ""},
            {"text": number(unknown), "url": narrowed_url(cell, {name: code}, undecided=True) if unknown else ""},
        ]}
        for code, known, unknown in rows
    ]  # fmt: skip
    return figures.table(caption, labels, made)
