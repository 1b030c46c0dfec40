"""The records of one part of a change; of those that lapsed, the day and the words that say why."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.indicators.change.causes import LAPSED
from xingzhi.indicators.change.explain import Question
from xingzhi.indicators.change.words import label
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.views.change_asked import asked
from xingzhi.web.views.change_links import is_part
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.indicators import RECORDS, nothing
from xingzhi.web.views.registers import list_columns, list_rows

EVENTS = "legal_events"


@require_GET
def change_records(request: HttpRequest, name: str) -> HttpResponse:
    """The records of one part of a change that the reader may see."""
    snapshot, packs = latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    wanted = asked(request, name, snapshot)
    found, region, days = wanted.found, wanted.region, wanted.days
    then, part = request.GET.get("then") != "0", request.GET.get("part", "")
    if found.kind == "flow" or not is_part(part) or not wanted.measure.counted:
        raise Http404
    question = Question(found, packs, snapshot, days, then=then)
    with question.frame(region) as frame:
        keys = frame.keys(part, after=request.GET.get("after", ""), limit=RECORDS + 1)
        total = frame.counted(part)
        ended = frame.endings(keys[:RECORDS]) if part.partition(".")[0] == LAPSED else {}
    register = question.measures[1].query.register
    rows = list(MODELS[register.name].objects.visible_to(request.user).filter(key__in=keys[:RECORDS]).order_by("key"))
    table = {"columns": list_columns(register), "rows": list_rows(register, rows)}
    if part.partition(".")[0] == LAPSED:
        add_endings(request, table, rows, ended)
    query = {key: value for key, value in request.GET.items() if key != "after"}
    hidden = len(keys[:RECORDS]) - len(rows)
    lead = [packs.regions.full_name(region), f"{days[0]} — {days[1]}"]
    if hidden:
        lead.append(gettext("%(n)s 件现属别的地区，不在此列出") % {"n": hidden})
    context: dict[str, Any] = {
        "page_title": label_of(found.title) + " · " + (label(part) if not part.startswith("offset") else gettext("来去相抵")),
        "lead": " ".join(lead),
        "table": table,
        "pager": {
            "shown": len(rows), "about": total, "exact": True, "previous_url": "",
            "first_url": "?" + urlencode(query) if request.GET.get("after") else "",
            "next_url": "?" + urlencode({**query, "after": keys[RECORDS - 1]}) if len(keys) > RECORDS else "",
        },
        "empty": {"title": gettext("没有记录")},
        "as_of": as_of(snapshot, "indicators", "change", internal=True),
        "back_url": reverse("indicator-change", args=[name]) + "?" + urlencode(
            {name: value for name, value in query.items() if name != "part"}),
        "definition": label_of(found.definition),
    }  # fmt: skip
    return render(request, "indicators/records.html", context)


def add_endings(request: HttpRequest, table: dict[str, Any], rows: list[Any], ended: dict[str, list[str]]) -> None:
    """Put 失效日 and 原文 to each patent: the events that ended it, else the words of its legal status."""
    keys = [key for found in ended.values() for key in found]
    events = {each.key: each for each in MODELS[EVENTS].objects.visible_to(request.user).filter(key__in=keys)}
    table["columns"] = [
        *table["columns"],
        {"label": gettext("失效日"), "css": "c-date c-nowrap"},
        {"label": gettext("原文"), "css": ""},
    ]
    for patent, row in zip(rows, table["rows"], strict=True):
        told = [events[key] for key in ended.get(patent.key, []) if key in events]
        row["cells"] += [patent.lapse_date.isoformat() if patent.lapse_date else "", _words(patent, told)]


def _words(patent: Any, told: list[Any]) -> dict[str, str]:
    """What the gazette said, the nearest to the lapse first; a single event opens to its record."""
    if not told:
        day = patent.legal_status_date
        return {"text": patent.legal_status_text, "sub": day.isoformat() if day and patent.legal_status_text else ""}
    text = "；".join(" ".join(filter(None, (each.event, each.details))) for each in told)
    days = "、".join(each.event_date.isoformat() for each in told)
    return {"text": text, "sub": days, "url": reverse("record", args=[EVENTS, told[0].pk])}
