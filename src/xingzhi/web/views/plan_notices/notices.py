"""Notices: the list, taking one in, its review, and what becomes of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.plans.directory.actions import keeps_plan
from xingzhi.plans.notices.adopting import adopt_notice, set_aside_notice, set_notice_year, take_up_notice
from xingzhi.plans.notices.deciding import assign_without_units, confirm_plain, drop_name
from xingzhi.plans.notices.models import Notice, NoticeState
from xingzhi.plans.notices.taking import (
    LOCKED,
    NoticeRefused,
    SameNotice,
    job_of,
    read_anew,
    receive_notice,
)
from xingzhi.web.reading import english
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.parts import clock, columns
from xingzhi.web.views.plan_notices.review import review_page
from xingzhi.web.views.plan_notices.typed import names_in
from xingzhi.web.views.plan_notices.words import refusal

TONES = {"reading": "info", "failed": "bad", "read": "warn", "adopted": "good", "set_aside": "plain"}
ACCEPTED = ".docx,.doc,.wps,.ofd,.pdf,.txt,.rtf,.odt,.zip,.jpg,.jpeg,.png,.tif,.tiff"
LISTED = 200


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """The notices taken in, newest first, and the place to hand one in."""
    found = Notice.objects.visible_to(request.user).select_related("loaded_by").order_by("-id")[:LISTED]
    rows = [
        {
            "cells": [
                {"text": notice.title or notice.file_name, "url": reverse("notice", args=[notice.pk])},
                notice.number,
                str(notice.issued_on or ""),
                str(notice.year or ""),
                {"text": notice.get_state_display(), "tone": TONES[notice.state]},
                f"{clock(notice.loaded_at)[:16]} {notice.loaded_by.display_name}",
            ]
        }
        for notice in found
    ]
    takes = may(request.user, "take_in_notice") and keeps_plan(request.user)
    context = {
        "page_title": gettext("年度计划的通知"),
        "takes": takes,
        "accepted": ACCEPTED,
        "table": {"columns": columns(
            (gettext("通知"), "c-title"), (gettext("文号"), ""), (gettext("成文日期"), "c-date c-nowrap"),
            (gettext("计划年度"), "c-number"), (gettext("状态"), "c-nowrap"), (gettext("收到"), "c-nowrap")), "rows": rows},
        "empty": {"title": gettext("还没有收过通知"),
                  "hint": gettext("上传部署年度工作的通知：任务、责任单位、时限先给您逐句核对，核对完才列入计划。")
                  if takes else gettext("通知由盟市局核对；分给您单位的任务在任务台账里。")},
    }  # fmt: skip
    return render(request, "plans/notices/list.html", context)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take a notice in."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, gettext("没有选择文件。"))
        return redirect("notice-list")
    with tempfile.NamedTemporaryFile(suffix=Path(file.name or "").suffix) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            notice = receive_notice(request.user, Path(kept.name), file.name or "")
        except SameNotice as same:
            notice = same.notice
            said = gettext("这份文件已于 %(day)s 收到，没有重复收。")
            messages.info(request, said % {"day": timezone.localtime(notice.loaded_at).date()})
    return redirect("notice", notice.pk)


@require_GET
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice: being read, not readable, under review, or settled."""
    found = get_object_or_404(Notice.objects.visible_to(request.user), pk=notice_id)
    if found.state in (NoticeState.READING, NoticeState.FAILED) or not found.read.get("text"):
        return unread_page(request, found)
    return review_page(request, found)


def unread_page(request: HttpRequest, found: Notice) -> HttpResponse:
    """A notice that is being read, or that cannot be."""
    refused = found.read.get("refused", {})
    job = job_of(found)
    said = [each["en" if english() else "zh"] for each in found.read.get("problems", ())]
    context: dict[str, Any] = {
        "page_title": found.title or found.file_name,
        "notice": found,
        "problem": {"title": refused.get("en" if english() else "zh") or gettext("没有读出文字"), "steps": said}
        if found.state == NoticeState.FAILED else None,
        "locked": refused.get("code") in LOCKED,
        "job": job if job and not job.finished else None,
        "changes": keeps_plan(request.user) and may(request.user, "lay_out_notice"),
    }  # fmt: skip
    if job and not job.finished:
        context |= {"poll_url": reverse("job-progress", args=[job.pk]), "result_url": request.path,
                    "cancel_url": reverse("job-cancel", args=[job.pk])}  # fmt: skip
    return render(request, "plans/notices/unread.html", context)


@require_POST
@sensitive_post_parameters("password")
def read_again(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Read the kept file again, with its password where it has one; that is used here only."""
    found = _changed(request, notice_id)
    try:
        read_anew(request.user, found, request.POST.get("password") or None)
    except NoticeRefused as refused:
        messages.error(request, refusal(refused))
    return redirect("notice", notice_id)


@require_POST
def settle(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Confirm what has no doubt, adopt the notice, set it aside, or take it up again."""
    found = _changed(request, notice_id)
    do, year = request.POST.get("do", ""), request.POST.get("year", "")
    try:
        if do == "adopt":
            if year.isdigit() and len(year) == 4 and int(year) != found.year:
                set_notice_year(request.user, notice_id, int(year))
            done = adopt_notice(request.user, notice_id)
            said = gettext(
                "已列入 %(year)s 年计划：新增任务 %(made)s 项，计划里已有 %(known)s 项，按这份通知改 %(changed)s 项。"
            )
            messages.success(request, said % {"year": done.year, "made": number(done.made),
                                              "known": number(done.known), "changed": number(done.changed)})  # fmt: skip
        elif do == "assign":
            lead, assist = (names_in(request.POST.get(part, "")[:1000]) for part in ("lead", "assist"))
            assigned = assign_without_units(request.user, notice_id, lead, assist)
            messages.success(request, gettext("已分派 %(n)s 项，还要确认。") % {"n": number(assigned)})
        elif do == "drop":
            dropped = drop_name(request.user, notice_id, request.POST.get("name", ""))
            messages.success(request, gettext("已从 %(n)s 项任务里去掉。") % {"n": number(dropped)})
        elif do == "aside":
            set_aside_notice(request.user, notice_id, request.POST.get("reason", ""))
        elif do == "up":
            take_up_notice(request.user, notice_id)
        elif do == "plain":
            confirmed = confirm_plain(request.user, notice_id)
            said = gettext("确认了没有疑点的 %(n)s 句；有标记的还要逐项看。")
            messages.success(request, said % {"n": number(confirmed)})
    except NoticeRefused as refused:
        messages.error(request, refusal(refused))
    return redirect("notice", notice_id)


@require_GET
def received(request: HttpRequest, notice_id: int) -> FileResponse:
    """The file as it was received."""
    found = get_object_or_404(Notice.objects.visible_to(request.user), pk=notice_id)
    if not found.path.is_file():
        raise Http404
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.file_name)


def _changed(request: HttpRequest, notice_id: int) -> Notice:
    found: Notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=notice_id)
    if not keeps_plan(request.user):
        raise PermissionDenied
    return found
