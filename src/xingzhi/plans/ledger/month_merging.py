"""Merge a unit's workbook: what fits is taken, what contradicts waits for a person, rows added are kept apart.

Where the same month was reported here since the workbook went out and says otherwise, both stand. The file itself is kept
under its digest; the very same file twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.files import digest_of, keep_file
from xingzhi.intake.signed.reading import SheetProblem, read_day
from xingzhi.plans.ledger.answering import NEEDS_TEXT, NotReported, Said, check, keep, newest, open_shares
from xingzhi.plans.ledger.brought_back import AddedRow, MonthBook, ProgressConflict
from xingzhi.plans.ledger.models import Answer, Progress, TaskUnit
from xingzhi.plans.ledger.month_book import ANSWER, CODES, FIXED, TEXT, VALUE, fixed_code, row_id
from xingzhi.plans.ledger.month_sheet import MonthRow, MonthSheet, read_month
from xingzhi.plans.ledger.rows import plans_of
from xingzhi.plans.ledger.targets import number_of
from xingzhi.plans.units import Unit
from xingzhi.text.problems import ValueProblem


class SameMonthBook(Exception):
    """The very same workbook was merged before; `book` is what came of it."""

    def __init__(self, book: MonthBook) -> None:
        super().__init__(book.pk)
        self.book = book


@dataclass(frozen=True)
class _Merge:
    """One workbook being merged."""

    book: MonthBook
    sheet: MonthSheet
    user: User

    def refuse(self, row: MonthRow, column: str, value: str, code: str, **params: str) -> None:
        """A cell that is not taken: where it stands, what it says, why."""
        told = {"sheet": "任务进展", "row": row.row, "item": row.task[:60], "column": column, "value": value[:200]}
        self.book.problems = [*self.book.problems, {**told, "code": code, "params": params}]


@action("merge_month_book", zh="合并任务进展表", en="Merge a unit's workbook of a month")
def merge_month_book(act: Act, path: Path, name: str) -> MonthBook:
    """Merge a workbook. Raises `SheetProblem` where it is none, is unsigned or of another unit; `SameMonthBook`."""
    sheet = read_month(path)
    head = sheet.head
    unit: Unit = get_object_or_404(Unit.objects.visible_to(act.user).select_for_update(), pk=head.number)
    plan = get_object_or_404(plans_of(act.user), pk=sheet.plan)
    digest = digest_of(path)
    if known := MonthBook.objects.filter(plan=plan, unit=unit, digest=digest).first():
        raise SameMonthBook(known)
    if head.code != fixed_code(plan.pk, unit.pk, sheet.month):
        raise SheetProblem("other_code", found=head.code)
    if head.filler == head.reviewer:
        raise SheetProblem("same_person", name=head.filler)
    book = MonthBook.objects.create(
        plan=plan, unit=unit, region=unit.region, month=sheet.month, digest=digest,
        file_name=Path(name.replace("\\", "/")).name[-200:], filler=head.filler, reviewer=head.reviewer,
        filled_on=head.filled_on, zero=head.zero, by=act.user,
    )  # fmt: skip
    _merge(_Merge(book, sheet, act.user))
    book.save()
    keep_file(path, book.path)
    act.on("plan_unit", unit.pk, unit.region, month=sheet.month, digest=digest, taken=book.taken, filler=head.filler,
           reviewer=head.reviewer, added=book.added.count(), problems=len(book.problems))  # fmt: skip
    return book


def _merge(merge: _Merge) -> None:
    month = merge.sheet.month
    shares = {
        row_id(share, month): share
        for share in TaskUnit.objects.filter(unit=merge.book.unit, task__plan=merge.book.plan)
        .select_related("task__plan", "unit").select_for_update(of=("self",))
    }  # fmt: skip
    seen: set[str] = set()
    for row in merge.sheet.rows:
        if not row.id:
            _add(merge, row)
        elif row.id not in shares:
            merge.refuse(row, FIXED[0], row.id, "unknown_row")
        elif row.id in seen:
            merge.refuse(row, FIXED[0], row.id, "row_twice")
        else:
            seen.add(row.id)
            _take(merge, shares[row.id], row)
    if merge.sheet.head.zero:
        _nothing(merge)


def _nothing(merge: _Merge) -> None:
    """A signed zero report: of all that is left there was no progress."""
    for share in open_shares(merge.user, merge.book.plan_id, merge.book.unit).exclude(
        progress__month=merge.sheet.month
    ):
        merge.book.taken += bool(keep(share, merge.sheet.month, Said(Answer.NONE), merge.user))


def _add(merge: _Merge, row: MonthRow) -> None:
    """A row without id: a task the unit wants added; it waits for a person, its day too."""
    if not row.task:
        merge.refuse(row, FIXED[2], row.text or row.answer, "no_task")
        return
    due = None
    if row.due:
        try:
            due = read_day(row.due)
        except ValueProblem as problem:
            merge.refuse(row, FIXED[4], row.due, problem.code)
    said = {"lead": row.lead, "answer": row.answer, "text": row.text, "value": row.value, "due": row.due}
    AddedRow.objects.create(
        plan=merge.book.plan, unit=merge.book.unit, region=merge.book.region, month_book=merge.book, row=row.row,
        text=row.task, said={name: text for name, text in said.items() if text}, due_on=due,
    )  # fmt: skip


def _take(merge: _Merge, share: TaskUnit, row: MonthRow) -> None:
    """A row of the unit: its wording if that was changed, and its answer."""
    if row.task and "".join(row.task.split()) != "".join(share.task.text.split()):
        AddedRow.objects.create(
            plan=merge.book.plan, unit=merge.book.unit, region=merge.book.region, month_book=merge.book, row=row.row,
            text=row.task, task=share.task,
        )  # fmt: skip
    if not row.answer:
        if row.text or row.value:
            merge.refuse(row, ANSWER, "", "no_answer")
        return
    said = _read(merge, row)
    if said is None:
        return
    month, known = merge.sheet.month, newest(share.pk, merge.sheet.month)
    if said.same_as(known):
        merge.book.unchanged += 1
        return
    base = Progress.objects.filter(share=share, month=month, pk__lte=merge.sheet.stamp).order_by("-version").first()
    if said.same_as(base):
        return  # not touched by them, changed here since
    try:
        check(share, month, said)
    except NotReported as problem:
        merge.refuse(row, ANSWER, row.answer, problem.code)
        return
    if known is not None and known != base:
        ProgressConflict.objects.create(
            share=share, month=month, book=merge.book, ours=as_said(known), theirs=as_said(said)
        )
        return
    merge.book.taken += bool(keep(share, month, said, merge.user))


def _read(merge: _Merge, row: MonthRow) -> Said | None:
    """The answer of a row; what cannot be read is told and not taken."""
    answer = CODES.get(row.answer)
    if answer is None:
        merge.refuse(row, ANSWER, row.answer, "unknown_answer", answers="、".join(CODES))
        return None
    if answer in NEEDS_TEXT and not row.text:
        merge.refuse(row, TEXT, "", "no_text")
        return None
    value = number_of(row.value) if row.value else None
    if row.value and value is None:
        merge.refuse(row, VALUE, row.value, "not_number")
    return Said(answer, row.text, value)


def as_said(said: Any) -> dict[str, str]:
    """An answer as a conflict keeps it."""
    value = f"{said.value.normalize():f}" if said.value is not None else ""
    return {"answer": str(said.answer), "text": said.text, "value": value}
