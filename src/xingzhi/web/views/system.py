"""System: jobs, the action log, packs, people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core import jobs, log
from xingzhi.core.actions import may, verbs
from xingzhi.core.models import Job, JobLine, LogEntry, Role, User
from xingzhi.core.office import add_person
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.registers.receive import cancel_job
from xingzhi.web.views.registers import language

TONES = {"done": "good", "failed": "bad", "cancelled": "warn", "running": "info", "queued": "plain"}
LISTED = 100


def _time(value: Any) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S") if value else ""


def _columns(*labels: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": gettext(label), "css": css} for label, css in labels]


def job_label(kind: str) -> str:
    """A kind of job in the reader's language."""
    found = jobs.kinds.get(kind)
    return (found.en if language().startswith("en") else found.zh) if found else kind


def job_rows(found: Any) -> list[dict[str, Any]]:
    """Jobs as rows of a table."""
    return [
        {
            "cells": [
                {"text": job_label(job.kind), "url": reverse("job", args=[job.pk])},
                {"text": job.get_state_display(), "tone": TONES[job.state]},
                job.message,
                job.owner.display_name if job.owner else "",
                _time(job.created_at),
                _time(job.finished_at),
            ]
        }
        for job in found
    ]


JOB_COLUMNS = (("工作", "c-title"), ("状态", ""), ("进度", ""), ("发起人", ""), ("发起", "c-date c-nowrap"),
               ("结束", "c-date c-nowrap"))  # fmt: skip


def _tabs(here: str) -> list[dict[str, Any]]:
    pages = (("system", "概况"), ("job-list", "后台工作"), ("log-list", "操作日志"), ("pack-list", "规则包"),
             ("people", "人员"))  # fmt: skip
    return [{"label": gettext(label), "url": reverse(name), "here": name == here} for name, label in pages]


@require_GET
def system(request: HttpRequest) -> HttpResponse:
    """Whether all is well: worker, log, packs."""
    packs = load()
    running = Job.objects.visible_to(request.user).filter(state__in=("queued", "running"))
    context = {
        "page_title": gettext("系统"),
        "tabs": _tabs("system"),
        "table": {"columns": _columns(*JOB_COLUMNS), "rows": job_rows(running.select_related("owner")[:LISTED])},
        "empty": {"title": gettext("没有正在进行的工作")},
        "pairs": [
            {"label": gettext("规则包版本"), "value": packs.version, "url": reverse("pack-list")},
            {"label": gettext("已载入节假日的年份"), "value": "、".join(map(str, sorted(packs.calendar.loaded_years)))},
        ],
    }
    return render(request, "system/overview.html", context)


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs, newest first."""
    found = Job.objects.visible_to(request.user).select_related("owner").order_by("-id")[:LISTED]
    context = {
        "page_title": gettext("后台工作"),
        "tabs": _tabs("job-list"),
        "table": {"columns": _columns(*JOB_COLUMNS), "rows": job_rows(found)},
        "empty": {"title": gettext("还没有后台工作")},
    }
    return render(request, "system/table.html", context)


@require_GET
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job with its log."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    lines = JobLine.objects.visible_to(request.user).filter(job=found).order_by("id")[:500]
    context = {
        "page_title": job_label(found.kind),
        "tabs": _tabs("job-list"),
        "job": found,
        "lines": lines,
        "poll_url": reverse("job-progress", args=[found.pk]),
        "cancel_url": reverse("job-cancel", args=[found.pk]) if not found.finished else "",
        "may_see_error": request.user.role == Role.ADMINISTRATOR,
    }
    return render(request, "system/job.html", context)


@require_GET
def job_progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """The progress of a job, asked for again each second while it runs."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)
    context: dict[str, Any] = {"job": found, "poll_url": request.path}
    if not found.finished:
        context["cancel_url"] = reverse("job-cancel", args=[found.pk])
    if "batch" in found.params:
        context |= {"result_url": reverse("batch", args=[found.params["batch"]]), "result_text": gettext("查看结果")}
    if "export" in found.params:
        context |= {"result_url": reverse("export-file", args=[found.params["export"]]), "result_text": gettext("下载")}
    return render(request, "partials/progress.html", context)


