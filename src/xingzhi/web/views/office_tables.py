"""Tables the office supplies: looked at before they are used, then in use until another is, or until withdrawn."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xingzhi.core.actions import may
from xingzhi.indicators.high_value.actions import DecisionRefused, Origin, load_crosswalk, withdraw_table
from xingzhi.indicators.high_value.reading import current_table
from xingzhi.indicators.high_value.scoring import load_scorecard, read_file
from xingzhi.indicators.models import OfficeTable
from xingzhi.intake.readers import ReaderProblem
from xingzhi.packs import load
from xingzhi.packs.crosswalk import Crosswalk
from xingzhi.packs.crosswalk_files import CrosswalkProblem, read_crosswalk
from xingzhi.packs.scorecard import Scorecard, ScorecardProblem
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import figures
from xingzhi.web.views.high_value import tabs
from xingzhi.web.views.high_value_rules import refusals
from xingzhi.web.views.high_value_words import said

KINDS = {"crosswalk": ".docx,.csv", "scorecard": ".xlsx,.xls,.csv"}
ACTIONS = {"crosswalk": load_crosswalk, "scorecard": load_scorecard}
LARGEST = 20 * 1024 * 1024
PREVIEW_ROWS = 40


def kind_label(kind: str) -> str:
    """What a kind of table is called."""
    return gettext("战略性新兴产业参照关系表") if kind == "crosswalk" else gettext("专利价值计分表")


def incoming(digest: str, suffix: str = "") -> Path:
    """Where an uploaded file waits to be looked at."""
    return Path(settings.HOME) / "packs" / "incoming" / f"{digest}{suffix}"


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
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep an uploaded table aside and show what was read of it."""
    if kind not in KINDS:
        raise Http404
    if not may(request.user, "load_crosswalk"):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > LARGEST:
        messages.error(request, gettext("没有选择文件，或文件太大。"))
        return redirect("office-tables")
    content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    suffix = Path(file.name or "").suffix.lower()
    path = incoming(digest, suffix if re.fullmatch(r"\.[a-z]{1,5}", suffix) else "")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return redirect(f"{reverse('office-table-preview', args=[kind, digest])}?{urlencode({'name': file.name or ''})}")


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, kind: str, digest: str) -> HttpResponse:
    """What was read of a file; POST takes it into use."""
    path = (
        next(iter(sorted(incoming(digest).parent.glob(f"{digest}*"))), None)
        if re.fullmatch("[0-9a-f]{64}", digest)
        else None
    )
    if kind not in KINDS or path is None:
        raise Http404
    if not may(request.user, "load_crosswalk"):
        raise PermissionDenied
    name = Path(request.GET.get("name", "")).name or path.name
    try:
        read = read_crosswalk(path, load().sei_crosswalk) if kind == "crosswalk" else read_file(path)
        if request.method == "POST":
            ACTIONS[kind](request.user, path, name, origin(request))
            path.unlink(missing_ok=True)
            messages.success(request, gettext("已载入，从现在起使用；五类随后重新判定。"))
            return redirect("office-tables")
    except (CrosswalkProblem, ScorecardProblem, ReaderProblem) as problem:
        messages.error(request, problem_words(problem))
        return redirect("office-tables")
    except DecisionRefused as refused:
        messages.error(request, refusals()[refused.code])
    counts = read.counts(load().sei_crosswalk.keywords) if isinstance(read, Crosswalk) else read.counts()
    context = {
        "page_title": gettext("载入前看一遍"),
        "tabs": tabs("office-tables"),
        "kind": kind,
        "kind_label": kind_label(kind),
        "name": name,
        "pairs": counts_of(kind, counts),
        "unread": counts.get("ipc_unread", 0),
        "table": crosswalk_rows(read) if isinstance(read, Crosswalk) else scorecard_rows(read),
        "more": max(0, (len(read.rows) if isinstance(read, Crosswalk) else len(read.items)) - PREVIEW_ROWS),
        "doc_no": load().sei_crosswalk.doc_no.value if kind == "crosswalk" else "",
    }
    return render(request, "high_value/table_preview.html", context)


