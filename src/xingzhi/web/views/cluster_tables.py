"""The tables of a cluster: its members and its pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.cases.models import Clue, ClueQuerySet
from xingzhi.cases.seen import Seen
from xingzhi.packs import load
from xingzhi.web.reading import listed, shown
from xingzhi.web.views import parts
from xingzhi.web.views.clue_rows import TONES
from xingzhi.web.views.clusters import kind_label
from xingzhi.web.views.paging import page_of, pager
from xingzhi.web.views.registers import STATUS_TONES

MEMBERS = 100  # of a page
PAIRS = 50


def member_table(request: HttpRequest, inside: Sequence[Seen], fresh: set[str]) -> dict[str, Any]:
    """The members with what the registers say of them; of another region's only what is published."""
    start = page_of(request, "members", MEMBERS)
    labels = [(gettext("序号"), "c-number"), (gettext("申请"), "c-title"), (gettext("类型"), "c-nowrap"),
              (gettext("申请人"), "c-names"), (gettext("申请日"), "c-date c-nowrap"), (gettext("法律状态"), "c-nowrap"),
              (gettext("代理机构"), ""), (gettext("主分类号"), "c-nowrap"), (gettext("属地"), "c-nowrap")]  # fmt: skip
    rows = []
    for place, each in enumerate(inside[start : start + MEMBERS], start + 1):
        rows.append({"check": each.key, "cells": [str(place), *member_cells(each, each.key in fresh)]})
    return {
        "table": {"columns": parts.columns(*labels), "rows": rows,
                  "check_name": "member", "caption": gettext("组内申请")},
        "pager": pager(request, "members", start, MEMBERS, len(inside)) if len(inside) > MEMBERS else None,
    }  # fmt: skip


def member_cells(seen: Seen, fresh: bool) -> list[Any]:
    """A member as cells of the table, its number in the picture apart."""
    place = load().regions.name(seen.region)
    if seen.row is None:
        hidden = {"text": seen.key, "sub": gettext("其他地区尚未公布的记录，只显示号码和属地。")}
        return [hidden, *[""] * 6, place]
    register = seen.row.register

    def cell(name: str) -> str:
        return shown(register[name], seen[name]) if seen[name] else ""

    url = reverse("record", args=["patents", seen.row.pk]) if seen.own else ""
    title = {"text": seen["title"], "url": url, "sub": " · ".join([seen.key, *([gettext("新增")] if fresh else [])])}
    status: Any = ""
    if seen["legal_status"]:
        when = seen["lapse_date"] or seen["legal_status_date"]
        status = {"text": cell("legal_status"), "tone": STATUS_TONES.get(seen["legal_status"], "plain"),
                  "sub": when.isoformat() if when else ""}  # fmt: skip
    who = {"text": cell("applicants"), "sub": cell("inventors")}
    return [title, cell("patent_type"), who, cell("filing_date"), status, cell("agency"), cell("ipc_main"), place]


def pair_table(request: HttpRequest, clues: ClueQuerySet, inside: Sequence[Seen], lawful: Q) -> dict[str, Any]:
    """The pairs of the cluster, most alike first."""
    only = request.GET.get("only", "")
    shown_here = clues.filter(verdict="").exclude(lawful) if only == "open" else clues
    total = shown_here.count()
    start = page_of(request, "pairs", PAIRS)
    places = {each.key: (place, each) for place, each in enumerate(inside, 1)}
    rows = []
    for clue in shown_here.prefetch_related("records")[start : start + PAIRS]:
        ends = sorted(places[record.key] for record in clue.records.all() if record.key in places)
        rows.append(pair_row(clue, ends))
    labels = [(gettext("序号"), "c-nowrap"), (gettext("两件申请"), "c-title"), (gettext("相似度"), "c-number"),
              (gettext("关系"), ""), (gettext("相隔（天）"), "c-number"), (gettext("研判"), "c-nowrap")]  # fmt: skip
    other = {key: value for key, value in request.GET.items() if key not in ("only", "pairs")}
    return {
        "table": {"columns": parts.columns(*labels), "rows": rows,
                  "check_name": "clue", "caption": gettext("近似的成对申请")},
        "pager": pager(request, "pairs", start, PAIRS, total) if total > PAIRS else None,
        "empty": {"title": gettext("没有待研判的")},
        "only": only,
        "all_url": "?" + urlencode(other) + "#pairs",
        "open_url": "?" + urlencode({**other, "only": "open"}) + "#pairs",
    }  # fmt: skip


def pair_row(clue: Clue, ends: Sequence[tuple[int, Seen]]) -> dict[str, Any]:
    """A pair as a row; how it stands is not told where one of the two is hidden."""
    told = all(each.row is not None for _place, each in ends)
    days = [each.filed for _place, each in ends if each.filed]
    apart = str((max(days) - min(days)).days) if len(days) == len(ends) == 2 else ""
    codes = [code for code in clue.kinds.strip("|").split("|") if code] or [clue.relation]
    titles = [f"{each.key} {each['title'] or ''}".strip() for _place, each in ends]
    return {
        "check": str(clue.pk),
        "cells": [
            " — ".join(str(place) for place, _each in ends),
            {
                "text": titles[0] if titles else "",
                "sub": " ／ ".join(titles[1:]),
                "url": reverse("clue", args=[clue.pk]),
            },
            f"{clue.score:.3f}",
            listed(kind_label(code) for code in codes) if told else "",
            apart,
            {"text": clue.get_verdict_display(), "tone": TONES[clue.verdict]},
        ],
    }
