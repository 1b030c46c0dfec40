"""One batch: its progress, or what became of its rows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.declare import register_named
from xingzhi.indicators import zones
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.wording import reason_label
from xingzhi.registers.looking import look_at
from xingzhi.snapshots.jobs import latest
from xingzhi.web.reading import file_sources, language, register_or_404
from xingzhi.web.views.arriving import locked_page
from xingzhi.web.views.batch_columns import confirm_context, stages
from xingzhi.web.views.figure_zones import zone_matches


@require_GET
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch: its columns to confirm, or its progress, or its result."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    if not found.register:  # never opened
        return locked_page(request, found, [])
    context: dict[str, Any] = {
        "page_title": found.shown_name,
        "batch": found,
        "notes": [note_line(code, params) for code, params in found.notes],
        "stages": stages(found),
    }
    if found.state == BatchState.RECEIVED:
        other = request.GET.get("register", "")
        if other and other != found.register:
            look_at(found, found.encoding or None, register_or_404(other).name)
        return render(request, "intake/confirm.html", context | confirm_context(found))
    register = register_named(found.register)
    if found.job and not found.job.finished:
        # The stages say where it is; the bar says how far.
        return render(request, "intake/running.html", context | {"job": found.job} | job_urls(found))
    context |= {
        "register": register.name,
        "register_label": register.label(language()),
        "merged": max(0, found.accepted - found.inserted - found.updated - found.unchanged - found.withheld),
        "applied_rows": found.inserted + found.updated,
        "unassigned_url": reverse("register-list", args=[register.name]) + "?region=-",
        "reasons": reason_rows(found),
        "job": found.job,
        "has_rejects": bool(found.rejected and found.rejects_file.exists()),
        "source_label": dict(file_sources()).get(found.source, found.source),
    }
    if found.register == zones.REGISTER and found.state == BatchState.APPLIED:
        context |= zone_context(found)
    return render(request, "intake/result.html", context)


def zone_context(found: Batch) -> dict[str, Any]:
    """What the members of zones find among the patents, once the data they are counted in holds them."""
    snapshot = latest()
    waits = snapshot is None or snapshot.revision < (found.revision or 0)
    return {"zones_wait": waits, "zones": None if snapshot is None or waits else zone_matches(snapshot, found.region)}


def job_urls(found: Batch) -> dict[str, str]:
    """Where the progress of a batch is asked for, and where it may be stopped."""
    return {
        "poll_url": reverse("job-progress", args=[found.job_id]),
        "cancel_url": reverse("job-cancel", args=[found.job_id]),
        "result_url": reverse("batch", args=[found.pk]),
        "result_text": gettext("查看结果"),
    }


def note_line(code: str, params: dict[str, Any]) -> str:
    """A note of reading as a sentence."""
    if code == "reason":
        return str(params["text"])
    if code == "stopped_early":
        return gettext("没有全部入库就停下了；停下以前入库的行保留，并已计数。")
    return reason_label(code, language(), params)


def reason_rows(found: Batch) -> list[dict[str, Any]]:
    """Why rows were rejected or skipped, most frequent first."""
    ordered = sorted(found.reasons.items(), key=lambda item: (-item[1], item[0]))
    return [{"label": reason_label(reason, language()), "value": count} for reason, count in ordered]