def origin(request: HttpRequest) -> Origin:
    """Where the table came from, as the officer says."""
    given = request.POST.get("dated", "")
    try:
        dated = date.fromisoformat(given) if given else None
    except ValueError:
        dated = None
    return Origin(
        request.POST.get("source", ""), request.POST.get("doc_no", ""), dated, request.POST.get("verified") == "yes"
    )


def problem_words(problem: Exception) -> str:
    """Why a file is no such table, and what to do."""
    if isinstance(problem, ScorecardProblem):
        return {
            "no_table": gettext("没有找到表头：需要情形、一级指标、二级指标、三级指标、权重五列。"),
            "no_rows": gettext("表里没有指标。"),
            "first": gettext("一级指标不是法律、技术、经济价值之一，或没有二级指标：第 %(where)s"),
            "scenario": gettext("没有这种情形：第 %(where)s"),
            "weight": gettext("权重不是 0 到 1 之间的数：第 %(where)s"),
            "twice": gettext("同一指标在同一情形里出现两次：第 %(where)s"),
            "sum": gettext("权重之和不是 1：%(where)s"),
        }[problem.code] % {"where": problem.detail}
    if isinstance(problem, CrosswalkProblem):
        return {
            "not_docx": gettext("这不是 DOCX 文件；DOC 请先另存为 DOCX。"),
            "not_csv": gettext("这不是 DOCX 文件，也不是试算用的 CSV。"),
            "too_large": gettext("文件太大。"),
            "no_table": gettext("文件里没有带“代码、名称、分类号”表头的表。"),
            "no_rows": gettext("表里没有分类号。"),
        }[problem.code]
    return gettext("这个文件读不了，请另存为 XLSX 或 CSV。")


def crosswalk_rows(read: Crosswalk) -> dict[str, Any]:
    """The rows of a table; those not wholly read first."""
    grammar = load().sei_crosswalk.keywords
    ordered = sorted(read.rows, key=lambda row: (not row.ipc_unread, row.number))
    rows = []
    for row in ordered[:PREVIEW_ROWS]:
        rule = row.rule(grammar)
        if rule is None:
            how: Any = gettext("只看分类号")
        elif rule.complete:
            how = {"text": gettext("任一关键词出现"), "tone": "good"}
        else:
            how = (
                {"text": gettext("没有列全或没有读懂"), "tone": "unknown"}
                if row.keyword
                else {"text": gettext("没有给出"), "tone": "warn"}
            )
        symbols = {
            "text": "、".join(row.include),
            "sub": gettext("除去 %(out)s") % {"out": "、".join(row.exclude)} if row.exclude else "",
        }
        if row.ipc_unread:
            symbols = {"text": gettext("没有读懂：%(text)s") % {"text": row.ipc_unread}, "tone": "bad"}
        rows.append({"cells": [row.number, {"text": row.code, "sub": row.name}, symbols, row.keyword, how]})
    labels = [(gettext("行"), "c-number"), (gettext("类别"), "c-title"), (gettext("分类号"), ""), (gettext("关键词"), ""),
              (gettext("怎样判定"), "")]  # fmt: skip
    return figures.table(gettext("读到的行"), labels, rows) | {"scroll": False}


def scorecard_rows(read: Scorecard) -> dict[str, Any]:
    """The indicators of a scorecard with their weights."""
    pack = load().scorecard
    scenarios = read.scenarios()
    names = {each.code: said(each.label) for each in (*pack.scenarios, *pack.first_level)}
    rows = [
        {"cells": [names[item.first], item.second, item.third, *(item.weights.get(code, "") for code in scenarios)]}
        for item in read.items[:PREVIEW_ROWS]
    ]
    labels = [(gettext("一级指标"), ""), (gettext("二级指标"), ""), (gettext("三级指标"), "c-title"),
              *((names[code], "c-number") for code in scenarios)]  # fmt: skip
    return figures.table(gettext("指标与权重"), labels, rows)


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
