"""Hand out to banner offices, remind them, take their workbooks back, and decide what contradicts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import workbook
from xingzhi.cases.notified.dispatching import (
    NothingToDispatch,
    answered,
    dispatch_items,
    move_deadline,
    places,
    unsettled,
    withdraw_dispatch,
)
from xingzhi.cases.notified.models import Dispatch, ReturnConflict, Returned
from xingzhi.cases.notified.returning import SameReturn, StillContradicts, decide_return, merge_return
from xingzhi.cases.notified.workbook import latest_notices
from xingzhi.cases.papers.render import render as print_papers
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.notified import item_list
from xingzhi.web.views.notified.papers import DOCX, attachment
from xingzhi.web.views.notified.problems import problem_text, row_problem
from xingzhi.web.views.notified.words import day_of, tabs
from xingzhi.web.views.paging import page_of, pager

LISTED = 200
ITEMS = 100  # of a page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def dispatch_list(request: HttpRequest) -> HttpResponse:
    """What is out and what came back; on top what may be handed out now."""
    found = Dispatch.objects.visible_to(request.user).prefetch_related("items", "returns").order_by("-id")[:LISTED]
    waiting = places(request.user) if may(request.user, "dispatch_items") else []
    context = {
        "page_title": gettext("派发与回收"),
        "tabs": tabs("dispatches"),
        "waiting": [
            {"region": region, "name": load().regions.name(region), "n": n, "cards": cards}
            for region, n, cards in waiting
        ],
        "may_dispatch": may(request.user, "dispatch_items"),
        "may_return": may(request.user, "merge_return"),
        "contact": request.user.display_name,
        "today": timezone.localdate(),
        "table": {"columns": columns(), "rows": [row(each) for each in found], "caption": gettext("派发")},
        "empty": {"title": gettext("还没有派发过"), "hint": gettext("有待核实的申请时，上面列出各旗县，一次派发。")},
    }
    return render(request, "notified/dispatches.html", context)


def columns() -> list[dict[str, str]]:
    """Headings of the list."""
    return [
        {"label": gettext("单号"), "css": "c-title"}, {"label": gettext("属地"), "css": "c-nowrap"},
        {"label": gettext("件数"), "css": "c-number"}, {"label": gettext("未办结"), "css": "c-number"},
        {"label": gettext("截止"), "css": "c-date c-nowrap"}, {"label": gettext("反馈"), "css": "c-nowrap"},
        {"label": gettext("派发"), "css": "c-date c-nowrap"},
    ]  # fmt: skip


def row(dispatch: Dispatch) -> dict[str, Any]:
    """One dispatch; late where the day is over and nothing came back."""
    left, told, total = unsettled(dispatch).count(), answered(dispatch), len(dispatch.items.all())
    last = max(dispatch.returns.all(), key=lambda each: each.pk, default=None)
    late = dispatch.deadline < timezone.localdate()
    if dispatch.withdrawn_at:
        came = {"text": gettext("已撤回派发"), "tone": "plain"}
    elif not left:
        came = {"text": gettext("已办结"), "tone": "good"}
    elif last is not None and last.zero and not told:
        came = {"text": gettext("零报告"), "tone": "good"}
    elif told == total:
        came = {"text": gettext("全部反馈"), "tone": "good"}
    elif told:
        came = {"text": gettext("部分反馈 %(a)s/%(b)s") % {"a": told, "b": total}, "tone": "bad" if late else "warn"}
    else:
        came = {"text": gettext("逾期未反馈") if late else gettext("待反馈"), "tone": "bad" if late else "warn"}
    url = reverse("dispatch", args=[dispatch.pk])
    return {
        "cells": [
            {"text": gettext("第 %(n)s 号") % {"n": dispatch.pk}, "url": url}, load().regions.name(dispatch.region),
            number(total), number(left), str(dispatch.deadline), came, f"{timezone.localtime(dispatch.made_at):%Y-%m-%d}",
        ]
    }  # fmt: skip


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


def _dispatch(request: HttpRequest, dispatch_id: int) -> Dispatch:
    found: Dispatch = get_object_or_404(Dispatch.objects.visible_to(request.user), pk=dispatch_id)
    return found


@require_GET
def dispatch(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """One dispatch: its workbook, the words to remind by, what came back and what contradicts."""
    found = _dispatch(request, dispatch_id)
    returns = Returned.objects.visible_to(request.user).filter(dispatch=found).select_related("officer").order_by("-id")
    open_conflicts = (
        ReturnConflict.objects.visible_to(request.user)
        .filter(returned__dispatch=found)
        .select_related("matter__procedure", "matter__card", "returned", "decided_by")
    )
    context = {
        "page_title": gettext("第 %(n)s 号派发 · %(place)s")
        % {"n": found.pk, "place": load().regions.name(found.region)},
        "tabs": tabs("dispatches"),
        "dispatch": found,
        "count": found.items.count(),
        "left": unsettled(found).count(),
        "told": answered(found),
        "may_dispatch": may(request.user, "dispatch_items"),
        "reminder": reminder(found),
        "handed": item_table(request, found),
        "returns": [return_row(each) for each in returns],
        "conflicts": [conflict_row(each) for each in open_conflicts.order_by("decided", "row")],
        "may_return": may(request.user, "merge_return"),
        "may_decide": may(request.user, "decide_return"),
    }
    return render(request, "notified/dispatch.html", context)


def item_table(request: HttpRequest, found: Dispatch) -> dict[str, Any]:
    """What was handed out, as it stands now; an application that moved to another place since is that place's to see."""
    matters = Matter.objects.visible_to(request.user).filter(dispatched__dispatch=found)
    start, total = page_of(request, "items", ITEMS), matters.count()
    page = matters.select_related("card", "procedure").order_by("settled", "key")[start : start + ITEMS]
    notices = latest_notices([matter.key for matter in page])
    return {
        "table": {"columns": item_list.columns(), "rows": [item_list.row(matter, notices.get(matter.key)) for matter in page],
                  "caption": gettext("派发的申请")},
        "pager": pager(request, "items", start, ITEMS, total) if total > ITEMS else None,
    }  # fmt: skip


