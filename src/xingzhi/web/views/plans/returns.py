"""Take units' workbooks back, several at once; decide between answers and on added rows; give a workbook out as it came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
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
from xingzhi.web.reading import listed
from xingzhi.web.views.notified.words import day_of
from xingzhi.web.views.plans import words
from xingzhi.web.workbooks import workbooks

WHOLE: dict[str, Any] = {
    "unreadable": _("文件打不开。请发回原来的工作簿（XLSX）。"),
    "no_table": _("表里没有原来的列名，不像从这里下载的表。请用下载的那一份填。"),
    "no_number": _("表头的单位号或计划号没有了或被改动。请用下载的那一份填。"),
    "unsigned": _("%(missing)s 没有填或看不懂。填报人、审核人、填报日期都要有，补上再传。"),
    "same_person": _("填报人和审核人都是“%(name)s”，要由两个人签。"),
    "column_gone": _("缺少 %(missing)s 列。列名不要改动、不要删除。"),
    "nothing_said": _("一项也没有填。全部没有进展的，把“零报告”填“是”再传。"),
    "other_code": _("校验码对不上：表头被改动，或是别的计划、别的单位的表。请重新下载再填。"),
}
CELLS: dict[str, Any] = {
    "unknown_row": _("编号不是这张表的，或被改动；请照原表的编号填。新增的行编号留空。"),
    "rows_gone": _("表里没有这 %(n)s 项任务，没有改动；不再需要的任务请在任务页办。"),
    "row_twice": _("同一编号出现两次，只采用了前一行。"),
    "no_task": _("新增的行没有写任务，不知道是什么事；请补上任务。"),
    "no_answer": _("写了情况，没有选答复；请选一种答复。"),
    "unknown_answer": _("答复只能是：%(answers)s。"),
    "no_text": _("“有进展”“受阻”要写明情况。"),
    "not_number": _("不是数，没有采用；请只填数字。"),
    "date_impossible": _("没有这一天；请改成有的日期，如 2026-06-30。"),
    "date_unreadable": _("日期看不懂；请写成 2026-06-30。"),
    "date_incomplete": _("日期不完整；请写到日，如 2026-06-30。"),
    "date_order": _("分不清月和日；请写成 2026-06-30。"),
    "date_out_of_range": _("年份太早；请核对。"),
    "past": _("时限在今天以前；请改成今天以后，或不改时限。"),
    "no_day": _("时限被删去；没有时限的任务不能看出是否逾期，请写日期。"),
    "unknown_unit": _("没有这个单位：%(units)s。请用任务单位里的名称，或先增加单位。"),
    "too_long": _("太长，最多 %(limit)s 字。"),
    "fixed": _("灰格由系统填，改动没有采用；要说明的请写进“备注”。"),
    "said_gone": _("表里删去了这些单位的进展，没有改动；已报的不能删，只能更正。"),
    "not_its_unit": _("%(units)s 没有这项任务；请先写进“配合单位”，采用后再记进展。"),
    "whose": _("看不出是哪个单位的进展；请写成“单位：有进展 情况”，一个单位一行。"),
    "aim": _("目标由指标或台账计数自动对照，表里只能改其中的数（现在是“%(now)s”）；换指标请在任务页办。"),
    "month": _("月份不在计划年度内，或还没有到。"),
    "settled": _("这项任务已不再需要，不用报。"),
}


class Lenient(dict[str, Any]):
    """Parameters of a sentence; what is not given is blank."""

    def __missing__(self, key: str) -> str:
        return ""


def whole_problem(problem: SheetProblem) -> str:
    """Why a workbook was not taken at all."""
    params = {name: listed(value) if isinstance(value, list) else value for name, value in problem.params.items()}
    return str(WHOLE.get(problem.code, problem.code)) % Lenient(params)


def problem_rows(book: Any) -> list[dict[str, Any]]:
    """The cells of a workbook that were not taken, each with what to do."""
    return [{**each, "told": str(CELLS.get(each["code"], gettext("看不懂，请核对。"))) % Lenient(each.get("params", {}))}
            for each in book.problems]  # fmt: skip


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
    merged = [found for upload in uploads for found in _merged(request, upload)]
    if len(uploads) == 1 and len(merged) == 1:
        book = merged[0]
        return redirect(reverse("plan-unit", args=[book.plan_id, book.unit_id]) + f"?month={book.month}")
    return redirect("plan-months")


def _merged(request: HttpRequest, upload: Any) -> Iterator[MonthBook]:
    for path, name in workbooks(request, upload, gettext("%(file)s 没有合并：")):
        if book := _one(request, path, name):
            yield book


def _one(request: HttpRequest, path: Path, name: str) -> MonthBook | None:
    try:
        book = merge_month_book(request.user, path, name)
    except SheetProblem as problem:
        messages.error(request, gettext("%(file)s 没有合并：") % {"file": name} + whole_problem(problem))
    except Http404:
        messages.error(request, gettext("%(file)s 没有合并：没有这个单位或计划，或不是您的地区的。") % {"file": name})
    except SameMonthBook as same:
        when = f"{timezone.localtime(same.book.at):%Y-%m-%d %H:%M}"
        messages.info(request, gettext("%(file)s 在 %(when)s 已合并过，没有再动。") % {"file": name, "when": when})
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
