"""The month of a unit: one line a task, "no progress" by one click for all that is left, evidence the registers hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xingzhi.core.actions import may
from xingzhi.core.declare import register_named
from xingzhi.plans.ledger import month_book
from xingzhi.plans.ledger.answering import NotReported, attach_evidence, open_shares, report_no_progress
from xingzhi.plans.ledger.brought_back import AddedRow, MonthBook, ProgressConflict
from xingzhi.plans.ledger.models import Answer, Plan, Progress, TargetKind, TaskUnit
from xingzhi.plans.ledger.proposals import proposed
from xingzhi.plans.ledger.rows import plans_of
from xingzhi.plans.ledger.state import colour_of, has_begun
from xingzhi.plans.ledger.targets import further_goals, texts_of
from xingzhi.plans.units import Unit
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.reading import english
from xingzhi.web.views.plans import words
from xingzhi.web.views.plans.ledger import month_asked
from xingzhi.web.views.plans.return_words import problem_rows
from xingzhi.web.views.plans.returns import conflict_rows
from xingzhi.web.views.plans.typed import Typed, keep_typed


def unit_and_plan(request: HttpRequest, plan_id: int, unit_id: int) -> tuple[Unit, Plan]:
    """A unit and a plan of which the reader sees anything."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_id)
    return unit, get_object_or_404(plans_of(request.user), pk=plan_id)


@require_http_methods(["GET", "POST"])
def unit_page(request: HttpRequest, plan_id: int, unit_id: int) -> HttpResponse:
    """The tasks of a unit and what it says of a month; a post keeps answers."""
    unit, plan = unit_and_plan(request, plan_id, unit_id)
    return _keep(request, plan, unit) if request.method == "POST" else _shown(request, plan, unit, {})


def _shown(request: HttpRequest, plan: Plan, unit: Unit, wrong: dict[int, Typed]) -> HttpResponse:
    """The page; rows that could not be kept show what was typed and why."""
    month, address = month_asked(request, plan), reverse("plan-unit", args=[plan.pk, unit.pk])
    shares = list(open_shares(request.user, plan.pk, unit))
    words_of = said_by_share(request, shares, month)
    rows = [_row(request, share, month, words_of.get(share.pk, {}), wrong.get(share.pk)) for share in shares]
    books = MonthBook.objects.visible_to(request.user).filter(plan=plan, unit=unit, month=month).order_by("-id")
    conflicts = ProgressConflict.objects.visible_to(request.user).filter(share__unit=unit, month=month, decided="")
    context = {
        "page_title": gettext("%(unit)s · %(month)s 任务进展") % {"unit": unit.name, "month": month}, "unit": unit,
        "plan": plan, "month": month, "months": words.month_tabs(plan, month, address), "rows": rows, "address": address,
        "answers": Answer.choices, "left": sum(row["progress"] is None for row in rows) if has_begun(month, words.today()) else 0,
        "may_report": may(request.user, "report_progress"), "may_merge": may(request.user, "merge_month_book"),
        "conflicts": conflict_rows(conflicts), "books": [{"book": book, "problems": problem_rows(book)} for book in books],
        "added": AddedRow.objects.visible_to(request.user).filter(plan=plan, unit=unit).select_related("task", "made"),
        "empty": {"title": gettext("没有要报的任务"), "hint": gettext("已办结和不再需要的任务不用再报。")},
    }  # fmt: skip
    return render(request, "plans/unit.html", context)


def said_by_share(request: HttpRequest, shares: list[TaskUnit], month: str) -> dict[int, dict[str, Progress]]:
    """The newest word on each month up to one, by share."""
    found: dict[int, dict[str, Progress]] = {}
    seen = Progress.objects.visible_to(request.user).filter(share__in=shares, month__lte=month)
    for each in seen.order_by("month", "version"):
        found.setdefault(each.share_id, {})[each.month] = each
    return found


