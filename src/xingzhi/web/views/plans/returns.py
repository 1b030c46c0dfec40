"""Take units' workbooks back, several at once; decide between answers and on added rows; give a workbook out as it came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.plans.ledger.answering import NotReported
from xingzhi.plans.ledger.brought_back import AddedRow, MonthBook, ProgressConflict
from xingzhi.plans.ledger.deciding import decide_added_row, decide_progress
from xingzhi.plans.ledger.ledger_columns import LEAD
from xingzhi.plans.ledger.models import Answer
from xingzhi.plans.ledger.month_merging import SameMonthBook, merge_month_book
from xingzhi.plans.ledger.moving import NotMoved
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.plans import words
from xingzhi.web.views.plans.return_words import whole_problem
from xingzhi.web.workbooks import brought_back, tell_again


def conflict_rows(conflicts: Any) -> list[dict[str, Any]]:
    """Answers that contradict, side by side."""
    labels = dict(Answer.choices)
    found = conflicts.select_related("share__task", "share__unit", "book").order_by("pk")
    return [
        {"conflict": each, "ours": {**each.ours, "label": labels[each.ours["answer"]]},
         "theirs": {**each.theirs, "label": labels[each.theirs["answer"]]}}
        for each in found
    ]  # fmt: skip


def added_rows(rows: Any) -> list[dict[str, Any]]:
    """Rows somebody added, with all they say."""
    names = {
        "lead": LEAD,
        "answer": gettext("答复"),
        "text": gettext("情况"),
        "value": gettext("完成值"),
        "due": gettext("时限"),
    }
    return [
        {"added": each, "said": [f"{names.get(name, name)}：{text}" for name, text in each.said.items() if text]}
        for each in rows.select_related("unit", "task", "month_book", "ledger_book").order_by("pk")
    ]  # fmt: skip


@sensitive_post_parameters("password")
@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    """Merge the workbooks given; each names its unit itself, and each is told of by its name."""
    uploads = request.FILES.getlist("file")
    if not uploads:
        messages.error(request, gettext("没有合并：请选择文件。"))
        return redirect("plan-months")
    merged = brought_back(request, uploads, _one)
    if len(uploads) == 1 and len(merged) == 1:
        book = merged[0]
        return redirect(reverse("plan-unit", args=[book.plan_id, book.unit_id]) + f"?month={book.month}")
    return redirect("plan-months")


def _one(request: HttpRequest, path: Path, name: str) -> MonthBook | None:
    try:
        book = merge_month_book(request.user, path, name)
    except SheetProblem as problem:
        messages.error(request, gettext("%(file)s 没有合并：") % {"file": name} + whole_problem(problem))
    except Http404:
        messages.error(request, gettext("%(file)s 没有合并：没有这个单位或计划，或不是您的地区的。") % {"file": name})
    except SameMonthBook as same:
        tell_again(request, name, same.book.at)
        return same.book
    else:
        _tell(request, book, name)
        return book
    return None


def _tell(request: HttpRequest, book: MonthBook, name: str) -> None:
    conflicts, added = book.conflicts.count(), book.added.count()
    told = gettext("%(file)s（%(unit)s，%(month)s）：采用 %(a)s 项，没有变化 %(u)s 项，没有采用 %(p)s 处，待定 %(c)s 项，新增行 %(n)s 行。") % {
        "file": name, "unit": book.unit.name, "month": book.month, "a": book.taken, "u": book.unchanged,
        "p": len(book.problems), "c": conflicts, "n": added,
    }  # fmt: skip
    (messages.warning if conflicts or added or book.problems else messages.success)(request, told)


@require_POST
def decide(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Keep ours, or take theirs."""
    seen = ProgressConflict.objects.visible_to(request.user).select_related("share__task")
    found = get_object_or_404(seen, pk=conflict_id)
    try:
        decide_progress(request.user, conflict_id, request.POST.get("take", ""))
        messages.success(request, gettext("已处理。"))
    except NotReported as problem:
        messages.error(request, str(words.NOT_REPORTED[problem.code]))
    except ValueError:
        messages.error(request, gettext("没有保存：请选一种。"))
    share = found.share
    return redirect(reverse("plan-unit", args=[share.task.plan_id, share.unit_id]) + f"?month={found.month}")


@require_POST
def decide_row(request: HttpRequest, row_id: int) -> HttpResponse:
    """Make a task of an added row, or refuse it with a reason."""
    row = get_object_or_404(AddedRow.objects.visible_to(request.user).select_related("plan"), pk=row_id)
    accept = request.POST.get("take") == "accept"
    try:
        decide_added_row(
            request.user, row_id, accept, request.POST.get("reason", ""), day_of(request.POST.get("due", ""))
        )
    except NotMoved as problem:
        messages.error(request, str(words.NOT_MOVED[problem.code]) % {"name": problem.name})
    else:
        messages.success(request, gettext("已列入。") if accept else gettext("已记录，不列入。"))
    if row.ledger_book_id:
        return redirect("plan-book", row.ledger_book_id)
    return redirect(reverse("plan-months") + f"?year={row.plan.year}")


@require_GET
def book_file(request: HttpRequest, book_id: int) -> HttpResponse:
    """A unit's workbook as it came back."""
    found = get_object_or_404(MonthBook.objects.visible_to(request.user), pk=book_id)
    if not found.path.exists():
        raise Http404
    return attachment(found.path.read_bytes(), found.file_name, XLSX)
