"""What a unit sees of a paper before it is issued: the text it is asked about; and its receipt afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from xingzhi.publish.papers.asked import PaperOpinion, Taken
from xingzhi.publish.papers.asking import answer_opinion, receive_paper
from xingzhi.publish.refused import Refused
from xingzhi.web.views.documents import shown
from xingzhi.web.views.documents.words import REFUSED


@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """The text as it was when the unit was asked, and the answer; the office may write it in for the unit."""
    seen = PaperOpinion.objects.visible_to(request.user).select_related("paper", "unit")
    found: PaperOpinion = get_object_or_404(seen, pk=opinion_id)
    if request.method == "POST":
        try:
            answer_opinion(request.user, found.pk, request.POST.get("text", ""), "nothing" in request.POST)
        except Refused as refused:
            messages.error(request, str(REFUSED[refused.code]))
        else:
            messages.success(request, gettext("意见已收到。"))
        return redirect("document-opinion", found.pk)
    version = found.paper.versions.get(number=found.version)
    context = {
        "page_title": gettext("征求意见：%(title)s") % {"title": version.title}, "opinion": found,
        "blocks": shown.text(version.blocks, None),
        "open": found.paper.is_open and found.taken in (Taken.OPEN, Taken.NOTHING),
    }  # fmt: skip
    return render(request, "documents/opinion.html", context)


@require_POST
def receipt(request: HttpRequest, recipient_id: int) -> HttpResponse:
    """A unit says that it has the paper."""
    found = receive_paper(request.user, recipient_id, request.POST.get("by", ""))
    return redirect("document", found.paper_id)
