"""Files arriving: handed in, opened with their password, or given up."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xingzhi.core.actions import may
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.wording import sentence
from xingzhi.registers.arrivals import Arrival, open_locked, receive
from xingzhi.registers.locked import close_locked
from xingzhi.registers.receive import DEFAULT_SOURCE
from xingzhi.web.reading import language


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one or more files; each becomes a batch whose columns wait to be confirmed."""
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, gettext("没有选择文件。"))
        return redirect("intake-list")
    made: list[Batch] = []
    for file in files:
        with tempfile.NamedTemporaryFile(suffix=Path(file.name or "").suffix) as kept:
            for chunk in file.chunks():
                kept.write(chunk)
            kept.flush()
            source = request.POST.get("source") or DEFAULT_SOURCE
            again = bool(request.POST.get("again"))
            arrival = receive(request.user, Path(kept.name), file.name or "", source, again)
        made += tell_arrival(request, arrival)
    return to_batches(made)


def tell_arrival(request: HttpRequest, arrival: Arrival) -> list[Batch]:
    """Say what came of a file; the batches there are to go on with."""
    for name, problem in arrival.problems:
        text = gettext("“%(file)s”没有收下：%(why)s")
        messages.error(request, text % {"file": name, "why": sentence(problem, language())})
    for batch in arrival.same:
        text = gettext("“%(file)s”已在第 %(batch)s 批收过，内容完全相同，没有新的变化。")
        messages.info(request, text % {"file": batch.file_name, "batch": batch.pk})
    if len(arrival.batches) > 1:
        text = gettext("“%(file)s”里有 %(count)s 张表，各成一批，请逐个确认。")
        messages.info(request, text % {"file": arrival.batches[0].package_name, "count": len(arrival.batches)})
    return [*arrival.batches, *arrival.same, *([arrival.locked] if arrival.locked else [])]


def to_batches(made: list[Batch]) -> HttpResponse:
    """To the batch, where there is one only; else to the list."""
    return redirect("batch", made[0].pk) if len({batch.pk for batch in made}) == 1 else redirect("intake-list")


@require_POST
@sensitive_post_parameters("password")
def unlock(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Open a locked file with its password, which is used here only; with a wrong one ask again."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    if found.state != BatchState.LOCKED:
        return redirect("batch", batch_id)
    arrival = open_locked(request.user, batch_id, request.POST.get("password", ""))
    if arrival.locked:
        return locked_page(request, found, arrival.problems)
    return to_batches(tell_arrival(request, arrival))


@require_POST
def give_up(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A locked file nobody has the password of waits no longer."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    if found.state == BatchState.LOCKED:
        close_locked(request.user, batch_id)
    return redirect("intake-list")


def locked_page(request: HttpRequest, found: Batch, problems: list[tuple[str, ReaderProblem]]) -> HttpResponse:
    """The place to give a password, with what was wrong with the last one."""
    said = [sentence(problem, language()) for _, problem in problems]
    context = {
        "page_title": found.shown_name,
        "batch": found,
        "problem": {"title": said[0]} if said else None,
        "may_open": found.state == BatchState.LOCKED and may(request.user, "receive_file"),
    }
    return render(request, "intake/locked.html", context, status=422 if said else 200)