@require_POST
def job_cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask a job to stop."""
    found = cancel_job(request.user, job_id)
    messages.info(request, gettext("已请求取消；已入库的行会保留并计数。"))
    if "batch" in found.params:
        return redirect("batch", found.params["batch"])
    return redirect("job", found.pk)


@require_GET
def log_list(request: HttpRequest) -> HttpResponse:
    """The action log inside the reader's region, and whether its chain holds."""
    entries = LogEntry.objects.visible_to(request.user).order_by("-seq")
    if before := request.GET.get("before", ""):
        entries = entries.filter(seq__lt=int(before)) if before.isdigit() else entries.none()
    shown = list(entries[:LISTED])
    english = language().startswith("en")

    def label(verb: str) -> str:
        found = verbs.get(verb)
        return (found.en if english else found.zh) if found else verb

    rows = [
        {
            "cells": [
                entry.seq,
                _time(entry.at),
                entry.actor,
                Role(entry.role).label if entry.role in Role.values else entry.role,
                label(entry.verb),
                f"{entry.target} {entry.target_id}",
                ", ".join(f"{k}={v}" for k, v in entry.detail.items() if v not in ("", None, {}, []))[:160],
            ]
        }
        for entry in shown
    ]
    context = {
        "page_title": gettext("操作日志"),
        "tabs": _tabs("log-list"),
        "table": {
            "columns": _columns(("序号", "c-number"), ("时间", "c-date c-nowrap"), ("人员", ""), ("角色", ""),
                                ("操作", "c-title"), ("对象", ""), ("内容", "")),
            "rows": rows,
        },
        "empty": {"title": gettext("还没有操作")},
        "next_url": f"?before={shown[-1].seq}" if len(shown) == LISTED else "",
        "verdict": log.verify() if request.user.role == Role.ADMINISTRATOR and "verify" in request.GET else None,
        "may_verify": request.user.role == Role.ADMINISTRATOR,
    }  # fmt: skip
    return render(request, "system/log.html", context)


@require_GET
def pack_list(request: HttpRequest) -> HttpResponse:
    """The packs in force: what each sets, from when, and by what."""
    packs = load()
    english = language().startswith("en")
    rows = [
        {
            "cells": [
                {"text": _title(document, english), "url": reverse("pack", args=[document.id])},
                document.ref,
                str(document.header.valid_from),
                str(document.header.valid_to or ""),
            ]
        }
        for document in packs.documents
    ]
    context = {
        "page_title": gettext("规则包"),
        "tabs": _tabs("pack-list"),
        "table": {
            "columns": _columns(("名称", "c-title"), ("版本", ""), ("自", "c-date"), ("至", "c-date")),
            "rows": rows,
        },
        "empty": {"title": gettext("没有规则包")},
    }
    return render(request, "system/table.html", context)


def _title(document: Any, english: bool) -> str:
    return str(document.header.title.en if english else document.header.title.zh)


@require_GET
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """One pack as its file says."""
    packs = load()
    try:
        document = packs.document(name)
    except KeyError as error:
        raise Http404 from error
    text = (packs.folder / document.file).read_text(encoding="utf-8")
    sources = document.header.sources
    context = {
        "page_title": _title(document, language().startswith("en")),
        "tabs": _tabs("pack-list"),
        "document": document,
        "sources": sources.items() if hasattr(sources, "items") else [],
        "text": text,
    }
    return render(request, "system/pack.html", context)


def people(request: HttpRequest) -> HttpResponse:
    """People of the reader's region; an administrator adds new ones."""
    if request.user.role not in (Role.ADMINISTRATOR, Role.LEAGUE_OFFICER):
        raise PermissionDenied
    regions = load().regions
    problem = ""
    if request.method == "POST":
        region = request.POST.get("region", "")
        try:
            add_person(
                request.user,
                username=request.POST.get("username", "").strip(),
                password=request.POST.get("password", ""),
                role=request.POST.get("role", ""),
                region=region,
                full_name=request.POST.get("full_name", "").strip(),
            )
            messages.success(request, gettext("已新增。"))
            return redirect("people")
        except ValidationError as error:
            problem = "；".join(error.messages)
    scope = request.user.region or ""
    found = User.objects.filter(region_within(scope)).exclude(region=None).order_by("region", "username")
    rows = [
        {"cells": [person.display_name, person.username, person.get_role_display(), regions.name(person.region or "")]}
        for person in found
    ]
    places = [(scope, regions.name(scope)), *((place.path, place.name) for place in regions.children(scope))]
    context = {
        "page_title": gettext("人员"),
        "tabs": _tabs("people"),
        "table": {"columns": _columns(("姓名", "c-title"), ("用户名", ""), ("角色", ""), ("地区", "")), "rows": rows},
        "roles": Role.choices,
        "places": places,
        "problem_text": problem,
        "may_add": may(request.user, "add_person"),
        "entered": request.POST,
    }
    return render(request, "system/people.html", context)
