"""The back-test of a year-end path: the paths of last year, as they could have been drawn then, beside what came."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.indicators.path.backtest import BackTest, back_test
from xingzhi.indicators.path.run import NoPath
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.templatetags.xingzhi import edition, number
from xingzhi.web.views import figures
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.indicators import asked, choices, nothing
from xingzhi.web.views.year_path import path_indicator


@require_GET
def path_tested(request: HttpRequest, name: str) -> HttpResponse:
    """How last year's paths of an indicator did for a place."""
    indicator, snapshot, packs = path_indicator(name), latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    year = at.year - 1
    context: dict[str, Any] = {
        "page_title": gettext("%(title)s · %(year)s 年路径回测") % {"title": label_of(indicator.title), "year": year},
        "indicator": indicator,
        "title": label_of(indicator.title),
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "at": at,
        "as_of": as_of(snapshot, "year_path", internal=True),
    }
    try:
        found = back_test(indicator, packs, snapshot, region, year)
    except NoPath:
        found = None
    if found is None or not found.paths:
        empty = {
            "title": gettext("还不能回测"),
            "hint": gettext("台账要到 %(year)s 年末，并且有更早一年的记录；导入更多年份的专利清单后再看。")
            % {"year": year},
        }
        return render(request, "indicators/path_tested.html", context | {"empty": empty})
    context |= {"found": found, "tiles": tiles(found), "chart": chart(found), "table": drawn_table(found),
                "then": sum(each.then for each in found.paths)}  # fmt: skip
    return render(request, "indicators/path_tested.html", context)


def tiles(found: BackTest) -> list[dict[str, Any]]:
    """The mean error beside that of two plain guesses, and how often the intervals held."""
    unit = gettext("件")
    named = (
        (gettext("路径的平均误差"), found.error),
        (gettext("若当它不变"), found.error_unchanged),
        (gettext("若当它同上年一样变"), found.error_as_before),
    )
    made: list[dict[str, Any]] = [
        {"label": label, "value": value, "places": 1, "unit": unit, "url": ""} for label, value in named
    ]
    held = None if found.inside95 is None else round(100 * found.inside95)
    note = gettext("80%% 区间 %(n)s%%；共 %(months)s 个月末") % {
        "n": round(100 * (found.inside80 or 0)),
        "months": found.month_ends,
    }
    return [
        *made,
        {"label": gettext("95% 区间含实际"), "value": held, "places": 0, "unit": "%", "note": note, "url": ""},
    ]


def chart(found: BackTest) -> dict[str, Any]:
    """What each path said of the year's end, with its interval, and what came."""
    series = [
        {"name": gettext("当时预计年末"), "values": [round(each.said, 1) for each in found.paths]},
        {"name": gettext("年末实际"), "values": [each.came for each in found.paths]},
        {"name": gettext("95% 下限"), "values": [each.low95 for each in found.paths], "muted": True},
        {"name": gettext("95% 上限"), "values": [each.high95 for each in found.paths], "muted": True},
    ]
    return {
        "id": "tested",
        "title": gettext("各月末画的路径与年末实际"),
        "unit": gettext("件"),
        "kind": "line",
        "category": gettext("画路径的那天"),
        "categories": [each.at.isoformat() for each in found.paths],
        "series": series,
    }


def drawn_table(found: BackTest) -> dict[str, Any]:
    """One row a path."""
    rows = [
        {"cells": [
            each.at.isoformat(), number(each.unchanged), number(each.said, 1), f"{number(each.low95, 0)}—{number(each.high95, 0)}",
            number(each.came), f"{each.said - each.came:+.1f}",
            gettext("当时的快照，%(edition)s") % {"edition": edition(each.snapshot)} if each.then else gettext("现在的快照，只取到那天"),
        ]}
        for each in found.paths
    ]  # fmt: skip
    labels = [(gettext("画路径的那天"), "c-date c-nowrap"), (gettext("当天件数"), "c-number"),
              (gettext("当时预计年末"), "c-number"), (gettext("95% 区间"), "c-number c-nowrap"),
              (gettext("年末实际"), "c-number"), (gettext("误差"), "c-number"), (gettext("凭什么画的"), "")]  # fmt: skip
    return figures.table(gettext("逐月回测"), labels, rows)
