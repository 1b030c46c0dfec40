"""The list of papers, what units are asked, and a new paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.actions import may
from xingzhi.core.office import sees_all
from xingzhi.packs import load
from xingzhi.publish.papers.asked import PaperOpinion, PaperRecipient
from xingzhi.publish.papers.models import Paper, PaperState
from xingzhi.publish.papers.publicity import publicity
from xingzhi.publish.papers.writing import make_paper
from xingzhi.publish.refused import Refused
from xingzhi.web.reading import language
from xingzhi.web.views.documents.words import REFUSED, state_badge

LISTED = 200


@require_http_methods(["GET", "POST"])
def document_list(request: HttpRequest) -> HttpResponse:
    """Papers of the office, or those a unit was asked about or received; posting begins a new one."""
    if request.method == "POST":
        return _make(request)
    user, rules = request.user, load().paper_kinds
    found = Paper.objects.visible_to(user).select_related("made_by").order_by("-id")[:LISTED]
    keeps = sees_all(user)
    asked = (
        [] if keeps else PaperOpinion.objects.visible_to(user).select_related("paper", "unit").order_by("-id")[:LISTED]
    )
    received = [] if keeps else PaperRecipient.objects.visible_to(user).filter(paper__state=PaperState.ISSUED)
    columns = [(gettext("标题"), "c-title"), (gettext("种类"), "c-nowrap"), (gettext("状态"), "c-nowrap"),
               (gettext("文号"), "c-nowrap"), (gettext("公开"), ""), (gettext("印发日期"), "c-date")]  # fmt: skip
    context = {
        "page_title": gettext("本局文稿"),
        "table": {
            "columns": [{"label": label, "css": css} for label, css in columns],
            "rows": [{"cells": _cells(each)} for each in found],
            "caption": gettext("本局文稿"),
        },
        "empty": _nothing(keeps),
        "asked": asked,
        "received": received,
        "kinds": [(each.id, each.label(language()), each.purpose(language())) for each in rules.kinds],
        "publicities": [(each.id, each.label(language())) for each in rules.publicity],
        "year": timezone.localdate().year,
        "quarters": quarters(timezone.localdate().year),
        "issued": [each for each in found if each.state == PaperState.ISSUED],
        "may_make": keeps and may(user, "make_paper") and user.region is not None,
    }  # fmt: skip
    return render(request, "documents/list.html", context)


def _nothing(keeps: bool) -> dict[str, str]:
    hint = gettext("选种类和年度，点“开始起草”。") if keeps else gettext("印发给本单位的文件会列在这里。")
    return {"title": gettext("还没有文稿"), "hint": hint}


def quarters(year: int) -> list[tuple[str, str]]:
    """The quarters a report may be of: of this year and the one before."""
    names = {
        1: gettext("%(year)s年第一季度"),
        2: gettext("%(year)s年第二季度"),
        3: gettext("%(year)s年第三季度"),
        4: gettext("%(year)s年第四季度"),
    }
    return [(f"{each}-Q{n}", names[n] % {"year": each}) for each in (year, year - 1) for n in (4, 3, 2, 1)]


def _cells(paper: Paper) -> list[Any]:
    rules = load().paper_kinds
    told = publicity(paper, timezone.localdate())
    public: Any = rules.attribute(paper.publicity).label(language())
    if told and told.late:
        public = {"text": gettext("%(what)s，逾期 %(n)s 天") % {"what": public, "n": told.late}, "tone": "bad"}
    return [
        {"text": paper.title, "url": reverse("document", args=[paper.pk])}, rules.kind(paper.kind).label(language()),
        state_badge(paper), paper.number, public, paper.issued_on.isoformat() if paper.issued_on else "",
    ]  # fmt: skip


def _make(request: HttpRequest) -> HttpResponse:
    post = request.POST
    year, explains = (int(post.get(name, "")) if post.get(name, "").isdigit() else 0 for name in ("year", "explains"))
    try:
        made = make_paper(
            request.user, post.get("kind", ""), year, post.get("publicity", ""), post.get("publicity_reason", ""),
            title=post.get("title", ""), period=post.get("period", ""), explains=explains,
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
        return redirect("document-list")
    if made.plan is None and any(part.fill for part in load().paper_kinds.kind(made.kind).outline):
        messages.info(
            request, gettext("还没有 %(year)s 年度计划，只列了标题；计划建好后可以重新起草。") % {"year": year}
        )
    return redirect("document", made.pk)
