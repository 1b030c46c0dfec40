"""Why a figure changed between two days: the split, the drafted paragraph, and the records of each part."""

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

from xingzhi.core.office import sees_all
from xingzhi.indicators.change.ends import month_end_before, year_before
from xingzhi.indicators.change.explain import Question
from xingzhi.indicators.change.flows import flow_change
from xingzhi.indicators.change.paragraph import joined, of_change, of_flow
from xingzhi.indicators.measure import Measure
from xingzhi.packs import Indicator, load
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.views import change_tables as tables
from xingzhi.web.views.change_definition import definition_table
from xingzhi.web.views.change_links import Links
from xingzhi.web.views.change_quality import quality_of
from xingzhi.web.views.change_shares import shares_of
from xingzhi.web.views.figures import indicator_url, label_of
from xingzhi.web.views.indicators import choices, nothing


def asked(request: HttpRequest, name: str) -> tuple[Indicator, str, tuple[date, date]]:
    """The indicator, the place and the two days: the end of last month and a year before where none are given."""
    found, scope = load().indicators.get(name), request.user.region
    region = request.GET.get("region", scope)
    if (
        found is None
        or scope is None
        or region is None
        or not region.startswith(scope)
        or load().regions.get(region) is None
    ):
        raise Http404
    try:
        last = date.fromisoformat(request.GET.get("to") or month_end_before(timezone.localdate()).isoformat())
        if not 1986 <= last.year <= 9990:
            raise ValueError(last)
        first = date.fromisoformat(request.GET.get("from") or year_before(last).isoformat())
    except ValueError as error:
        raise Http404 from error
    if first.year < 1985 or first > last:
        raise Http404
    return found, region, (first, last)


@require_GET
def change(request: HttpRequest, name: str) -> HttpResponse:
    """The change of an indicator between two days, split until nothing is left."""
    snapshot, packs = latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    found, region, days = asked(request, name)
    notified = quality_of(request, found, snapshot, region, days)
    measure = Measure(found, packs, snapshot)
    if not measure.counted:
        return not_counted(request, measure, region, days, notified)
    then = request.GET.get("then") != "0"
    context: dict[str, Any] = {
        "quality": notified,
        "page_title": gettext("为什么变了：%(title)s") % {"title": label_of(found.title)},
        "name": name,
        "region": region,
        "region_label": packs.regions.full_name(region),
        "places": choices(request, region),
        "first": days[0],
        "last": days[1],
        "then": then,
        "quick": quick(name, region, days[1]),
        "flow": found.kind == "flow",
        "definition": label_of(found.definition),
        "back_url": indicator_url(found, region, days[1]),
        "as_of": as_of(snapshot, "indicators", "change", internal=True),
    }
    if found.kind == "flow":
        few = int(packs.change.few.value)
        split = flow_change(measure, region, days, few, agencies=sees_all(request.user))
        clauses = of_flow(split)
        context |= {"figures": tables.ends_of(found, split.values), "tables": tables.of_flow(found, split),
                    "few": label_of(packs.change.few.reason), "warnings": tables.warnings(found, split.values)}  # fmt: skip
    else:
        explained = Question(found, packs, snapshot, days, then=then).explain(region)
        clauses = of_change(explained.change)
        context |= {
            "figures": tables.ends_of(found, explained.change.values),
            "chart": tables.waterfall(found, explained.change, then),
            "tables": tables.of_change(found, explained, then),
            "warnings": tables.warnings(found, explained.change.values),
            "definitions": definition_table(explained.change.ends),
            "late": explained.change.late,
            "none_then": then and days[0] < timezone.localdate(snapshot.as_of),
            "snapshots": [f"#{end.snapshot.revision}" for end in explained.change.ends],
        }
    links = Links(found, region, days, then)
    context["clauses"] = [links.opened(clause) for clause in clauses]
    context["text"] = joined(clauses)
    return render(request, "indicators/change.html", context)


def not_counted(
    request: HttpRequest, measure: Measure, region: str, days: tuple[date, date], notified: dict[str, Any] | None
) -> HttpResponse:
    """The page of a figure that is no number of records: what was notified of it, how our share of it moved, or neither."""
    found = measure.indicator
    shares = shares_of(request, measure, region, days, beside=notified is not None)
    if notified or shares:
        context = {
            "page_title": gettext("为什么变了：%(title)s") % {"title": label_of(found.title)},
            "region_label": load().regions.full_name(region),
            "places": choices(request, region),
            "first": days[0],
            "last": days[1],
            "quality": notified,
            "shares": shares,
            "definition": label_of(found.definition),
            "back_url": indicator_url(found, region, days[1]),
            "as_of": as_of(latest(), "indicators", "change", internal=True),
        }
        return render(request, "indicators/quality.html", context)
    empty = {
        "title": gettext("这个指标不是记录的件数，不能分解到记录"),
        "hint": gettext(
            "它由其他指标算出、是金额，或者还没有数据来源；请到它的页面看由哪些数组成，再看那些数为什么变了。"
            "收到两个可比统计期的官方数据后，这里会说明本局记录能解释多少。"
        ),
        "action_url": indicator_url(found, region, days[1]),
        "action_text": label_of(found.title),
    }
    return render(request, "indicators/nothing.html", {"page_title": label_of(found.title), "empty": empty})


def quick(name: str, region: str, last: date) -> list[dict[str, str]]:
    """Usual first days: the end of the month before, of the year before, the same day a year before."""
    days = ((gettext("比上月末"), month_end_before(last)), (gettext("比上年末"), date(last.year - 1, 12, 31)),
            (gettext("比上年同期"), year_before(last)))  # fmt: skip
    url = reverse("indicator-change", args=[name])
    return [
        {
            "label": text,
            "url": url + "?" + urlencode({"region": region, "from": day.isoformat(), "to": last.isoformat()}),
        }
        for text, day in days
    ]
