"""A table the office supplies, looked at before it is used."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from xingzhi.core.actions import may
from xingzhi.indicators.high_value.actions import DecisionRefused, Origin, load_crosswalk
from xingzhi.indicators.high_value.scoring import load_scorecard, read_file
from xingzhi.intake.readers import ReaderProblem
from xingzhi.packs import load
from xingzhi.packs.crosswalk import Crosswalk
from xingzhi.packs.crosswalk_files import CrosswalkProblem, read_crosswalk
from xingzhi.packs.scorecard import ScorecardProblem
from xingzhi.web.views.high_value import tabs
from xingzhi.web.views.high_value_rules import refusals
from xingzhi.web.views.office_table_rows import PREVIEW_ROWS, crosswalk_rows, problem_words, scorecard_rows
from xingzhi.web.views.office_tables import KINDS, counts_of, kind_label

ACTIONS = {"crosswalk": load_crosswalk, "scorecard": load_scorecard}
LARGEST = 20 * 1024 * 1024


def incoming(digest: str, suffix: str = "") -> Path:
    """Where an uploaded file waits to be looked at."""
    return Path(settings.HOME) / "packs" / "incoming" / f"{digest}{suffix}"


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
