"""Today: what waits for the reader, and the figures a leader asks for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.models import Clue
from xingzhi.core.actions import may
from xingzhi.core.models import Job, JobState
from xingzhi.indicators.measure import Measure, year_to
from xingzhi.indicators.query import Cell, Span
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.views.clues import lawful_codes
from xingzhi.web.views.indicators import tile


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The first page after logging in."""
    snapshot = latest()
    context = {
        "page_title": gettext("今日"),
        "waiting": waiting(request),
        "figures": figures(request),
        "recent": Batch.objects.visible_to(request.user).order_by("-id")[:5],
        "may_receive": may(request.user, "receive_file"),
        "as_of": as_of(snapshot, "indicators", internal=True),
        "today": timezone.localdate(),
    }
    return render(request, "today/today.html", context)


def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """Work that waits, most pressing first; nothing that is done."""
    user = request.user
    batches = Batch.objects.visible_to(user)
    clues = Clue.objects.visible_to(user).filter(verdict="", current=True).exclude(relation__in=lawful_codes())
    unassigned = MODELS["patents"].objects.visible_to(user).filter(region_how__in=("unassigned", "outside"))
    jobs = Job.objects.visible_to(user)
    items = [
        (gettext("个文件等待确认列对应"), batches.filter(state=BatchState.RECEIVED).count(), reverse("intake-list")),
        (gettext("批文件有退回的行待修改"), batches.filter(rejected__gt=0).count(), reverse("intake-list")),
        (gettext("条线索待研判"), clues.count(), reverse("clue-list")),
        (
            gettext("件专利未定属地"),
            unassigned[:1000].count(),
            reverse("register-list", args=["patents"]) + "?region=-",
        ),
        (gettext("项后台工作出错"), jobs.filter(state=JobState.FAILED).count(), reverse("job-list")),
        (gettext("项后台工作进行中"), jobs.filter(state__in=("queued", "running")).count(), reverse("job-list")),
    ]
    return [{"text": text, "count": count, "url": url} for text, count, url in items if count]


def figures(request: HttpRequest) -> list[dict[str, Any]]:
    """The indicators for the reader's region today."""
    snapshot, packs, region = latest(), load(), request.user.region
    if snapshot is None or region is None:
        return []
    at = timezone.localdate()
    tiles = []
    for found in packs.indicators.values():
        span = year_to(at) if found.kind == "flow" else Span(at, at)
        tiles.append(tile(found, Measure(found, packs, snapshot).value(Cell(region, span))))
    return tiles
