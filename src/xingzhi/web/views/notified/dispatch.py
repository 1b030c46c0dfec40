"""The page of one dispatch: what was handed out, what came back and what contradicts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified.dispatching import answered, unsettled
from xingzhi.cases.notified.models import Dispatch, ReturnConflict, Returned
from xingzhi.cases.notified.workbook import latest_notices
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.views.notified import item_list
from xingzhi.web.views.notified.dispatches import dispatch_or_404
from xingzhi.web.views.notified.problems import row_problem
from xingzhi.web.views.notified.words import tabs
from xingzhi.web.views.paging import page_of, pager

ITEMS = 100  # of a page


@require_GET
def dispatch(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """One dispatch: its workbook, the words to remind by, what came back and what contradicts."""
    found = dispatch_or_404(request, dispatch_id)
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
