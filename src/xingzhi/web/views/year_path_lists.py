"""The lists of a year-end path: patents that leave or enter, and the actions that keep them, each opening to its card."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.indicators.path.keeping import Keep
from xingzhi.indicators.path.lists import Line
from xingzhi.indicators.path.run import YearPath
from xingzhi.packs import load
from xingzhi.plans.models import Task
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import title_of
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.high_value_words import reason_words

FIRST = 20  # lines of a list until all are asked for


def people(request: HttpRequest) -> list[tuple[str, str]]:
    """Who may be given a task: people of the reader's region, by name of account."""
    found = User.objects.filter(is_active=True).exclude(region=None).filter(region_within(request.user.region or ""))
    return [(person.username, person.display_name) for person in found.order_by("username")]


def lists(request: HttpRequest, found: YearPath) -> dict[str, Any]:
    """The three tables, each cut at the pack's length and saying how many there are."""
    most = load().year_path.setting("listed")
    more = request.GET.get("all") != "1"
    most = min(most, FIRST) if more else most
    out, into, keep = found.leaving[:most], found.entering[:most], found.keeping[:most]
    keys = {line.key for line in (*out, *into)} | {each.key for each in keep}
    rows = MODELS["patents"].objects.visible_to(request.user).filter(key__in=keys)
    patents = {row.key: row for row in rows}
    return {
        "all_url": "?" + "&".join(filter(None, (request.GET.urlencode(), "all=1"))) if more else "",
        "leaving": line_table(request, gettext("可能退出的专利"), out, patents),
        "entering": line_table(request, gettext("可能进入的专利"), into, patents),
        "keeping": keep_table(keep, patents, asked_already(request, keep), found.until),
        "leaving_more": len(found.leaving) - len(out),
        "entering_more": len(found.entering) - len(into),
        "keeping_more": len(found.keeping) - len(keep),
    }


def line_table(request: HttpRequest, caption: str, lines: tuple[Line, ...], patents: dict[str, Any]) -> dict[str, Any]:
    """Patents with what may happen, on which day, by which chance."""
    rules, records = load().year_path, _records(request, lines)
    rows = []
    for line in lines:
        if patent := patents.get(line.key):
            what: dict[str, Any] = {"text": label_of(rules.kind(line.kind).label)}
            if record := records.get((line.register, line.record)):
                what["url"] = reverse("record", args=[line.register, record])
            if line.fee_year:
                what["sub"] = gettext("第 %(year)s 年度") % {"year": line.fee_year}
            rows.append({"cells": [
                _patent(patent), what, line.day.isoformat() if line.day else "",
                gettext("未知") if line.chance is None else f"{100 * line.chance:.1f}%",
                load().regions.name(patent.region),
            ]})  # fmt: skip
    labels = [(gettext("专利"), "c-title"), (gettext("情形"), ""), (gettext("日期"), "c-date c-nowrap"),
              (gettext("年末前的机会"), "c-number"), (gettext("属地"), "c-nowrap")]  # fmt: skip
    return figures.table(caption, labels, rows) | {"scroll": False}


def _records(request: HttpRequest, lines: tuple[Line, ...]) -> dict[tuple[str, str], int]:
    """The page number of each record a line rests on, where the reader may see it."""
    found: dict[tuple[str, str], int] = {}
    for register in {line.register for line in lines if line.record}:
        keys = {line.record for line in lines if line.register == register}
        for key, number_ in (
            MODELS[register].objects.visible_to(request.user).filter(key__in=keys).values_list("key", "pk")
        ):
            found[register, key] = number_
    return found


def _patent(patent: Any) -> dict[str, Any]:
    return {"text": title_of(patent), "url": reverse("high-value-card", args=[patent.pk]), "sub": patent.key}


def asked_already(request: HttpRequest, keep: tuple[Keep, ...]) -> dict[tuple[str, str, str], Task]:
    """The tasks there are for these actions."""
    tasks = Task.objects.visible_to(request.user).filter(record_key__in={each.key for each in keep})
    return {(task.kind, task.record_key, task.period): task for task in tasks}


def period_of(each: Keep, until: date) -> str:
    """What an action is of: the fee year, else the year."""
    if each.fee_year:
        return str(each.fee_year)
    return str(each.due.year if each.action == "pay_fee" and each.due else until.year)


def keep_table(
    keep: tuple[Keep, ...], patents: dict[str, Any], known: dict[tuple[str, str, str], Task], until: date
) -> dict[str, Any]:
    """The actions, those first that keep most; one that is a task already links to it."""
    rules, rows = load().year_path, []
    for each in keep:
        patent = patents.get(each.key)
        if patent is None:
            continue
        period = period_of(each, until)
        task = known.get((each.action, each.key, period))
        due = each.due if each.due and each.due >= timezone.localdate() else until
        state: Any = {"text": task.get_state_display(), "url": reverse("task", args=[task.pk])} if task else ""
        rows.append({
            "check": "" if task else "|".join((each.action, each.key, period, due.isoformat())),
            "cells": [
                {"text": label_of(rules.action(each.action).label), "sub": reason_of(each)}, _patent(patent),
                each.due.isoformat() if each.due else "",
                gettext("至多 1") if each.keeps is None else number(each.keeps, 2),
                load().regions.name(patent.region), state,
            ],
        })  # fmt: skip
    labels = [(gettext("工作"), ""), (gettext("专利"), "c-title"), (gettext("日期"), "c-date c-nowrap"),
              (gettext("预计留住（件）"), "c-number"), (gettext("属地"), "c-nowrap"), (gettext("任务"), "c-nowrap")]  # fmt: skip
    return figures.table(gettext("能留住专利的工作"), labels, rows) | {"scroll": False, "check_name": "keep"}


def reason_of(each: Keep) -> str:
    """Why the action is listed."""
    if each.action == "pay_fee":
        return label_of(load().year_path.kind(each.reason).label)
    return gettext("法律状态或日期不全") if each.reason == "status" else reason_words((each.reason,))[0]
