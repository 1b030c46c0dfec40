"""Under one heading of the plan at a time: what units wrote side by side, and the draft taken from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.plans.reading.sentences import sentences
from xingzhi.plans.summaries.drafting import take, take_all
from xingzhi.plans.summaries.merging import MergedParagraph, MergedSection, merged
from xingzhi.plans.summaries.models import SummaryCall, SummaryText
from xingzhi.web.views.summaries.beside import beside
from xingzhi.web.views.summaries.words import why


def _led(request: HttpRequest, call_id: int) -> SummaryCall:
    found: SummaryCall = get_object_or_404(SummaryCall.objects.led_by(request.user), pk=call_id)
    return found


@require_GET
def merge_page(request: HttpRequest, call_id: int) -> HttpResponse:
    """All headings with their counts; one is open."""
    call = _led(request, call_id)
    sections = merged(call, request.user)
    asked = request.GET.get("at", "0")
    at = int(asked) if asked.isdecimal() and int(asked) < len(sections) else 0
    headings = [
        {"at": place, "heading": each.heading, "came": len(each.came), "left": sum(not one.taken for one in each.came),
         "draft": len(each.draft), "silent": len(each.silent), "here": place == at}
        for place, each in enumerate(sections)
        if each.heading or each.came or each.draft or each.tasks
    ]  # fmt: skip
    context = {
        **beside(call, request.user, "summaries-merge"),
        "page_title": gettext("归并总结"), "call": call, "headings": headings, "at": at, "section": sections[at],
        "units": _by_unit(sections[at], _texts(sections[at])), "may": may(request.user, "take_into_draft"),
        "total": sum(len(each.came) for each in sections), "unmatched": len(sections[-1].came),
        "left": sum(not one.taken for each in sections for one in each.came), "silent": sum(len(each.silent) for each in sections),
    }  # fmt: skip
    return render(request, "summaries/merge.html", context)


def _texts(section: MergedSection) -> dict[tuple[int, int], int]:
    """The ids of the versions quoted."""
    summaries = {each.sources[0].summary for each in section.came}
    rows = SummaryText.objects.filter(summary__in=summaries).values_list("summary", "version", "pk")
    return {(summary, version): pk for summary, version, pk in rows}


def _by_unit(section: MergedSection, texts: dict[tuple[int, int], int]) -> list[dict[str, Any]]:
    """What came, by unit, each paragraph with its sentences."""
    found: dict[str, list[dict[str, Any]]] = {}
    for paragraph in section.came:
        found.setdefault(paragraph.sources[0].unit, []).append(_shown(paragraph, texts))
    return [{"unit": unit, "paragraphs": paragraphs} for unit, paragraphs in found.items()]


def _shown(paragraph: MergedParagraph, texts: dict[tuple[int, int], int]) -> dict[str, Any]:
    source = paragraph.sources[0]
    return {
        "text": paragraph.text, "sentences": [each.text for each in sentences(paragraph.text)], "source": source,
        "text_id": texts[source.summary, source.version], "taken": paragraph.taken, "why": why(dict(paragraph.place)),
    }  # fmt: skip


@require_POST
def take_text(request: HttpRequest, call_id: int) -> HttpResponse:
    """Take the sentences ticked of a paragraph, or all of it; or a whole heading."""
    call, post = _led(request, call_id), request.POST
    heading, at = post.get("heading", ""), post.get("section", "0")
    if post.get("do") == "all":
        count = take_all(request.user, call.pk, heading)
        messages.success(request, gettext("已取用 %(n)s 段。") % {"n": count})
    elif post.get("text", "").isdecimal() and post.get("at", "").isdecimal():
        into = post.get("into", "")
        take(request.user, call.pk, int(post["text"]), int(post["at"]), heading, "".join(post.getlist("sentence")),
             int(into) if into.isdecimal() else None)  # fmt: skip
        messages.success(request, gettext("已取用，来源随段落保留。"))
    else:
        messages.error(request, gettext("没有取用：请选段落。"))
    return redirect(f"{reverse('summaries-merge', args=[call.pk])}?at={at if at.isdecimal() else 0}#draft")