def reminder(found: Dispatch) -> str:
    """A text to copy into a chat: counts, the day, whom to ask; no party's name."""
    total = found.items.count()
    left = total - answered(found)
    days = (found.deadline - timezone.localdate()).days
    when = f"还有 {days} 天" if days > 0 else "今天截止" if days == 0 else f"已过 {-days} 天"
    phone = f"，电话 {found.phone}" if found.phone else ""
    return (
        f"【提醒】{load().regions.name(found.region)}：第 {found.pk} 号核查任务共 {total} 件，还没有反馈 {left} 件，"
        f"请于 {found.deadline.year}年{found.deadline.month}月{found.deadline.day}日前反馈（{when}）；没有新进展的请零报告。"
        f"联系人：{found.contact}{phone}。"
    )


def return_row(each: Returned) -> dict[str, Any]:
    """One workbook that came back."""
    return {
        "returned": each, "problems": [row_problem(problem) for problem in each.problems],
        "at": timezone.localtime(each.at),
    }  # fmt: skip


def conflict_row(each: ReturnConflict) -> dict[str, Any]:
    """What was recorded here beside what the workbook says."""
    procedure = read(each.matter.procedure)
    return {
        "conflict": each, "key": each.matter.key, "title": each.matter.title,
        "url": reverse("notified-item", args=[each.matter_id]),
        "ours": procedure.state(each.ours).label(language()),
        "now": procedure.state(each.matter.state).label(language()),
        "theirs": procedure.state(each.theirs["state"]).label(language()),
        "on": each.theirs["on"], "note": each.theirs["note"],
    }  # fmt: skip


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


@require_GET
def dispatch_workbook(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """The workbook to send by any channel."""
    found = _dispatch(request, dispatch_id)
    place = load().regions.name(found.region)
    return attachment(workbook.write(found), f"核查反馈表-{place}-第{found.pk}号.xlsx", XLSX)


@require_GET
def supervision(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """The printable reminder (督办单): counts, the day, whom to ask; no party's name."""
    found = _dispatch(request, dispatch_id)
    here = office()
    total, left = found.items.count(), unsettled(found).count()
    counts = [
        {"label": "派发件数", "value": total},
        {"label": "已办结", "value": total - left},
        {"label": "未办结", "value": left},
    ]
    content = print_papers("supervision", [{
        "office": here.name if here else "", "office_phone": found.phone, "region": load().regions.name(found.region),
        "deadline": found.deadline, "officer": found.contact, "today": timezone.localdate(), "count": left, "counts": counts,
    }])  # fmt: skip
    return attachment(content, f"督办单-{load().regions.name(found.region)}-第{found.pk}号.docx", DOCX)


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
