"""Development zones beside a figure: the part that lies in each, and what the declared members find among the patents."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.indicators import dimensions, zones
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell
from xingzhi.snapshots.models import Snapshot
from xingzhi.web.reading import listed
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.figures import indicator_url, records_url, table

NAMED = 10  # members without patents named on the page


def by_zone(measure: Measure, cell: Cell) -> list[dict[str, Any]]:
    """Of which in each development zone: an overlay, never added to the places and never added up."""
    if measure.query.register.name != "patents" or dimensions.ZONE in cell.where:
        return []
    counted = []
    for zone in zones.names(measure.snapshot, cell.region):
        inside = Cell(cell.region, cell.span, {**cell.where, dimensions.ZONE: zone})
        counted.append((zone, inside, *measure.query.count(inside)))
    nothing = any(known == 0 for _, _, known, _ in counted)
    found = zones.matches(measure.snapshot, cell.region) if nothing else []
    empty = {each.zone for each in found if not each.patents}
    named = dimensions.ZONE in measure.dimensions
    rows = []
    for zone, inside, known, unknown in counted:
        name = {
            "text": zone,
            "url": indicator_url(measure.indicator, cell.region, cell.span.end, inside.where) if named else "",
        }
        if zone in empty:
            name = {"text": zone, "url": zone_url(zone), "sub": gettext("成员都没有对上专利")}
        shown = {"text": number(known), "url": records_url(measure.indicator, inside)}
        rows.append({"cells": [name, shown, number(unknown)]})
    labels = [
        (gettext("开发区"), "c-title"),
        (gettext("其中（件）"), "c-number"),
        (gettext("状态不明（件）"), "c-number"),
    ]
    return [table(gettext("其中：开发区（不计入地区合计，互不相加）"), labels, rows)] if rows else []


def zone_url(zone: str) -> str:
    """The declared members of a zone."""
    return reverse("register-list", args=[zones.REGISTER]) + "?" + urlencode({"q": zone})


def zone_matches(snapshot: Snapshot, region: str) -> dict[str, Any] | None:
    """What the declared members of each zone find among the patents; None where there are no members."""
    rows = [
        {"cells": [
            {"text": each.zone, "url": zone_url(each.zone)}, number(each.members), number(each.members - len(each.without)),
            number(each.patents), {"text": listed(each.without[:NAMED]), "sub": _more(len(each.without) - NAMED)},
        ]}
        for each in zones.matches(snapshot, region)
    ]  # fmt: skip
    labels = [
        (gettext("开发区"), "c-title"),
        (gettext("成员"), "c-number"),
        (gettext("对上专利的成员"), "c-number"),
        (gettext("对上的专利（件）"), "c-number"),
        (gettext("没有对上的成员"), ""),
    ]
    return table(gettext("成员与专利的对应"), labels, rows) | {"scroll": False} if rows else None


def _more(count: int) -> str:
    return gettext("另有 %(n)s 个") % {"n": number(count)} if count > 0 else ""
