"""Everything the office holds of one patent: parties, events, transfers, pledges, awards, family, fees, look-alikes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext

from xingzhi.cases.cluster_models import Cluster
from xingzhi.core.declare import Register
from xingzhi.registers.models import MODELS, OF_PATENTS, PatentParty
from xingzhi.registers.related import Related, divisionals, named, related
from xingzhi.web.reading import language, shown
from xingzhi.web.views.life import life
from xingzhi.web.views.registers import list_columns, list_rows
from xingzhi.web.views.signals import signals_of

Section = dict[str, Any]
GROUPS = 10  # of look-alikes shown
NO_GAP = {"notified_items", "national_results"}


def joined(request: HttpRequest, row: Any) -> dict[str, Any]:
    """What the page of a patent shows beside its own values; `empty` names what nothing is held of, and how to get it."""
    found = related(row, request.user)
    sections = [applicants(request, row), relatives(request, row), *(of_register(row, each) for each in found)]
    return {
        "life": life(row, found),
        "sections": [section for section in sections if section],
        "empty_parts": [nothing_of(request, register) for register in missing(found)],
        "clusters": clusters(request, row),
        "signals": signals_of(request, row),
    }


def applicants(request: HttpRequest, row: Any) -> Section | None:
    """The parties that filed it, under the names this patent gives; they open where the reader may see them."""
    links = PatentParty.objects.visible_to(request.user).filter(patent=row).order_by("position")
    seen = {p.pk: p for p in MODELS["parties"].objects.visible_to(request.user).filter(patent_links__patent=row)}
    given = [name.strip() for name in row.applicants.split(";")]
    rows = []
    for link in links:
        party = seen.get(link.party_id)
        name = given[link.position] if link.position < len(given) else ""
        kind = shown(party.register["party_kind"], party.party_kind) if party else ""
        url = reverse("record", args=["parties", party.pk]) if party else ""
        rows.append({"cells": [{"text": name, "url": url}, kind]})
    columns = [{"label": gettext("主体"), "css": "c-title"}, {"label": gettext("主体类型"), "css": ""}]
    return part("parties", gettext("申请人（主体）"), columns, rows)


def relatives(request: HttpRequest, row: Any) -> Section | None:
    """The application it was divided from, those divided from it, and the patents whose priority it names."""
    made = [
        ({"text": each.number, "url": record_url(each.patent) if each.patent else ""}, row.register[each.column].label(language()),
         each.patent)
        for each in named(row, request.user)
    ]  # fmt: skip
    made += [
        ({"text": each.key, "url": record_url(each)}, gettext("由本件分出"), each)
        for each in divisionals(row, request.user)
    ]
    rows = [{"cells": [number, how, str(patent) if patent else ""]} for number, how, patent in made]
    columns = [{"label": gettext("申请号"), "css": "c-code"}, {"label": gettext("关系"), "css": "c-nowrap"},
               {"label": gettext("名称"), "css": "c-title"}]  # fmt: skip
    return part("relatives", gettext("分案与相关申请"), columns, rows)


def of_register(row: Any, found: Related) -> Section:
    """The rows of one register that speak of the patent; its number stands in the heading and not in each row."""
    register = found.register
    keep = [at for at, column in enumerate(c for c in register.stored if c.listed) if column.name != "application_no"]
    columns = list_columns(register)
    rows = [{**each, "cells": [each["cells"][at] for at in keep]} for each in list_rows(register, found.rows)]
    more = reverse("register-list", args=[register.name]) + "?" + urlencode({"q": row.key}) if found.more else ""
    made = part(register.name, register.label(language()), [columns[at] for at in keep], rows)
    assert made is not None
    return made | {"more_url": more, "note": gettext("只列最近 %(n)s 条。") % {"n": len(rows)} if more else ""}


def part(id: str, title: str, columns: list[dict[str, str]], rows: list[dict[str, Any]]) -> Section | None:
    """A section of the page; None where it has no rows."""
    table = {"columns": columns, "rows": rows, "caption": title}
    return {"id": id, "title": title, "table": table, "count": len(rows)} if rows else None


def record_url(row: Any) -> str:
    """The page of a record."""
    return reverse("record", args=[row.register.name, row.pk])


def missing(found: list[Related]) -> list[Register]:
    """The registers that hold nothing of the patent though they might; not to be notified is nothing that lacks."""
    held = {each.register.name for each in found} | NO_GAP
    return [model.register for model in OF_PATENTS if model.register.name not in held]


def nothing_of(request: HttpRequest, register: Register) -> dict[str, str]:
    """Why nothing of a kind is shown: nothing of the kind was ever taken in, or what was does not name this patent."""
    ever = MODELS[register.name].objects.visible_to(request.user).exists()
    text = gettext("收到的表里没有这件专利") if ever else gettext("还没有收过这种表")
    return {"label": register.label(language()), "text": text, "url": reverse("intake-template", args=[register.name])}


def clusters(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """The groups of look-alikes it is in."""
    mine = Cluster.objects.visible_to(request.user).filter(members__register="patents", members__key=row.key)
    return [
        {
            "text": ngettext("%(n)s 件相近", "%(n)s 件相近", cluster.size) % {"n": cluster.size},
            "state": cluster.get_state_display(),
            "url": reverse("cluster", args=[cluster.pk]),
        }
        for cluster in mine.order_by("-size")[:GROUPS]
    ]
