"""Posts that move a paper on: opinions, reviews, the steps, who received it, publicity."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from xingzhi.publish.papers import asking, steps, versions, writing
from xingzhi.publish.refused import Refused
from xingzhi.web.views.documents.paper import kept_or_404
from xingzhi.web.views.documents.words import DONE, REFUSED


@require_POST
def move(request: HttpRequest, paper_id: int, name: str) -> HttpResponse:
    """One step of a paper."""
    paper = kept_or_404(request, paper_id)
    post, user = request.POST, request.user
    units = [int(each) for each in post.getlist("unit") if each.isdigit()]
    number = int(post.get("version", "")) if post.get("version", "").isdigit() else 0
    on, note = day_of(post.get("on", "")), post.get("note", "")

    def settle() -> Any:
        opinion = get_object_or_404(paper.opinions, pk=post.get("opinion") if post.get("opinion", "").isdigit() else 0)
        return asking.settle_opinion(user, opinion.pk, post.get("taken", ""), post.get("reason", ""))

    moves: dict[str, Callable[[], Any]] = {
        "draft_again": lambda: writing.draft_again(user, paper.pk),
        "restore_version": lambda: versions.restore_version(user, paper.pk, number),
        "ask_opinions": lambda: asking.ask_opinions(user, paper.pk, units, on),
        "settle_opinion": settle,
        "review_paper": lambda: asking.review_paper(user, paper.pk, post.get("step", ""), post.get("result", ""), post.get("body", ""), on, note),
        "submit_paper": lambda: steps.submit_paper(user, paper.pk, note),
        "check_paper": lambda: steps.check_paper(user, paper.pk, note),
        "approve_paper": lambda: steps.approve_paper(user, paper.pk, note, post.get("inputs_basis", ""), post.get("names_basis", "")),
        "return_paper": lambda: steps.return_paper(user, paper.pk, note),
        "explain_contradiction": lambda: steps.explain_contradiction(user, paper.pk, post.get("key", ""), post.get("reason", "")),
        "issue_paper": lambda: steps.issue_paper(user, paper.pk, post.get("number", ""), on),
        "send_paper": lambda: asking.send_paper(user, paper.pk, units, post.get("others", ""), on, post.get("channel", "")),
        "publicise_paper": lambda: asking.publicise_paper(user, paper.pk, on, post.get("where", "")),
    }  # fmt: skip
    if name not in moves:
        raise Http404
    try:
        moves[name]()
        if name in DONE:
            messages.success(request, str(DONE[name]))
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
    return redirect("document", paper.pk)


def day_of(text: str) -> date | None:
    """The day of a date field; None where it is empty or none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
