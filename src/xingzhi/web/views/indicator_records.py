"""The records behind one cell of an indicator."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.declare import Kind, Register
from xingzhi.indicators import dimensions
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import language, shown
from xingzhi.web.views.figures import indicator_url, label_of, span_at
from xingzhi.web.views.indicators import RECORDS, asked, declared, nothing
from xingzhi.web.views.registers import list_columns, list_rows

REVISION = 18  # digits of the longest number of a snapshot


@require_GET
def indicator_records(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind one cell of an indicator, as the snapshot counted them."""
    found, snapshot, packs = declared(name), snapshot_asked(request), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    measure = Measure(found, packs, snapshot)
    if not measure.opens:
        raise Http404
    register = measure.query.register
    start = date.fromisoformat(request.GET["from"]) if request.GET.get("from") else span_at(found, at).start
    counted = dimensions.offered(found, measure.count, divided=False)
    splits = {*counted, dimensions.UNPLACED} - {"region", "month"}
    splits |= {column.name for column in register.stored if column.kind is Kind.CHOICE}
    where = {name: str(value) for name, value in request.GET.items() if name in splits}
    cell = Cell(region, Span(start, at), where)
    undecided = bool(request.GET.get("undecided"))
    keys = measure.query.keys(cell, undecided=undecided, after=request.GET.get("after", ""), limit=RECORDS + 1)
    rows = list(MODELS[register.name].objects.visible_to(request.user).filter(key__in=keys[:RECORDS]).order_by("key"))
    query = {key: value for key, value in request.GET.items() if key != "after"}
    known, unknown = measure.query.count(cell)
    when = str(at) if measure.timing == "stock" else f"{start} — {at}"
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
        "back_url": indicator_url(
            found, region, at, {name: where[name] for name in measure.dimensions if where.get(name)}
        ),
        "definition": label_of(found.definition),
    }
    return render(request, "indicators/records.html", context)


def snapshot_asked(request: HttpRequest) -> Snapshot | None:
    """The snapshot a list is of: the newest, or the one a released figure was counted in."""
    revision = request.GET.get("snapshot", "")
    if not revision:
        return latest()
    if not revision.isdecimal() or len(revision) > REVISION:
        raise Http404
    found: Snapshot = get_object_or_404(Snapshot, revision=int(revision))
    return found


def _said(register: Register, where: dict[str, str]) -> list[str]:
    """The values a list is narrowed to, as a reader knows them."""
    if dimensions.UNPLACED in where:
        return [gettext("未定属地"), *_said(register, {key: where[key] for key in where if key != dimensions.UNPLACED})]
    return [
        f"{dimensions.label(name, register, language())} = {_word(register, name, value)}"
        for name, value in where.items()
    ]


def _word(register: Register, name: str, value: str) -> str:
    if dimensions.is_choice(name, register):
        return "、".join(shown(register[name], code) or gettext("未知") for code in value.split(","))
    outside = gettext("开发区以外") if name == dimensions.ZONE else gettext("未知")
    return dimensions.values(name, register, language()).get(value, value) or outside
