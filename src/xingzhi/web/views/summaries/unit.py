"""One unit's summary: send it in, what came, where its paragraphs belong, and what the office does with it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xingzhi.core.actions import may
from xingzhi.intake.readers import ReaderProblem
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.reading.problems import Unreadable
from xingzhi.plans.summaries import moves
from xingzhi.plans.summaries.bringing import told
from xingzhi.plans.summaries.merging import by_heading, tasks_of
from xingzhi.plans.summaries.models import Medium, Summary, SummaryCall, SummaryState, SummaryText
from xingzhi.plans.summaries.placing import move_paragraph
from xingzhi.plans.summaries.reading import NotASummary
from xingzhi.plans.summaries.receiving import SameText, came_as_file, came_as_text, receive_summary
from xingzhi.plans.summaries.standing import missing
from xingzhi.web.downloads import attachment
from xingzhi.web.reading import listed
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.summaries.beside import beside
from xingzhi.web.views.summaries.words import NOT_DONE, STEPS, late_cell, problem_text, state_cell, why


def _summary(request: HttpRequest, call_id: int, summary_id: int) -> Summary:
    seen = Summary.objects.visible_to(request.user).select_related("unit", "call")
    found: Summary = get_object_or_404(seen, pk=summary_id, call=call_id)
    return found


@require_http_methods(["GET", "POST"])
def summary_page(request: HttpRequest, call_id: int, summary_id: int) -> HttpResponse:
    """The summary; a post does one thing with it."""
    summary = _summary(request, call_id, summary_id)
    if request.method == "GET":
        return _page(request, summary)
    what = request.POST.get("do", "")
    try:
        if what in ("send", "write"):
            return _send(request, summary, what)
        _move(request, summary, what)
    except moves.NotDone as problem:
        messages.error(request, str(NOT_DONE[problem.code]))
    return redirect("summary", call_id, summary_id)


def _send(request: HttpRequest, summary: Summary, what: str) -> HttpResponse:
    given = request.FILES.get("file")
    written = request.POST.get("text", "")
    if (what == "send" and not given) or (what == "write" and not written.strip()):
        messages.error(
            request, gettext("没有报送：请选择文件。") if what == "send" else gettext("没有报送：请写正文。")
        )
        return redirect("summary", summary.call_id, summary.pk)
    try:
        if given:
            name = Path((given.name or "").replace("\\", "/")).name
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"came{Path(name).suffix.lower()}"
                path.write_bytes(given.read())
                day = day_of(request.POST.get("came_on", ""))
                came = came_as_file(path, name, request.POST.get("password") or None, day)
        else:
            came = came_as_text(written)
        text = receive_summary(request.user, summary.pk, came)
    except SameText as same:
        messages.info(request, gettext("与第 %(n)s 版相同，没有再动。") % {"n": same.version})
    except (ReaderProblem, Unreadable, NotASummary) as problem:
        messages.error(request, gettext("没有报送：") + problem_text(told(problem)))
        if written:  # what was typed is not lost
            return _page(request, summary, written)
    else:
        messages.success(request, gettext("已报送第 %(n)s 版。") % {"n": text.version})
        if came.read.recognised:
            messages.warning(request, gettext("第 %(pages)s 页的文字是从图像识别的，可能有错字，请对照原件。")
                             % {"pages": came.read.recognised})  # fmt: skip
    return redirect("summary", summary.call_id, summary.pk)


def _move(request: HttpRequest, summary: Summary, what: str) -> None:
    reason = request.POST.get("reason", "")
    if what == "paper":
        day = day_of(request.POST.get("on", ""))
        if day is None:
            messages.error(request, gettext("没有登记：日期看不懂。"))
            return
        moves.register_paper(request.user, summary.pk, day)
        messages.success(request, gettext("已登记纸质版。"))
    elif what == "accept":
        moves.accept_summary(request.user, summary.pk)
        messages.success(request, gettext("已采纳。"))
    elif what == "return":
        moves.return_summary(request.user, summary.pk, reason)
        messages.success(request, gettext("已退回，来文保留为历次版本。"))
    elif what == "excuse":
        moves.excuse_summary(request.user, summary.pk, reason)
        messages.success(request, gettext("已免报。"))
    elif what == "again":
        moves.ask_again(request.user, summary.pk)
        messages.success(request, gettext("已恢复为待报送。"))
    else:
        raise Http404


def _page(request: HttpRequest, summary: Summary, written: str = "") -> HttpResponse:
    led = SummaryCall.objects.led_by(request.user).filter(pk=summary.call_id).exists()
    leads = led and may(request.user, "accept_summary")
    tasks = tasks_of([summary.call]) if leads and summary.call else []
    asked = request.GET.get("version", "")
    texts = list(summary.texts.select_related("by").order_by("-version"))
    shown = next((each for each in texts if str(each.version) == asked), texts[0] if texts else None)
    newest = bool(shown and shown.version == summary.version)
    chosen = request.GET.get("move", "")
    context = {
        **beside(summary.call, request.user, "", summary.unit.name),
        "page_title": summary.unit.name, "summary": summary, "call": summary.call, "led": led,
        "state": state_cell(summary), "late": late_cell(summary), "missing": [each.label for each in missing(summary)],
        "media": [Medium(each).label for each in summary.media], "texts": texts, "shown": shown, "newest": newest,
        "paragraphs": _paragraphs(shown, tasks if leads else None) if shown else [],
        "moving": int(chosen) if chosen.isdecimal() and leads and newest else None,
        "places": by_heading(tasks),
        "may_move": leads and newest, "may_send": summary.state != SummaryState.ACCEPTED and may(request.user, "receive_summary"),
        "may_accept": leads and summary.state == SummaryState.RECEIVED,
        "may_return": leads and summary.state in (SummaryState.RECEIVED, SummaryState.ACCEPTED) and summary.version,
        "may_excuse": leads and summary.state in (SummaryState.DUE, SummaryState.RETURNED),
        "may_ask_again": leads and summary.state == SummaryState.EXCUSED, "leads": leads,
        "today": timezone.localdate(), "written": written,
        "steps": [{"step": each, "what": STEPS.get(each.what, each.what)}
                  for each in summary.steps.select_related("by").order_by("-pk")],
    }  # fmt: skip
    return render(request, "summaries/unit.html", context)


def _paragraphs(text: SummaryText, tasks: list[PlanTask] | None) -> list[dict[str, Any]]:
    """The paragraphs in order, under their headings; where each belongs is the office's matter (`tasks` None: unsaid)."""
    found, heading = [], ""
    numbers = {task.pk: task.number for task in tasks or ()}
    for at, (paragraph, place) in enumerate(zip(text.paragraphs, text.places, strict=True)):
        head = "" if paragraph["frame"] or paragraph["heading"] == heading else paragraph["heading"]
        heading = paragraph["heading"] or heading
        about = [numbers[pk] for pk in (place["task"], *place.get("also", ())) if numbers.get(pk)]
        said = {**place, **why(place), "numbers": listed(about)}
        shown = said if tasks is not None and not paragraph["frame"] else None
        found.append({"at": at, "head": head, "text": paragraph["text"], "frame": paragraph["frame"], "place": shown})
    return found


