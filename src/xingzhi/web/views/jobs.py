"""Background work: the list, one job with its log, its progress, asking it to stop."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core import jobs
from xingzhi.core.models import Job, JobLine, Role
from xingzhi.registers.receive import cancel_job
from xingzhi.web.reading import english
from xingzhi.web.templatetags.xingzhi import job_words
from xingzhi.web.views.parts import clock, columns, tabs

TONES = {"done": "good", "failed": "bad", "cancelled": "warn", "running": "info", "queued": "plain"}
LISTED = 100
LINES = 500
WAITING = {
    "batch": "batch",
    "release": "release",
    "gazette": "gazette",
    "notice": "notice",
    "check": "field-check",
}  # by what a job is given: the page that waits for it


def job_label(kind: str) -> str:
    """A kind of job in the reader's language."""
    found = jobs.kinds.get(kind)
    return (found.en if english() else found.zh) if found else kind


def job_table(found: QuerySet[Job]) -> dict[str, Any]:
    """Jobs as a table."""
    heads = columns((gettext("工作"), "c-title"), (gettext("状态"), "c-nowrap"), (gettext("进度"), ""),
                    (gettext("发起人"), "c-nowrap"), (gettext("发起"), "c-code"),
                    (gettext("结束"), "c-code"))  # fmt: skip
    rows = [
        {
            "cells": [
                {"text": job_label(job.kind), "url": reverse("job", args=[job.pk])},
                {"text": job.get_state_display(), "tone": TONES[job.state]},
                job_words(job.message),
                job.owner.display_name if job.owner else "",
                clock(job.created_at),
                clock(job.finished_at),
            ]
        }
        for job in found.select_related("owner")[:LISTED]
    ]
    return {"columns": heads, "rows": rows}


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs, newest first."""
    context = {
        "page_title": gettext("后台工作"),
        "tabs": tabs("job-list", request.user),
        "table": job_table(Job.objects.visible_to(request.user).order_by("-id")),
        "empty": {"title": gettext("还没有后台工作")},
    }
    return render(request, "system/table.html", context)


@require_GET
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job: who asked for it, how far it is, what it left, and for an administrator its log."""
    found = get_object_or_404(Job.objects.visible_to(request.user).select_related("owner"), pk=job_id)
    administrator = request.user.role == Role.ADMINISTRATOR
    lines = JobLine.objects.visible_to(request.user).filter(job=found).order_by("id")[:LINES] if administrator else []
    pairs = [
        {"label": gettext("发起人"), "value": found.owner.display_name if found.owner else ""},
        {"label": gettext("发起"), "value": clock(found.created_at)},
        {"label": gettext("开始"), "value": clock(found.started_at)},
        {"label": gettext("结束"), "value": clock(found.finished_at)},
        {"label": gettext("第几次尝试"), "value": found.attempts},
        {"label": gettext("编号"), "value": found.pk},
    ]
    if "batch" in found.params:
        batch = found.params["batch"]
        pairs.append({"label": gettext("批次"), "value": batch, "url": reverse("batch", args=[batch])})
    context = {
        "page_title": job_label(found.kind),
        "tabs": tabs("job-list", request.user),
        "pairs": [pair for pair in pairs if pair["value"]],
        "lines": lines,
        **progress(found),
    }
    return render(request, "system/job.html", context)


def progress(found: Job) -> dict[str, Any]:
    """What partials/progress.html shows of a job."""
    context: dict[str, Any] = {"job": found, "poll_url": reverse("job-progress", args=[found.pk])}
    if not found.finished:
        context["cancel_url"] = reverse("job-cancel", args=[found.pk])
    if "batch" in found.params:
        context |= {"result_url": reverse("batch", args=[found.params["batch"]]), "result_text": gettext("查看结果")}
    if "release" in found.params:
        context |= {
            "result_url": reverse("release", args=[found.params["release"]]),
            "result_text": gettext("查看结果"),
        }
    if "summary_call" in found.params:
        context |= {"result_url": reverse("summary-call", args=[found.params["summary_call"]])}
    if "gazette" in found.params:
        context |= {"result_url": reverse("gazette", args=[found.params["gazette"]])}
    if "notice" in found.params:
        context |= {"result_url": reverse("notice", args=[found.params["notice"]])}
    if found.kind == "search_patterns":
        context |= {"result_url": reverse("patterns"), "result_text": gettext("查看结果")}
    if "check" in found.params:
        context |= {"result_url": reverse("field-check", args=[found.params["check"]])}
    if "export" in found.params:
        context |= {"result_url": reverse("export-file", args=[found.params["export"]]), "result_text": gettext("下载")}
    return context


@require_GET
def job_progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """The progress of a job, asked for again each second while it runs; a page that waited for an import or a draft then opens."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    response = render(request, "partials/progress.html", progress(found))
    waited = request.headers.get("HX-Current-URL", "")
    waits = [reverse(page, args=[found.params[name]]) for name, page in WAITING.items() if name in found.params]
    if found.kind == "search_patterns":
        waits.append(reverse("patterns"))
    if found.finished and any(page in waited for page in waits):
        response["HX-Refresh"] = "true"
    return response


@require_POST
def job_cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask a job to stop."""
    found = cancel_job(request.user, job_id)
    if "notice" in found.params:
        messages.info(request, gettext("已请求取消；文件保存着，可以再读。"))
        return redirect("notice", found.params["notice"])
    messages.info(request, gettext("已请求取消；已入库的行会保留并计数。"))
    if "batch" in found.params:
        return redirect("batch", found.params["batch"])
    if found.kind == "search_patterns":
        return redirect("patterns")
    return redirect("job", found.pk)
