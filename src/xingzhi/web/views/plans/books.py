"""The whole ledger out as a workbook and back from a meeting: what it would change is shown before it is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xingzhi.core.actions import may
from xingzhi.intake.signed.reading import SheetProblem
from xingzhi.plans.ledger import ledger_book
from xingzhi.plans.ledger.brought_back import LedgerBook
from xingzhi.plans.ledger.ledger_taking import SameLedgerBook, bring_ledger_back, take_ledger_book
from xingzhi.plans.ledger.models import Plan, PlanTask
from xingzhi.plans.ledger.moving import NotMoved
from xingzhi.plans.ledger.rows import ledger
from xingzhi.plans.short_titles import short_title
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.views.plans import words
from xingzhi.web.views.plans.ledger import month_asked
from xingzhi.web.views.plans.return_words import problem_rows, whole_problem
from xingzhi.web.views.plans.returns import added_rows
from xingzhi.web.workbooks import workbooks


@require_GET
def ledger_workbook(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The ledger as meetings use it."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    month = month_asked(request, plan)
    content = ledger_book.write(plan, month, ledger(request.user, plan, month))
    return attachment(content, f"任务台账-{plan.year}-{timezone.localdate():%Y%m%d}.xlsx", XLSX)


@sensitive_post_parameters("password")
@require_POST
def bring_back(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Read a ledger that was edited outside."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    back = reverse("plan-ledger") + f"?year={plan.year}"
    if not may(request.user, "bring_ledger_back"):
        raise PermissionDenied
    upload: Any = request.FILES.get("file")
    if upload is None:
        messages.error(request, gettext("没有传回：请选择文件。"))
        return redirect(back)
    books = [
        book for path, name in workbooks(request, upload, gettext("%(file)s 没有读入："))
        if (book := _brought(request, plan_id, path, name))
    ]  # fmt: skip
    return redirect("plan-book", books[0].pk) if len(books) == 1 else redirect(back)


def _brought(request: HttpRequest, plan_id: int, path: Path, name: str) -> LedgerBook | None:
    try:
        return bring_ledger_back(request.user, plan_id, path, name)
    except SheetProblem as problem:
        messages.error(request, gettext("%(file)s 没有读入：") % {"file": name} + whole_problem(problem))
    except SameLedgerBook as same:
        when = f"{timezone.localtime(same.book.at):%Y-%m-%d %H:%M}"
        messages.info(request, gettext("%(file)s 在 %(when)s 已传回过，没有再动。") % {"file": name, "when": when})
        return same.book
    return None


@require_http_methods(["GET", "POST"])
def book_page(request: HttpRequest, book_id: int) -> HttpResponse:
    """What a ledger that came back would change; a post takes what is ticked."""
    book = get_object_or_404(
        LedgerBook.objects.visible_to(request.user).select_related("plan", "by", "settled_by"), pk=book_id
    )
    if request.method == "POST":
        return _take(request, book)
    tasks = {task.pk: task for task in PlanTask.objects.visible_to(request.user).filter(plan=book.plan)}
    changes = [
        {**each, "at": at, "name": f"{tasks[each['task']].number} {short_title(tasks[each['task']].text)}".strip()}
        for at, each in enumerate(book.changes) if each["task"] in tasks
    ]  # fmt: skip
    context = {
        "page_title": gettext("传回的台账：改了什么"), "book": book, "changes": changes, "problems": problem_rows(book),
        "added": added_rows(book.added.all()), "may_take": book.state == "open" and may(request.user, "take_ledger_book"),
        "may_decide": may(request.user, "decide_added_row"), "today": words.today(),
    }  # fmt: skip
    return render(request, "plans/book.html", context)


def _take(request: HttpRequest, book: LedgerBook) -> HttpResponse:
    taken = [int(text) for text in request.POST.getlist("take") if text.isdecimal()] if "go" in request.POST else []
    try:
        made, refused = take_ledger_book(request.user, book.pk, taken, request.POST.get("reason", ""))
    except NotMoved:
        messages.error(request, gettext("没有采用：请写依据，如会议名称和日期。"))
        return redirect("plan-book", book.pk)
    messages.success(request, gettext("已采用 %(n)s 处改动。") % {"n": made})
    for each in refused:
        told = str(words.NOT_MOVED[each["code"]]) % {"name": each["name"]}
        messages.error(request, gettext("第 %(row)s 行 %(column)s：") % each + told)
    return redirect("plan-book", book.pk)


@require_GET
def book_file(request: HttpRequest, book_id: int) -> HttpResponse:
    """A ledger as it came back."""
    found = get_object_or_404(LedgerBook.objects.visible_to(request.user), pk=book_id)
    if not found.path.exists():
        raise Http404
    return attachment(found.path.read_bytes(), found.file_name, XLSX)