def _row(
    request: HttpRequest, share: TaskUnit, month: str, told: dict[str, Progress], wrong: Typed | None
) -> dict[str, Any]:
    """A task to report of: what was said, what was said before, what was typed in vain, and what the registers hold."""
    task = share.task
    said = told.get(month)
    before = next((each for at, each in reversed(told.items()) if at < month), None)
    found = proposed(request.user, share, month, said.evidence if said else [])
    return {
        "share": share, "task": task, "aims": "；".join(texts_of(task.target or {})),
        "progress": said, "before": before, "asks_value": task.target_kind == TargetKind.NUMBER,
        "colour": words.colour_cell(colour_of(task, words.today()), task), "unit_of_value": task.target.get("unit", ""),
        "problem": words.NOT_REPORTED[wrong.code] if wrong else "", "changed": bool(wrong and wrong.code == "changed"),
        "answer": wrong.answer if wrong else said.answer if said else "", "text": wrong.text if wrong else said.text if said else "",
        "value": wrong.value if wrong else f"{said.value.normalize():f}" if said and said.value is not None else "",
        "parts": [{"goal": goal, "value": (wrong.parts if wrong else said.parts if said else {}).get(goal["text"], "")}
                  for goal in further_goals(task)],
        "proposed": [{"each": each, "register": _title(each.register), "url": reverse("record", args=[each.register, each.row.pk])}
                     for each in found],
        "evidence": evidence_links(request, said),
    }  # fmt: skip


def _title(name: str) -> str:
    register = register_named(name)
    return register.en if english() else register.zh


def evidence_links(request: HttpRequest, said: Progress | None) -> list[dict[str, str]]:
    """What is attached, with the register it lies in."""
    return [
        {"label": each.get("label", each.get("name", "")), "register": each.get("register", ""),
         "url": reverse("register-list", args=[each["register"]]) + "?" + urlencode({"q": each["key"]})
         if each.get("register") else ""}
        for each in (said.evidence if said else [])
    ]  # fmt: skip


def _keep(request: HttpRequest, plan: Plan, unit: Unit) -> HttpResponse:
    """Keep what was typed, then, where that was asked and all could be kept, say "no progress" of the rest."""
    month, rest_too = request.POST.get("month", ""), request.POST.get("do") == "none"
    kept, wrong = keep_typed(request, plan, unit, month)
    _tell(request, kept, wrong)
    if wrong:
        return _shown(request, plan, unit, wrong)
    try:
        rest = report_no_progress(request.user, plan.pk, unit.pk, month) if rest_too else 0
        if rest:
            messages.success(request, gettext("其余 %(n)s 项已报“本月无进展”。") % {"n": rest})
        elif not kept:
            messages.info(request, gettext("没有保存：没有新的答复。"))
    except NotReported as problem:
        messages.error(request, str(words.NOT_REPORTED[problem.code]))
    return redirect(reverse("plan-unit", args=[plan.pk, unit.pk]) + f"?month={month}")


def _tell(request: HttpRequest, kept: int, wrong: dict[int, Typed]) -> None:
    if kept:
        messages.success(request, gettext("已保存 %(n)s 项。") % {"n": kept})
    if wrong:
        messages.error(request, gettext("有 %(n)s 项没有保存，填的内容还在下面，原因写在该行。") % {"n": len(wrong)})


@require_POST
def evidence(request: HttpRequest, share_id: int) -> HttpResponse:
    """Keep what was typed on the page, and attach a record the registers hold (register:key)."""
    share = get_object_or_404(
        TaskUnit.objects.visible_to(request.user).select_related("task__plan", "unit"), pk=share_id
    )
    month, (register, _, key) = request.POST.get("month", ""), request.POST.get("record", "").partition(":")
    kept, wrong = keep_typed(request, share.task.plan, share.unit, month)
    _tell(request, kept, wrong)
    if share_id in wrong:
        return _shown(request, share.task.plan, share.unit, wrong)
    try:
        attach_evidence(request.user, share_id, month, register, key)
        messages.success(request, gettext("已附为佐证。"))
    except NotReported as problem:
        messages.error(request, str(words.NOT_REPORTED[problem.code]))
    if wrong:
        return _shown(request, share.task.plan, share.unit, wrong)
    return redirect(reverse("plan-unit", args=[share.task.plan_id, share.unit_id]) + f"?month={month}")


@require_GET
def unit_workbook(request: HttpRequest, plan_id: int, unit_id: int) -> HttpResponse:
    """The workbook of a month to send by any channel."""
    unit, plan = unit_and_plan(request, plan_id, unit_id)
    month = month_asked(request, plan)
    content = month_book.write(plan, unit, month, list(open_shares(request.user, plan.pk, unit)), request.user)
    return attachment(content, f"任务进展-{month}-{unit.name}.xlsx", XLSX)
