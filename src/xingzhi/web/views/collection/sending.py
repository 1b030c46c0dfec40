"""Send a form out for a period to the units chosen; what was typed stays where it is refused."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.collection.opening import NotOpened, open_round
from xingzhi.packs import load
from xingzhi.text.reporting_periods import read_period
from xingzhi.web.views.collection import rounds
from xingzhi.web.views.collection.words import NOT_OPENED
from xingzhi.web.views.notified.words import day_of


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Open a form for a period and the units chosen."""
    post = request.POST
    form, period, deadline = (
        post.get("form", ""),
        read_period(post.get("period", "")),
        day_of(post.get("deadline", "")),
    )
    body = load().forms.get(form)
    if body is None:
        raise Http404
    if period is None or period.kind != body.period:
        shapes = {"month": "2026-11", "quarter": "2026-Q4", "year": "2026"}
        return _again(request, gettext("没有下发：统计期请写成 %(shape)s。") % {"shape": shapes[body.period]})
    if deadline is None:
        return _again(request, gettext("没有下发：截止日期看不懂。"))
    try:
        made = open_round(
            request.user, form, period, deadline, post.get("contact", ""), post.getlist("unit"),
            names=names_in(post.get("names", "")),
            phone=post.get("phone", ""), note=post.get("note", ""),
        )  # fmt: skip
    except NotOpened as problem:
        said = str(NOT_OPENED[problem.code])
        if not problem.round_id:
            return _again(request, said)
        messages.error(request, said)
        return redirect("collection-round", problem.round_id)
    messages.success(request, gettext("已下发到 %(n)s 个单位。") % {"n": made.reports.count()})
    return redirect("collection-round", made.pk)


def _again(request: HttpRequest, why: str) -> HttpResponse:
    """The page again with what was typed, and why it was refused."""
    messages.error(request, why)
    return rounds.listing(request, request.POST)


def names_in(text: str) -> list[str]:
    """Names typed one after the other."""
    return text.replace("，", "、").replace("\n", "、").split("、")
