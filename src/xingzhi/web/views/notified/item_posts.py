"""What is done with a notified application: move it, group it, record a day for its clocks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.cases.matters.assigning import NotInGroup, join_group
from xingzhi.cases.matters.events import EventRefused, extend_clock, pause_clock, record_event, resume_clock
from xingzhi.cases.matters.models import Matter
from xingzhi.cases.notified import PROCEDURE
from xingzhi.packs.clocks import ClockError
from xingzhi.web.reading import language
from xingzhi.web.views.matter_moves import moved
from xingzhi.web.views.notified.items import matter_or_404
from xingzhi.web.views.notified.words import day_of


@require_POST
def move(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Move one matter."""
    matter = matter_or_404(request, matter_id)
    moved(request, matter)
    return redirect("notified-item", matter_id)


@require_POST
def group(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Let a matter follow a lead, or go its own way again."""
    matter = matter_or_404(request, matter_id)
    text = request.POST.get("lead", "").strip().upper().removeprefix("CN").removeprefix("ZL")
    lead = Matter.objects.visible_to(request.user).filter(kind=PROCEDURE, key=text).first() if text else None
    words = {"itself": gettext("没有保存：不能随自己办。"), "led": gettext("没有保存：那一件自己也随别的办。"),
             "leads": gettext("没有保存：有别的申请随这一件办。"), "other": gettext("没有保存：不是同一种程序。")}  # fmt: skip
    if text and lead is None:
        messages.error(request, gettext("没有保存：没有这件通报的申请。"))
        return redirect("notified-item", matter_id)
    try:
        join_group(request.user, matter.pk, lead.pk if lead else None)
        messages.success(request, gettext("已保存。"))
    except NotInGroup as refused:
        messages.error(request, words[refused.code])
    return redirect("notified-item", matter_id)


@require_POST
def event(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Record a day a clock looks at, or stop, resume or extend a clock."""
    matter = matter_or_404(request, matter_id)
    post = request.POST
    on, what = day_of(post.get("on", "")), post.get("what", "event")
    clock, code = post.get("clock", ""), post.get("code", "")
    try:
        if on is None:
            raise EventRefused("date")
        if what == "pause":
            pause_clock(request.user, matter.pk, clock, code, on, post.get("note", ""))
        elif what == "resume":
            resume_clock(request.user, matter.pk, clock, on)
        elif what == "extend":
            count = post.get("count", "")
            extend_clock(request.user, matter.pk, clock, code, on, count=int(count) if count.isdecimal() else None,
                         unit=post.get("unit", ""), note=post.get("note", ""))  # fmt: skip
        else:
            record_event(request.user, matter.pk, post.get("name", ""), on, post.get("note", ""))
        messages.success(request, gettext("已登记，期限已重新计算。"))
    except EventRefused as refused:
        words = {
            "future": gettext("日期在今天以后。"),
            "date": gettext("日期看不懂。"),
            "not_paused": gettext("这个期限没有中止。"),
        }
        messages.error(request, gettext("没有保存：") + words.get(refused.code, gettext("没有这种事件。")))
    except ClockError as error:
        messages.error(request, gettext("没有保存：") + error.label(language()))
    return redirect("notified-item", matter_id)
