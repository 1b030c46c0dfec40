"""One finding: facts, limits, the law of the filing days with its penalties, the filings it rests on, and what may be done."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.bad_faith.acting import follow_findings, judge_finding
from xingzhi.cases.bad_faith.models import PatternFinding
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import language, listed
from xingzhi.web.views.gazettes.words import tabs
from xingzhi.web.views.matter_moves import course, moved
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.patterns.words import (
    WAYS,
    hidden,
    label,
    missing,
    more_since,
    penalty,
    remark,
    settings_of,
    state_cell,
    times,
    told,
)
from xingzhi.web.views.registers import list_columns, list_rows

GI = "B9"
READ = 500  # numbers asked for at once


@require_GET
def finding_page(request: HttpRequest, finding_id: int) -> HttpResponse:
    """The page of a finding."""
    finding = _finding(request, finding_id)
    pack = load().bad_faith
    pattern = pack.patterns.get(finding.pattern)
    page = Paginator(_filings(request, finding), PAGE).get_page(request.GET.get("page"))
    register = MODELS["trademarks"].register
    context = {
        "page_title": f"{finding.subject}：{label(finding.pattern)}",
        "tabs": tabs("patterns", request.user),
        "remark": remark(),
        "finding": finding,
        "state": state_cell(finding),
        "more": more_since(finding),
        "told": told(request, finding),
        "facts": _facts(request, finding),
        "guide": pattern.guide if pattern else "",
        "settings": settings_of(finding.pattern),
        "asks": [each.label(language()) for each in pack.asks],
        "missing": missing(finding),
        "law": [
            {**text, "penalties": [{**each, "said": penalty(each)} for each in text["penalties"]]}
            for text in finding.law
        ],
        "undated": sum(text["filings"] for text in finding.law) < len(finding.evidence),
        "table": {"columns": list_columns(register), "rows": list_rows(register, page.object_list)},
        "pager": pager(page, {}),
        "count": len(finding.evidence),
        "packs": finding.run.params.get("packs", []),
        "move_url": reverse("pattern-move", args=[finding.pk]),
        "must_say": True,
        **course(request, finding.matter, "judge_finding"),
    }
    return render(request, "patterns/finding.html", context)


def _finding(request: HttpRequest, finding_id: int) -> PatternFinding:
    seen = PatternFinding.objects.visible_to(request.user).select_related("matter__procedure", "run__snapshot")
    found: PatternFinding = get_object_or_404(seen, pk=finding_id)
    return found


def _filings(request: HttpRequest, finding: PatternFinding) -> list[Any]:
    """The records of the filings it rests on, as far as the reader may see them, the newest first."""
    model = MODELS["trademarks"]
    parts = [finding.evidence[at : at + READ] for at in range(0, len(finding.evidence), READ)]
    rows = [row for part in parts for row in model.objects.visible_to(request.user).filter(mark_no__in=part)]
    return sorted(rows, key=lambda row: (str(row.filed_on or ""), row.mark_no), reverse=True)


def _facts(request: HttpRequest, finding: PatternFinding) -> list[dict[str, Any]]:
    """What it rests on, beside the sentence."""
    facts = finding.facts
    pairs: list[dict[str, Any]] = [
        {"label": gettext("申请人"), "value": listed(facts.get("applicants") or [finding.subject])},
        {"label": gettext("代理机构"), "value": finding.agents},
        {"label": gettext("属地"), "value": load().regions.name(finding.region)},
        {"label": gettext("为门槛的倍数"), "value": times(request, finding), "note": gettext("只用来排先后")},
    ]
    if facts.get("limits_times", 1) != 1:
        pairs.append(
            {
                "label": gettext("数量门槛"),
                "value": gettext("已按规模或使用放宽 %(n)s 倍") % {"n": f"{facts['limits_times']:g}"},
            }
        )
    if facts.get("scope_by"):
        by = (
            gettext("按用词对应类别（项目设定），请核对") if facts["scope_by"] == "words" else gettext("本局填写的类别")
        )
        pairs.append({"label": gettext("经营范围"), "value": by})
    if not hidden(request, finding):
        if facts.get("marks"):
            pairs.append({"label": gettext("商标举例"), "value": listed(facts["marks"]), "wide": True})
        if finding.pattern == GI and facts.get("names"):
            held = reverse("register-list", args=["indications"])
            pairs += [
                {"label": gettext("碰到的地理标志"), "value": name, "url": f"{held}?{urlencode({'q': name})}"}
                for name in facts["names"].split("、")
            ]
        if facts.get("pairs"):
            told_pairs = [f"{mark}（{known}，{WAYS.get(how, how)}）" for mark, known, how in facts["pairs"]]
            pairs.append({"label": gettext("碰到的在先商标"), "value": listed(told_pairs), "wide": True})
    return pairs


@require_POST
def move(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Open the finding's matter, or judge it."""
    finding = _finding(request, finding_id)
    page = reverse("pattern", args=[finding_id])
    if finding.matter is None:
        follow_findings(request.user, [finding.pk])
        messages.success(request, gettext("已建立事项，状态为待核。"))
        return redirect(page)
    moved(request, finding.matter, partial(judge_finding, request.user, finding.pk))
    return redirect(page)
