"""Where a value that stands already is shown to come from, and the records it opens to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from xingzhi.collection.forms import Form
from xingzhi.collection.models import UnitKind, UnitReport
from xingzhi.core.declare import Kind, register_named
from xingzhi.indicators.dimensions import ZONE
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Count, load
from xingzhi.packs.forms import FormCell, Known
from xingzhi.web.reading import language
from xingzhi.web.views.figures import records_url

ENDS = {"gte": "from", "lte": "to"}  # how a test of a day is called in the address of a register's list


def source(report: UnitReport, form: Form, cell: FormCell, known: dict[str, Any]) -> dict[str, Any]:
    """Where a known value stands, and where it opens."""
    if known["indicator"] in load().indicators:
        name = load().indicators[known["indicator"]].title(language())
        kind = gettext("指标：%(name)s")
    else:
        name, kind = register_named(known["register"]).label(language()), gettext("台账：%(name)s")
    mark = gettext("内部测算，不对外发布")
    if not known.get("complete", True):
        mark += " · " + gettext("本期台账还没有收全，以后会变")
    undecided = gettext("另有 %(n)s 件不能判断") % {"n": known["undecided"]} if known["undecided"] else ""
    zone = report.unit if report.kind == UnitKind.ZONE else ""
    span = Span(form.period.start, form.period.end)
    return {
        "text": kind % {"name": name},
        "mark": mark,
        "url": opens(cell.known, report.region, span, zone) if cell.known else "",
        "ref": known["ref"],
        "undecided": undecided,
    }


def opens(known: Known, region: str, span: Span, zone: str = "") -> str:
    """The records behind a known value: those the indicator counts, or the register's of the region and the period."""
    if known.count:
        asked = {"region": region, **listed_by(known.count, span)}
        return reverse("register-list", args=[known.count.register_]) + "?" + urlencode(asked)
    found = load().indicators.get(known.indicator)
    where = {ZONE: zone} if zone else {}
    return records_url(found, Cell(region, span, where)) if found else ""


def listed_by(count: Count, span: Span) -> dict[str, str]:
    """What a count asks of a record, as far as the list of its register can ask it: days, and choices."""
    register = register_named(count.register_)
    days = {"$from": span.start, "$to": span.end, "$at": span.end}
    asked = {}
    for test in count.where.all or (count.where,):
        if not test.field:
            continue
        column = register[test.field]
        if column.kind is Kind.DATE and column.sortable and test.op in ENDS and test.value in days:
            asked[f"{column.name}_{ENDS[test.op]}"] = days[str(test.value)].isoformat()
        elif column.filtered and test.op == "eq":
            asked[column.name] = str(test.value)
    return asked