@require_POST
def move(request: HttpRequest, text_id: int) -> HttpResponse:
    """Put a paragraph under another heading or task; afterwards back to where it was asked."""
    text = get_object_or_404(SummaryText.objects.visible_to(request.user).select_related("summary"), pk=text_id)
    at = request.POST.get("at", "")
    kind, _, rest = request.POST.get("to", "").partition(":")
    if not at.isdecimal() or kind not in ("heading", "task", "none") or (kind == "task" and not rest.isdecimal()):
        messages.error(request, gettext("没有保存：请选标题或任务。"))
    else:
        move_paragraph(
            request.user, text.pk, int(at), rest if kind == "heading" else "", int(rest) if kind == "task" else None
        )
        messages.success(request, gettext("已调整。"))
    address = reverse("summary", args=[text.summary.call_id, text.summary_id])
    return redirect(f"{address}#p{at}" if at.isdecimal() else address)


@require_GET
def text_file(request: HttpRequest, text_id: int) -> HttpResponse:
    """A version as it came; what was written on the page as text."""
    text = get_object_or_404(SummaryText.objects.visible_to(request.user).select_related("summary__unit"), pk=text_id)
    if not text.path.exists():
        raise Http404
    name = text.file_name or f"{text.summary.unit.name}-{text.version}.txt"
    return attachment(text.path.read_bytes(), name, "application/octet-stream")
