"""Bring summaries of several units, zipped or not, and say whose a stray file is."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.intake.readers import ReaderProblem
from xingzhi.plans.summaries.bringing import Outcome, bring, brought_for, give_stray, settle_stray
from xingzhi.plans.summaries.models import StraySummary, SummaryCall
from xingzhi.web.views.notified.papers import attachment
from xingzhi.web.views.summaries.words import tell

ANY = "application/octet-stream"


@require_POST
def upload(request: HttpRequest, call_id: int) -> HttpResponse:
    """Take in the files given; each is told of by its name."""
    call = get_object_or_404(SummaryCall.objects.visible_to(request.user), pk=call_id)
    uploads = request.FILES.getlist("file")
    if not uploads:
        messages.error(request, gettext("没有收：请选择文件。"))
    password = request.POST.get("password") or None
    for given in uploads:
        name = Path((given.name or "").replace("\\", "/")).name
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"came{Path(name).suffix.lower()}"
            with path.open("wb") as stream:
                for chunk in given.chunks():
                    stream.write(chunk)
            try:
                outcomes = bring(request.user, call, path, name, password)
            except ReaderProblem as problem:
                outcomes = [Outcome(name, "problem", problem=problem)]
        for outcome in outcomes:
            tell(request, outcome)
    return redirect("summary-call", call.pk)


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
