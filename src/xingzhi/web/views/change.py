"""Why a figure changed between two days: the split, the drafted paragraph, and the records of each part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.office import sees_all
from xingzhi.indicators.change.explain import Question
from xingzhi.indicators.change.flows import flow_change
from xingzhi.indicators.change.paragraph import joined, of_change, of_flow
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.views import change_tables as tables
from xingzhi.web.views.change_asked import Asked, asked, quick, warned
from xingzhi.web.views.change_definition import definition_table
from xingzhi.web.views.change_links import Links
from xingzhi.web.views.change_official import official_clauses
from xingzhi.web.views.change_parts import parts_table
from xingzhi.web.views.change_quality import quality_of
from xingzhi.web.views.change_shares import shares_of
from xingzhi.web.views.figures import indicator_url, label_of
from xingzhi.web.views.indicators import choices, nothing


@require_GET
def change(request: HttpRequest, name: str) -> HttpResponse:
    """The change of an indicator between two days, split until nothing is left."""
    snapshot, packs = latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    question = asked(request, name, snapshot)
    measure, found, region, days = question.measure, question.found, question.region, question.days
    notified = quality_of(request, found, snapshot, region, days)
    if not measure.counted:
        return not_counted(request, question, notified)
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
        "quick": quick(question),
        "flow": question.flow,
        "month": question.month,
        "short": warned(question),
        "definition": label_of(found.definition),
        "back_url": indicator_url(found, region, days[1]),
        "as_of": as_of(snapshot, "indicators", "change", internal=True),
    }
    links = Links(found, region, days, then, question.month)
    if question.flow:
        few = int(packs.change.few.value)
        split = flow_change(measure, region, question.spans, few, agencies=sees_all(request.user))
        clauses, values = of_flow(split), split.values
        context |= {"figures": tables.ends_of(found, values, month=question.month),
                    "tables": tables.of_flow(split, links), "few": label_of(packs.change.few.reason)}  # fmt: skip
    else:
        explained = Question(found, packs, snapshot, days, then=then).explain(region)
        clauses, values = of_change(explained.change), explained.change.values
        context |= {
            "figures": tables.ends_of(found, values),
            "chart": tables.waterfall(found, explained.change, then),
            "tables": tables.of_change(found, explained, then),
            "definitions": definition_table(explained.change.ends),
            "late": explained.change.late,
            "none_then": then and days[0] < timezone.localdate(snapshot.as_of),
            "snapshots": [f"#{end.snapshot.revision}" for end in explained.change.ends],
        }
    clauses[1:1] = official_clauses(measure, values)
    context["warnings"] = tables.warnings(found, values)
    context["clauses"] = [links.opened(clause) for clause in clauses]
    context["text"] = joined(clauses, internal=context["as_of"]["internal"])
    return render(request, "indicators/change.html", context)


def not_counted(request: HttpRequest, question: Asked, notified: dict[str, Any] | None) -> HttpResponse:
    """The page of a figure that is no number of records: what was notified of it, how our share of it moved, or what it
    is made of; of a sum of amounts none of them."""
    measure, found, region, days = question.measure, question.found, question.region, question.days
    shares = shares_of(request, measure, region, days, beside=notified is not None)
    made_of = parts_table(question)
    if notified or shares or made_of:
        context = {
            "page_title": gettext("为什么变了：%(title)s") % {"title": label_of(found.title)},
            "region_label": load().regions.full_name(region),
            "places": choices(request, region),
            "first": days[0],
            "last": days[1],
            "quality": notified,
            "shares": shares,
            "made_of": made_of,
            "short": warned(question),
            "definition": label_of(found.definition),
            "back_url": indicator_url(found, region, days[1]),
            "as_of": as_of(latest(), "indicators", "change", internal=True),
        }
        return render(request, "indicators/quality.html", context)
    empty = {
        "title": gettext("这个指标不是记录的件数，不能分解到记录"),
        "hint": gettext(
            "它是金额，或者还没有数据来源；请到它的页面看现有的数。"
            "收到两个可比统计期的官方数据后，这里会说明本局记录能解释多少。"
        ),
        "action_url": indicator_url(found, region, days[1]),
        "action_text": label_of(found.title),
    }
    return render(request, "indicators/nothing.html", {"page_title": label_of(found.title), "empty": empty})
