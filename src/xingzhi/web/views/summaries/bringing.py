"""Bring summaries of several units, zipped or not, and say whose a stray file is."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.core.models import Job
from xingzhi.files import keep_file
from xingzhi.plans.summaries.bringing import Outcome, bring, brought_for, give_stray, is_long, settle_stray
from xingzhi.plans.summaries.jobs import KIND, bring_later
from xingzhi.plans.summaries.models import StraySummary, SummaryCall, kept_file
from xingzhi.web.downloads import attachment
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.summaries.words import outcome_said, tell

MOST_AT_ONCE = 5
ANY = "application/octet-stream"


@require_POST
def upload(request: HttpRequest, call_id: int) -> HttpResponse:
    """Take in the files given, each told of by its name; many, archives and old formats are a job."""
    call = get_object_or_404(SummaryCall.objects.visible_to(request.user), pk=call_id)
    uploads = [(Path((each.name or "").replace("\\", "/")).name, each.read()) for each in request.FILES.getlist("file")]
    password, on = request.POST.get("password") or None, day_of(request.POST.get("came_on", ""))
    if not uploads:
        messages.error(request, gettext("没有收：请选择文件。"))
    elif not may(request.user, "receive_summary"):
        raise PermissionDenied
    elif not password and (len(uploads) > MOST_AT_ONCE or any(_is_long(*each) for each in uploads)):
        files = []
        for name, content in uploads:
            digest = hashlib.sha256(content).hexdigest()
            keep_file(content, kept_file(digest))
            files.append((digest, name))
        bring_later(request.user, call, files, on)
        messages.info(request, gettext("正在收，结果列在本页。"))
    else:
        for name, content in uploads:
            with _as_file(name, content) as path:
                for outcome in bring(request.user, call, path, name, password, on):
                    tell(request, outcome)
    return redirect("summary-call", call.pk)


@contextmanager
def _as_file(name: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"came{Path(name).suffix.lower()}"
        path.write_bytes(content)
        yield path


def _is_long(name: str, content: bytes) -> bool:
    with _as_file(name, content) as path:
        return is_long(path, name)


def last_job(request: HttpRequest, call: SummaryCall) -> dict[str, Any] | None:
    """The newest job of the reader's that took summaries in, and what became of its files."""
    mine = Job.objects.visible_to(request.user).filter(kind=KIND, owner=request.user, params__summary_call=call.pk)
    job = mine.order_by("-id").first()
    if job is None:
        return None
    said = [outcome_said(Outcome(**each)) for each in job.result.get("outcomes", [])]
    return {"job": job, "said": said, "poll_url": reverse("job-progress", args=[job.pk])}


@require_POST
def stray(request: HttpRequest, stray_id: int) -> HttpResponse:
    """Give a stray file to the unit chosen, or set it aside."""
    found = get_object_or_404(StraySummary.objects.visible_to(request.user), pk=stray_id)
    if request.POST.get("do") == "aside":
        settle_stray(request.user, found.pk, None)
        messages.success(request, gettext("已放在一边，没有算任何单位的。"))
        return redirect("summary-call", found.call_id)
    chosen = next((each for each in brought_for(request.user, found.call)
                   if str(each.pk) == request.POST.get("summary")), None)  # fmt: skip
    if chosen is None:
        messages.error(request, gettext("没有收：请选单位。"))
    else:
        tell(request, give_stray(request.user, found, chosen, request.POST.get("password") or None))
    return redirect("summary-call", found.call_id)


@require_GET
def stray_file(request: HttpRequest, stray_id: int) -> HttpResponse:
    """A stray file as it came."""
    found = get_object_or_404(StraySummary.objects.visible_to(request.user), pk=stray_id)
    if not found.path.exists():
        raise Http404
    return attachment(found.path.read_bytes(), found.file_name, ANY)
