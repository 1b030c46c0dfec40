"""Tables the office supplies: in use until another is, or until withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.indicators.high_value.actions import DecisionRefused, withdraw_table
from xingzhi.indicators.high_value.reading import current_table
from xingzhi.indicators.models import OfficeTable
from xingzhi.packs import load
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.high_value import tabs
from xingzhi.web.views.high_value_rules import refusals

KINDS = {"crosswalk": ".docx,.csv", "scorecard": ".xlsx,.xls,.csv"}


def kind_label(kind: str) -> str:
    """What a kind of table is called."""
    return gettext("战略性新兴产业参照关系表") if kind == "crosswalk" else gettext("专利价值计分表")


@require_GET
def office_tables(request: HttpRequest) -> HttpResponse:
    """The tables in use, those before them, and where to load one."""
    mine = OfficeTable.objects.visible_to(request.user)
    context = {
        "page_title": gettext("参照表与计分表"),
        "tabs": tabs("office-tables"),
        "kinds": [
            {
                "code": kind,
                "label": kind_label(kind),
                "accepted": accepted,
                "current": current_table(kind),
                "hint": hint(kind),
                "rows": counts_of(kind, found.counts) if (found := current_table(kind)) else [],
                "history": history(mine, kind),
            }
            for kind, accepted in KINDS.items()
        ],
        "may_load": may(request.user, "load_crosswalk"),
    }
    return render(request, "high_value/tables.html", context)


def hint(kind: str) -> str:
    """Which file is asked for."""
    if kind == "crosswalk":
        return gettext("请载入 %(doc)s 的附件（DOCX）。没有载入时，战略性新兴产业一类全部为未知。") % {
            "doc": load().sei_crosswalk.doc_no.value
        }
    return gettext("每行一个指标：情形、一级指标、二级指标、三级指标、权重；每种情形的权重之和须为 1。")


def expected(kind: str) -> dict[str, int]:
    """How many there should be, where that is published."""
    held = load().sei_crosswalk.expected if kind == "crosswalk" else load().scorecard.structure
    return {name: each.value for name, each in held.items()}


def counts_of(kind: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """What a table holds beside what is published of it."""
    names = {
        "industries": gettext("产业"), "areas": gettext("领域"), "categories": gettext("类别"), "rows": gettext("行"),
        "keyword_rows": gettext("要求关键词的行"), "keyword_missing": gettext("要求关键词但没有给出的行"),
        "keyword_unread": gettext("关键词没有读懂或没有列全的行"), "ipc_unread": gettext("分类号没有读懂的行"),
        "first": gettext("一级指标"), "second": gettext("二级指标"), "third": gettext("三级指标"), "scenarios": gettext("情形"),
    }  # fmt: skip
    should = expected(kind)
    rows: list[dict[str, Any]] = []
    for name, count in counts.items():
        note = ""
        if name in should and should[name] != count:
            note = gettext("公布为 %(n)s，不一致") % {"n": should[name]}
        tone = "warn" if note or (name == "ipc_unread" and count) else ""
        rows.append({"label": names.get(name, name), "value": number(count), "tone": tone, "note": note})
    return rows


def history(mine: Any, kind: str) -> dict[str, Any]:
    """The tables of a kind that were loaded, newest first."""
    current = current_table(kind)
    rows = []
    for each in mine.filter(kind=kind).select_related("loaded_by").order_by("-id")[:30]:
        here = current is not None and each.pk == current.pk
        state = gettext("在用") if here else gettext("已停用") if each.withdrawn else gettext("已被替换")
        rows.append({"cells": [
            {"text": each.file_name, "sub": each.digest[:12]},
            {"text": state, "tone": "good" if here else "plain"},
            {"text": gettext("已核实") if each.verified else gettext("未核实"), "tone": "good" if each.verified else "warn"},
            {"text": each.source, "sub": " ".join(filter(None, (each.doc_no, str(each.dated or ""))))},
            f"{each.loaded_by.display_name} {timezone.localtime(each.loaded_at):%Y-%m-%d %H:%M}",
        ]})  # fmt: skip
    labels = [(gettext("文件"), "c-title"), (gettext("状态"), "c-nowrap"), (gettext("核实"), "c-nowrap"), (gettext("来源"), ""),
              (gettext("载入"), "")]  # fmt: skip
    return figures.table(kind_label(kind), labels, rows) | {"scroll": False}


@require_POST
def withdraw(request: HttpRequest, table_id: int) -> HttpResponse:
    """Use a table no longer."""
    try:
        withdraw_table(request.user, table_id, request.POST.get("reason", ""))
    except DecisionRefused as refused:
        messages.error(request, refusals()[refused.code])
    else:
        messages.success(request, gettext("已停用；前一张表（如有）重新使用。"))
    return redirect("office-tables")
