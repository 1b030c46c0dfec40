"""The month of all units: who has reported how much, what waits for a decision, what to remind them with."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.plans.ledger import month_book
from xingzhi.plans.ledger.answering import open_shares
from xingzhi.plans.ledger.brought_back import AddedRow, ProgressConflict
from xingzhi.plans.ledger.models import Plan
from xingzhi.plans.ledger.reminding import Owing, owing, reminder
from xingzhi.plans.ledger.rows import plans_of
from xingzhi.web.downloads import attachment
from xingzhi.web.views.plans import words
from xingzhi.web.views.plans.ledger import month_asked, plan_asked
from xingzhi.web.views.plans.returns import added_rows, conflict_rows


@require_GET
def months_page(request: HttpRequest) -> HttpResponse:
    """Units of a plan and how much of a month each has reported."""
    plan = plan_asked(request)
    if plan is None:
        return render(request, "plans/months.html", {
            "page_title": gettext("每月进展"), "tabs": words.tabs("plan-months", request.user),
            "empty": {"title": gettext("还没有年度计划"), "hint": gettext("通知核对后列入计划，各单位的任务就出现在这里。")},
        })  # fmt: skip
    month = month_asked(request, plan)
    found = owing(request.user, plan, month)
    led = Plan.objects.visible_to(request.user).filter(pk=plan.pk).exists()
    conflicts = ProgressConflict.objects.visible_to(request.user).filter(share__task__plan=plan, decided="")
    added = AddedRow.objects.visible_to(request.user).filter(plan=plan, state="")
    context = {
        "page_title": gettext("%(month)s 各单位任务进展") % {"month": month}, "plan": plan, "month": month,
        "tabs": words.tabs("plan-months", request.user, plan, month), "years": _years(request, plan),
        "months": words.month_tabs(plan, month, request.path),
        "table": _table(plan, month, found, may(request.user, "report_progress")),
        "reported": sum(each.begun and each.left == 0 for each in found), "units": len(found),
        "reminders": [{"unit": each.unit, "text": reminder(plan, month, each, request.user)} for each in found if each.due] if led else [],
        "led": led, "may_merge": may(request.user, "merge_month_book"), "conflicts": conflict_rows(conflicts),
        "added": added_rows(added), "may_decide": led and may(request.user, "decide_added_row"),
        "empty": {"title": gettext("还没有单位领任务"), "hint": gettext("在任务页选牵头单位和配合单位。")},
    }  # fmt: skip
    return render(request, "plans/months.html", context)


def _years(request: HttpRequest, plan: Plan) -> list[dict[str, Any]]:
    """The years there are plans of, where there are several."""
    years = dict.fromkeys(each.year for each in plans_of(request.user))
    return [
        {"label": f"{year}", "url": f"{request.path}?year={year}", "here": year == plan.year}
        for year in years
        if len(years) > 1
    ]


def _table(plan: Plan, month: str, found: list[Owing], reports: bool) -> dict[str, Any]:
    rows = []
    for each in found:
        url = reverse("plan-unit", args=[plan.pk, each.unit.pk]) + f"?month={month}"
        state = {"text": gettext("未到月份"), "tone": "plain"} if not each.begun else {
            "text": gettext("已报齐"), "tone": "good"} if not each.left else {
            "text": gettext("缺 %(n)s 项") % {"n": each.left}, "tone": "warn",
        }  # fmt: skip
        rows.append({"cells": [
            {"text": each.unit.name, "url": url}, str(each.unit.get_kind_display()), f"{each.told}/{each.tasks}", state,
            str(each.late) if each.late else "", str(each.near) if each.near else "", str(each.blocked) if each.blocked else "",
            {"text": gettext("填报"), "url": url, "button": True} if reports and each.begun else "",
        ]})  # fmt: skip
    heads = (
        gettext("单位"),
        gettext("类别"),
        gettext("本月已报"),
        gettext("情况"),
        gettext("已过时限"),
        gettext("临近时限"),
        gettext("受阻"),
        gettext("操作"),
    )
    css = ("c-title", "c-nowrap", "c-number", "c-nowrap", "c-number", "c-number", "c-number", "c-nowrap")
    return {"columns": [{"label": label, "css": each} for label, each in zip(heads, css, strict=True)], "rows": rows,
            "caption": gettext("各单位本月进展")}  # fmt: skip


@require_GET
def workbooks(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The workbooks of a month of all units that have open tasks, in one archive to send out."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    month, target = month_asked(request, plan), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in owing(request.user, plan, month):
            shares = list(open_shares(request.user, plan.pk, each.unit))
            content = month_book.write(plan, each.unit, month, shares, request.user)
            archive.writestr(f"任务进展-{month}-{each.unit.pk}-{each.unit.name}.xlsx".replace("/", "／"), content)
    return attachment(target.getvalue(), f"任务进展-{month}.zip", "application/zip")
