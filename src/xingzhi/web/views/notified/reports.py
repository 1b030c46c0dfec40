"""Leads reported upward: drafted from judged clues, sent, received; with the evidence pack."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.models import Clue, Verdict
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.evidence import evidence
from xingzhi.cases.notified.measured import Share, measured
from xingzhi.cases.notified.models import Report
from xingzhi.cases.notified.reports import NothingToReport, ReportIncomplete, clues_of, make_report, send_report
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import parts
from xingzhi.web.views.notified.words import day_of, tabs

LISTED = 100


@require_http_methods(["GET", "POST"])
def report_list(request: HttpRequest) -> HttpResponse:
    """Reports, and judged clues that may be reported."""
    if request.method == "POST":
        chosen = [int(text) for text in request.POST.getlist("clue") if text.isdecimal()]
        try:
            made = make_report(request.user, chosen, request.POST.get("text", ""))
        except NothingToReport:
            messages.error(request, gettext("没有起草：请勾选研判为“疑似”的线索。"))
            return redirect("reports")
        return redirect("report", made.pk)
    reports = Report.objects.visible_to(request.user).select_related("made_by").order_by("-id")[:LISTED]
    reported = {pk for clues in Report.objects.visible_to(request.user).values_list("clues", flat=True) for pk in clues}
    waiting = Clue.objects.visible_to(request.user).filter(verdict=Verdict.SUSPECTED).exclude(pk__in=reported)
    context = {
        "page_title": gettext("线索上报"),
        "tabs": tabs("reports"),
        "table": {"columns": columns(), "rows": [row(each) for each in reports], "caption": gettext("上报")},
        "empty": {"title": gettext("还没有上报过"), "hint": gettext("线索研判为“疑似”以后，可以在这里起草上报。")},
        "waiting": [clue_line(each) for each in waiting.prefetch_related("records").order_by("-score", "pk")[:LISTED]],
        "may_make": may(request.user, "make_report"),
        **accuracy(request),
    }
    return render(request, "notified/reports.html", context)


def accuracy(request: HttpRequest) -> dict[str, Any]:
    """How the screenings fared against the national office's answers."""
    found, decided = measured(request.user)
    heads = [
        (gettext("筛查"), "c-title"),
        (gettext("提示的有国家局结论的，其中属实"), ""),
        (gettext("国家局结论属实的，其中提示过"), ""),
    ]
    rows = [
        {"cells": [load().document(each.screening).header.title(language()), share(each.precision), share(each.recall)]}
        for each in found
    ]
    table = {
        "columns": parts.columns(*heads),
        "rows": rows,
        "caption": gettext("筛查准不准"),
    }
    return {"accuracy": table if decided else None, "decided": decided}


def share(each: Share) -> str:
    """A share with its interval; too few say only how many."""
    counts = f"{each.part} / {each.whole}"
    if each.few:
        return counts + " " + gettext("样本太少")
    low, high = each.bounds
    return f"{counts} = {100 * each.part / each.whole:.0f}% ({100 * low:.0f}–{100 * high:.0f}%)"


def columns() -> list[dict[str, str]]:
    """Headings of the list."""
    heads = [(gettext("上报"), "c-title"), (gettext("申请（件）"), "c-number"), (gettext("报送"), ""), (gettext("回执"), "c-nowrap"),
             (gettext("起草"), "c-nowrap")]  # fmt: skip
    return parts.columns(*heads)


def row(report: Report) -> dict[str, Any]:
    """One report."""
    if report.receipt_on:
        receipt: Any = {"text": f"{report.receipt_no} {report.receipt_on}".strip(), "tone": "good"}
    else:
        receipt = {"text": gettext("无回执") if report.sent_on else gettext("未报送"), "tone": "warn"}
    url = reverse("report", args=[report.pk])
    sent = f"{report.sent_to} {report.sent_on}" if report.sent_on else ""
    return {"cells": [{"text": gettext("第 %(n)s 号") % {"n": report.pk}, "url": url}, number(len(report.keys)), sent, receipt,
                      f"{report.made_by.display_name} {timezone.localtime(report.made_at):%Y-%m-%d}"]}  # fmt: skip


def clue_line(clue: Clue) -> dict[str, Any]:
    """One clue in a line."""
    return {"pk": clue.pk, "keys": "、".join(record.key for record in clue.records.all()), "url": reverse("clue", args=[clue.pk]),
            "score": f"{clue.score:.2f}" if clue.score is not None else ""}  # fmt: skip


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report: its clues, where it went, its receipt, and what the national office says of its applications since."""
    found: Report = get_object_or_404(Report.objects.visible_to(request.user).select_related("made_by"), pk=report_id)
    if request.method == "POST":
        return _send(request, found)
    matters = (
        Matter.objects.visible_to(request.user).filter(kind=PROCEDURE, key__in=found.keys).select_related("procedure")
    )
    context = {
        "page_title": gettext("第 %(n)s 号上报") % {"n": found.pk},
        "tabs": tabs("reports"),
        "report": found,
        "clues": [clue_line(each) for each in clues_of(request.user, found)],
        "outcomes": [{"key": m.key, "url": reverse("notified-item", args=[m.pk]), "state": read(m.procedure).state(m.state).label(language())}
                     for m in matters],
        "today": timezone.localdate(),
        "may_send": may(request.user, "send_report"),
    }  # fmt: skip
    return render(request, "notified/report.html", context)


def _send(request: HttpRequest, found: Report) -> HttpResponse:
    post = request.POST
    sent_on, receipt_on = day_of(post.get("sent_on", "")), day_of(post.get("receipt_on", ""))
    words = {"sent_to": gettext("没有保存：请写报给谁。"), "future": gettext("没有保存：日期在今天以后。"),
             "receipt_before_sent": gettext("没有保存：回执日期早于报送日期。")}  # fmt: skip
    if sent_on is None:
        messages.error(request, gettext("没有保存：报送日期看不懂。"))
        return redirect("report", found.pk)
    try:
        send_report(request.user, found.pk, post.get("sent_to", ""), sent_on, post.get("receipt_no", ""), receipt_on)
        messages.success(request, gettext("已登记。"))
    except ReportIncomplete as incomplete:
        messages.error(request, words[incomplete.code])
    return redirect("report", found.pk)


@require_GET
def report_evidence(request: HttpRequest, report_id: int) -> HttpResponse:
    """The evidence pack."""
    found: Report = get_object_or_404(Report.objects.visible_to(request.user).select_related("made_by"), pk=report_id)
    return attachment(evidence(request.user, found), f"线索材料-第{found.pk}号.docx", DOCX)
