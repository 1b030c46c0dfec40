"""One period of a figure received from above: what each document says, ours beside, and what officers stated of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.indicators.official import REGISTER
from xingzhi.indicators.query import Span
from xingzhi.indicators.stated import choices_made, reasons_written
from xingzhi.indicators.used import Used, used_value
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.figure_sides import said_of, stated
from xingzhi.web.views.figures import indicator_url, label_of, table
from xingzhi.web.views.indicators import asked, declared, nothing, pack_of


@require_GET
def official_figure(request: HttpRequest, name: str) -> HttpResponse:
    """What was received of a figure for a place and period, which is used, and why ours differs."""
    found, snapshot, packs = declared(name), latest(), load()
    if snapshot is None or request.user.region is None:
        return nothing(request)
    region, at = asked(request)
    span = Span(first_day(request.GET, at), at)
    used = used_value(name, region, span, snapshot=snapshot)
    place = (name, packs.timing(found), region, span)
    context = {
        "page_title": label_of(found.title) + " · " + gettext("官方数据与本局测算"),
        "name": name, "region": region, "span": span, "used": used,
        "place": packs.regions.full_name(region),
        "back": indicator_url(found, region, at),
        "lines": lines(request, used),
        "facts": facts(used),
        "reasons": reasons(request, place),
        "choices": choices(request, place),
        "may_explain": bool(used.difference) and may(request.user, "explain_difference"),
        "may_choose": (used.kind == "contradiction" or used.choice is not None) and may(request.user, "choose_official"),
        "as_of": as_of(snapshot, pack_of(found), internal=True),
    }  # fmt: skip
    return render(request, "indicators/official.html", context)


def first_day(given: Any, at: date) -> date:
    """The first day asked for; the last where none is."""
    try:
        return date.fromisoformat(given["from"]) if given.get("from") else at
    except ValueError as error:
        raise Http404 from error


def lines(request: HttpRequest, used: Used) -> list[dict[str, Any]]:
    """The figures received of the period, each with its record and whether it is the one used."""
    keys = [each.key for each in used.received]
    rows = MODELS[REGISTER].objects.visible_to(request.user).filter(key__in=keys)
    urls = {row.key: reverse("record", args=[REGISTER, row.pk]) for row in rows}
    return [
        {"key": each.key, "stated": stated(each), "period": each.period, "source": each.source or gettext("来源未注明"),
         "definition": each.definition, "url": urls.get(each.key, ""), "said": said_of(each, used),
         "chosen": used.choice is not None and used.official is each}
        for each in used.received
    ]  # fmt: skip


def facts(used: Used) -> list[dict[str, Any]]:
    """What is used, ours, the difference and what the system knows of it."""
    own = used.own.value if used.own else None
    pairs: list[dict[str, Any]] = [
        {"label": gettext("对外使用"), "value": f"{number(used.value)} {used.unit}"
         if used.kind == "official" else gettext("还没有：互相矛盾，请选用一份")},
        {"label": gettext("本局测算（内部测算，不对外发布）"), "value": gettext("未知") if own is None else f"{number(own)} {used.unit}"},
    ]  # fmt: skip
    if used.difference is not None:
        pairs.append({"label": gettext("差（本局测算减官方数据）"), "value": number(used.difference)})
    if used.reasons:
        told = "；".join(reason.text for reason in used.reasons)
        pairs.append({"label": gettext("系统查到的原因"), "value": told, "wide": True})
    return pairs


def reasons(request: HttpRequest, place: tuple[str, str, str, Span]) -> dict[str, Any]:
    """Every reason written of the period, the newest first."""
    rows = [
        {"cells": [timezone.localtime(each.written_at).strftime("%Y-%m-%d %H:%M"), each.text or gettext("（收回）"),
                   number(each.own.normalize()), number(each.official.normalize()), each.written_by.display_name]}
        for each in reasons_written(*place).visible_to(request.user).select_related("written_by")
    ]  # fmt: skip
    labels = [(gettext("时间"), "c-date c-nowrap"), (gettext("原因"), "c-title"), (gettext("当时的测算"), "c-number"),
              (gettext("当时的官方数据"), "c-number"), (gettext("谁写的"), "c-nowrap")]  # fmt: skip
    return table(gettext("写过的原因"), labels, rows) | {"scroll": False}


def choices(request: HttpRequest, place: tuple[str, str, str, Span]) -> dict[str, Any]:
    """Every choice made for the period, the newest first."""
    rows = [
        {"cells": [timezone.localtime(each.chosen_at).strftime("%Y-%m-%d %H:%M"),
                   each.said.get(each.chosen, "") if each.chosen else gettext("（收回）"), each.reason,
                   "、".join(sorted(each.said.values())), each.chosen_by.display_name]}
        for each in choices_made(*place).visible_to(request.user).select_related("chosen_by")
    ]  # fmt: skip
    labels = [(gettext("时间"), "c-date c-nowrap"), (gettext("选用"), "c-title"), (gettext("理由"), ""),
              (gettext("当时收到的各份"), ""), (gettext("谁选的"), "c-nowrap")]  # fmt: skip
    return table(gettext("选用的记录"), labels, rows) | {"scroll": False}
