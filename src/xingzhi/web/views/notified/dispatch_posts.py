"""Hand out to banner offices, change a dispatch, take workbooks back, and decide what contradicts."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.cases.notified.dispatching import NothingToDispatch, dispatch_items, move_deadline, withdraw_dispatch
from xingzhi.cases.notified.models import ReturnConflict
from xingzhi.cases.notified.return_conflicts import StillContradicts, decide_return
from xingzhi.cases.notified.returning import SameReturn, merge_return
from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.web.views.notified.problems import problem_text
from xingzhi.web.views.notified.words import day_of


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Hand out all that waits in the banners chosen."""
    post = request.POST
    deadline = day_of(post.get("deadline", ""))
    if deadline is None or deadline < timezone.localdate():
        messages.error(request, gettext("没有派发：截止日期要在今天或以后。"))
        return redirect("dispatches")
    if not post.get("contact", "").strip():
        messages.error(request, gettext("没有派发：请写联系人。"))
        return redirect("dispatches")
    try:
        made = dispatch_items(
            request.user, post.getlist("region"), deadline, post["contact"], post.get("phone", ""), post.get("note", "")
        )
    except NothingToDispatch:
        messages.error(request, gettext("没有派发：请勾选有待核实申请的旗县。"))
        return redirect("dispatches")
    messages.success(request, gettext("已派发到 %(n)s 个旗县。") % {"n": len(made)})
    return redirect("dispatches")


@require_POST
def change(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """Take a dispatch back, or give it another day."""
    if request.POST.get("what") == "withdraw":
        withdraw_dispatch(request.user, dispatch_id)
        messages.success(request, gettext("已撤回派发，没有办的可以重新派发；已经反馈的保留。"))
        return redirect("dispatches")
    day = day_of(request.POST.get("deadline", ""))
    if day is None:
        messages.error(request, gettext("没有保存：日期看不懂。"))
    else:
        move_deadline(request.user, dispatch_id, day)
        messages.success(request, gettext("已改截止日期。"))
    return redirect("dispatch", dispatch_id)


@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """Merge a workbook that came back; it names its dispatch itself."""
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, gettext("没有合并：请选择文件。"))
        return redirect("dispatches")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"returned{Path(upload.name or '').suffix.lower() or '.xlsx'}"
        path.write_bytes(upload.read())
        try:
            returned = merge_return(request.user, path, upload.name or "")
        except SheetProblem as problem:
            messages.error(request, problem_text(problem))
            return redirect("dispatches")
        except SameReturn as same:
            when = f"{timezone.localtime(same.returned.at):%Y-%m-%d %H:%M}"
            messages.info(request, gettext("这份表 %(when)s 已合并过，没有再动。") % {"when": when})
            return redirect("dispatch", same.returned.dispatch_id)
    told = gettext("已合并：办理 %(a)s 件，没有变化 %(u)s 件，未填 %(b)s 件，没有采用 %(p)s 行，待定 %(c)s 件。")
    numbers = {"a": returned.applied, "u": returned.unchanged, "b": returned.blank, "p": len(returned.problems),
               "c": returned.conflicts.count()}  # fmt: skip
    say = messages.warning if returned.problems or numbers["c"] else messages.success
    say(request, gettext("已收到零报告。") if returned.zero else told % numbers)
    return redirect("dispatch", returned.dispatch_id)


@require_POST
def decide(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Keep ours, or take theirs."""
    found = get_object_or_404(ReturnConflict.objects.visible_to(request.user), pk=conflict_id)
    try:
        decide_return(request.user, conflict_id, request.POST.get("take", ""))
        messages.success(request, gettext("已处理。"))
    except StillContradicts:
        messages.error(request, gettext("没有采用：从现在的状态不能办成表里的状态，请打开这件申请办理。"))
    except ValueError:
        messages.error(request, gettext("没有保存：请选一种。"))
    return redirect("dispatch", found.returned.dispatch_id)
