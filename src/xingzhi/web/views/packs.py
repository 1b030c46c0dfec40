"""Packs: what officials and jurists set, from when, and by what; with the file beneath."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.packs import load
from xingzhi.web.reading import english
from xingzhi.web.views.pack_parts import csv_table, part
from xingzhi.web.views.parts import columns, tabs

KINDS = {
    "calendar": _("节假日"), "codes": _("代码"), "indicators": _("指标"), "screening": _("筛查"), "regions": _("地区"),
    "applicant_kinds": _("代码"), "application_numbers": _("代码"), "headings": _("收文"), "legal_status": _("代码"),
    "party_names": _("代码"), "party_matching": _("筛查"), "sources": _("收文"), "high_value": _("口径"), "scorecard": _("口径"),
    "sei_crosswalk": _("代码"), "ipc_concordance": _("代码"), "procedure": _("程序"), "documents": _("文书"),
    "tally": _("报表"), "consequences": _("口径"),
    "form": _("采集"),
}  # fmt: skip


@require_GET
def pack_list(request: HttpRequest) -> HttpResponse:
    """The packs in force: what each sets, and from when."""
    rows = [
        {
            "cells": [
                {"text": _title(document), "url": reverse("pack", args=[document.id])},
                KINDS.get(document.header.kind, document.header.kind),
                document.ref,
                str(document.header.valid_from),
                str(document.header.valid_to or ""),
            ]
        }
        for document in load().documents
    ]
    heads = columns((gettext("名称"), "c-title"), (gettext("种类"), "c-nowrap"), (gettext("版本"), "c-nowrap"),
                    (gettext("自"), "c-date c-nowrap"), (gettext("至"), "c-date c-nowrap"))  # fmt: skip
    context = {
        "page_title": gettext("规则包"),
        "tabs": tabs("pack-list", request.user),
        "table": {"columns": heads, "rows": rows},
        "empty": {"title": gettext("没有规则包")},
    }
    return render(request, "system/table.html", context)


def _title(document: Any) -> str:
    return str(document.header.title.en if english() else document.header.title.zh)


@require_GET
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """One pack: the texts it rests on and the values it sets."""
    packs = load()
    try:
        document = packs.document(name)
    except KeyError as error:
        raise Http404 from error
    header = document.header
    sources = [{"key": key, **source.model_dump()} for key, source in header.sources.items()]
    for source in sources:
        source["url"] = source["url"] if source["url"].startswith(("https://", "http://")) else ""
    context = {
        "page_title": _title(document),
        "tabs": tabs("pack-list", request.user),
        "document": document,
        "header": header,
        "sources": sources,
        "part": part("", header.body),
        "tables": [csv_table(name, rows) for name, rows in document.tables.items()],
        "text": (packs.folder / document.file).read_text(encoding="utf-8"),
    }
    return render(request, "system/pack.html", context)
