"""What the office does with a round that is out: another day, more units, close it, take it or a unit back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.collection.opening import NotOpened
from xingzhi.collection.steering import (
    Begun,
    add_units,
    close_round,
    move_round_deadline,
    withdraw_report,
    withdraw_round,
)
from xingzhi.web.reading import listed
from xingzhi.web.views.collection.sending import names_in
from xingzhi.web.views.collection.words import NOT_OPENED
from xingzhi.web.views.notified.words import day_of


@require_POST
def change(request: HttpRequest, round_id: int) -> HttpResponse:
    """One thing done with a round, and its page again; the list where it was taken back."""
    what = request.POST.get("what", "")
    try:
        if what == "withdraw":
            withdraw_round(request.user, round_id)
            messages.success(request, gettext("已撤回，各单位不再看到这一期。"))
            return redirect("collection")
        _change(request, round_id, what)
    except NotOpened as problem:
        messages.error(request, str(NOT_OPENED[problem.code]))
    except Begun:
        messages.error(request, gettext("没有撤回：已有单位填报。不再收的，请“结束采集”。"))
    return redirect("collection-round", round_id)


def _change(request: HttpRequest, round_id: int, what: str) -> None:
    if what in ("close", "reopen"):
        close_round(request.user, round_id, what == "close")
        messages.success(request, gettext("已结束，不再收改动。") if what == "close" else gettext("已重新打开。"))
    elif what == "add":
        added = add_units(request.user, round_id, request.POST.getlist("unit"), names_in(request.POST.get("names", "")))
        messages.success(request, gettext("已补发到：%(names)s。") % {"names": listed(each.name for each in added)})
    elif what == "drop":
        report = request.POST.get("report", "")
        withdraw_report(request.user, int(report) if report.isdecimal() else 0)
        messages.success(request, gettext("已撤下，这个单位这一期不用报。"))
    elif day := day_of(request.POST.get("deadline", "")):
        move_round_deadline(request.user, round_id, day)
        messages.success(request, gettext("已改截止日期。"))
    else:
        messages.error(request, gettext("没有保存：日期看不懂。"))
