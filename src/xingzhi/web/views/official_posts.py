"""Posts by which officers state something of official figures: why ours differs, and which of several is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.indicators.query import Span
from xingzhi.indicators.stating import StatingRefused, choose_official, explain_difference
from xingzhi.web.views.figures import official_address
from xingzhi.web.views.official import first_day


@require_POST
def explain(request: HttpRequest, name: str) -> HttpResponse:
    """Write a reason down, or take the last one back."""
    post = request.POST
    region, span = post.get("region", ""), _span(post)
    done = gettext("已记下原因。") if post.get("text", "").strip() else gettext("已收回，差重新标为“未说明”。")
    text = post.get("text", "")
    return _stated(
        request, done, (name, region, span), lambda: explain_difference(request.user, name, region, span, text)
    )


@require_POST
def choose(request: HttpRequest, name: str) -> HttpResponse:
    """Choose between figures that contradict each other, or take the choice back."""
    post = request.POST
    region, span = post.get("region", ""), _span(post)
    done = gettext("已选用；在起草的发布请“重新取数”。") if post.get("key") else gettext("已收回选用。")
    key, why = post.get("key", ""), post.get("reason", "")
    return _stated(
        request, done, (name, region, span), lambda: choose_official(request.user, name, region, span, key, why)
    )


def _span(post: Any) -> Span:
    try:
        at = date.fromisoformat(post.get("at", ""))
    except ValueError as error:
        raise Http404 from error
    return Span(first_day(post, at), at)


def _stated(request: HttpRequest, done: str, figure: tuple[str, str, Span], state: Callable[[], Any]) -> HttpResponse:
    refusals = {
        "same": gettext("没有记下：官方数据与本局测算现在没有差。"),
        "nothing": gettext("没有办：没有可收回的。"),
        "agree": gettext("没有选用：收到的各份官方数据并不矛盾。"),
        "unknown": gettext("没有选用：请先选一份；列表有变化的，刷新后再选。"),
        "reason": gettext("没有选用：请写理由。"),
    }
    try:
        state()
    except StatingRefused as refused:
        messages.error(request, refusals[refused.code])
    else:
        messages.success(request, done)
    return redirect(official_address(*figure))
