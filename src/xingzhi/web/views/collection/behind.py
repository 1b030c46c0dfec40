"""What stands behind a sum: what each unit reported of a cell, and the sum of each period of the year."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from xingzhi.collection.forms import decimal_of, form_of
from xingzhi.collection.models import REPORTED, Round, UnitReport
from xingzhi.collection.totals import add, counted
from xingzhi.packs.forms import FormCell
from xingzhi.text.reporting_periods import parse_period
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import BLANK, number
from xingzhi.web.views.collection.words import cell_name, state_cell


def address(found: Round, cell: str) -> str:
    """Where what is behind a sum stands."""
    return reverse("collection-round", args=[found.pk]) + "?" + urlencode({"cell": cell}) + "#behind"


def behind(found: Round, asked: str) -> dict[str, Any] | None:
    """The units and the periods behind the sum of a cell; `None` where the form asks no such number, or is of
    single firms, whose few must not be told from sums."""
    form = form_of(found)
    cell = next((each for each in form.cells if each.id == asked and each.counted), None)
    if cell is None or form.body.suppression:
        return None
    return {"label": cell_name(cell), "units": _units(found, cell), "periods": _periods(found, cell)}


def _units(found: Round, cell: FormCell) -> dict[str, Any]:
    reports = list(UnitReport.objects.filter(round=found).select_related("round").order_by("kind", "region", "unit"))
    inside = {each.pk for each in counted(reports)}
    rows = []
    for each in reports:
        value = decimal_of(each.values, cell.id) if each.state in REPORTED else None
        told = [each.notes.get(cell.id, "")]
        if each.pk not in inside:
            told.append(gettext("开发区，不加进合计"))
        link = {"text": each.name, "url": reverse("collection-report", args=[found.pk, each.pk])}
        shown = number(value) if value is not None else BLANK
        rows.append({"cells": [link, shown, state_cell(each), "；".join(text for text in told if text)]})
    heads = [
        {"label": gettext("单位"), "css": "c-title"}, {"label": gettext("本期"), "css": "c-number"},
        {"label": gettext("状态"), "css": "c-nowrap"}, {"label": gettext("情况说明")},
    ]  # fmt: skip
    return {"columns": heads, "rows": rows, "caption": gettext("各单位所报")}


def _periods(found: Round, cell: FormCell) -> dict[str, Any]:
    year = found.period[:4]
    rounds = Round.objects.filter(region=found.region, form=found.form, period__startswith=year)
    rows = []
    for each in rounds.filter(first_day__lte=found.first_day).order_by("first_day"):
        every = counted(UnitReport.objects.filter(round=each))
        came = [report for report in every if report.state in REPORTED]
        then = next((held for held in form_of(each).cells if held.id == cell.id and held.counted), None)
        value, period = add(came, then) if then else None, parse_period(each.period)
        link = {"text": period.label(language()) if period else each.period, "url": address(each, cell.id)}
        unit = then.unit(language()) if then and then.unit else ""
        rows.append({"cells": [link, number(value) if value is not None else BLANK, unit, f"{len(came)}/{len(every)}"]})
    heads = [
        {"label": gettext("统计期"), "css": "c-title"}, {"label": gettext("合计"), "css": "c-number"},
        {"label": gettext("单位")}, {"label": gettext("已报"), "css": "c-number"},
    ]  # fmt: skip
    return {"columns": heads, "rows": rows, "caption": gettext("本年各期")}
