"""The actions of a year-end path that keep patents: narrowed by reason and place, read page by page, made into tasks."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.core.scope import region_within
from xingzhi.indicators.path.keeping import Keep
from xingzhi.indicators.path.run import YearPath
from xingzhi.packs import load
from xingzhi.plans.models import Task
from xingzhi.registers.models import MODELS
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.figures import label_of
from xingzhi.web.views.high_value_words import reason_words
from xingzhi.web.views.year_path_lists import day_cell, page_links, patent_cell

FILTERS = ("why", "under")  # names in the address: the reason of an action, the place of its patent


def keeping(request: HttpRequest, found: YearPath) -> dict[str, Any]:
    """The table of actions, what it may be narrowed by, and the links to its other pages."""
    query = {name: request.GET.get(name, "") for name in FILTERS}
    lines = narrowed(request, found, query)
    start, size, links = page_links(request, "keeping", len(lines))
    shown = lines[start : start + size]
    rows = MODELS["patents"].objects.visible_to(request.user).filter(key__in={each.key for each in shown})
    table = keep_table(shown, {row.key: row for row in rows}, asked_already(request, shown), found.until)
    address = request.GET.copy()
    for name in ("all", *FILTERS, "keeping", "leaving", "entering"):
        address.pop(name, None)
    kept = [*address.items(), *([("all", "1")] if request.GET.get("all") == "1" else [])]
    longest = load().year_path.setting("listed")
    return table | {
        "pager": links,
        "conditions": conditions(found, query),
        "kept": kept,
        "clear_url": f"?{address.urlencode()}#keeping" if any(query.values()) else "",
        "long_url": f"?{_with(request, all='1')}#keeping" if len(lines) > size and size < longest else "",
        "longest": longest,
        "sum": summed(lines),
    }


def _with(request: HttpRequest, **more: str) -> str:
    address = request.GET.copy()
    address.pop("keeping", None)
    address.update(more)
    return str(address.urlencode())


def narrowed(request: HttpRequest, found: YearPath, query: dict[str, str]) -> tuple[Keep, ...]:
    """The actions of a reason and of patents of a place."""
    lines = [each for each in found.keeping if not query["why"] or each.reason == query["why"]]
    if place := query["under"]:
        seen = MODELS["patents"].objects.visible_to(request.user)
        inside = seen.filter(region_within(place)) if place.isdigit() else seen.none()
        keys = set(inside.values_list("key", flat=True))
        lines = [each for each in lines if each.key in keys]
    return tuple(lines)


def conditions(found: YearPath, query: dict[str, str]) -> list[Condition]:
    """What the actions may be narrowed by: the reasons there are, with how many each, and the places below."""
    reasons = Counter(each.reason for each in found.keeping)
    named = {each.reason: each for each in found.keeping}
    choices = [(code, f"{reason_of(named[code])}（{number(count)}）") for code, count in reasons.items()]
    made = [Condition("why", gettext("情形"), "choice", query["why"], choices=choices)]
    if below := places.below(found.region, query["under"]):
        made.append(Condition("under", gettext("属地"), "choice", query["under"], choices=below))
    return made


def summed(lines: tuple[Keep, ...]) -> str:
    """What all listed actions keep together, in patents; "" where no chance is known."""
    known = [each.keeps for each in lines if each.keeps is not None]
    if not known:
        return ""
    return gettext("失效机会指不办理的话年末前失效的机会；这 %(n)s 件都缴上年费，预计少失效 %(k)s 件。") % {
        "n": number(len(known)),
        "k": number(sum(known), 1),
    }


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
    """The actions; one that is a task already links to it."""
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
                {"text": label_of(rules.action(each.action).label), "sub": reason_of(each)}, patent_cell(patent),
                day_cell(each.due), at_stake(each), load().regions.name(patent.region), state,
            ],
        })  # fmt: skip
    labels = [(gettext("工作"), ""), (gettext("专利"), "c-title"), (gettext("日期"), "c-date c-nowrap"),
              (gettext("失效机会"), "c-number"), (gettext("属地"), "c-nowrap"), (gettext("任务"), "c-nowrap")]  # fmt: skip
    return figures.table(gettext("能留住专利的工作"), labels, rows) | {"scroll": False, "check_name": "keep"}


def at_stake(each: Keep) -> Any:
    """The chance that the patent lapses by the year's end; of a record to mend, that it may come to be counted."""
    if each.keeps is not None:
        return f"{100 * each.keeps:.1f}%"
    if each.action == "pay_fee":
        return gettext("未知")
    return {"text": "", "sub": gettext("补齐后至多计入 1 件")}


def reason_of(each: Keep) -> str:
    """Why the action is listed."""
    if each.action == "pay_fee":
        return label_of(load().year_path.kind(each.reason).label)
    return gettext("法律状态或日期不全") if each.reason == "status" else reason_words((each.reason,))[0]
