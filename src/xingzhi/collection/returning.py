"""Merge a workbook that came back: what fits is taken, what contradicts waits for a person, nothing is lost.

A second workbook for the same report does not win by being later: where both fill a cell differently, both stand. The file
itself is kept under its digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from xingzhi.collection import workbook
from xingzhi.collection.checks import ZERO
from xingzhi.collection.filling import (
    NOTE,
    Filled,
    held_at,
    locked_report,
    merge_values,
    read_values,
    take_in,
    write_step,
)
from xingzhi.collection.forms import Form, form_of
from xingzhi.collection.models import OPEN, CellConflict, ReturnedForm, State, UnitReport
from xingzhi.collection.moves import NotDone, check, submit
from xingzhi.collection.sheet import Answer, Sheet, read_sheet
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.files import digest_of, keep_file
from xingzhi.intake.models import kept_file
from xingzhi.intake.signed.reading import SheetProblem, text_of
from xingzhi.text.problems import ValueProblem


class SameForm(Exception):
    """The very same workbook was merged before; `returned` is what came of it."""

    def __init__(self, returned: ReturnedForm) -> None:
        super().__init__(returned.pk)
        self.returned = returned


@action("merge_form", zh="合并采集表", en="Merge a returned form")
def merge_form(act: Act, path: Path, name: str) -> ReturnedForm:
    """Merge a workbook into its report; where all is well it is thereby submitted and checked by those who signed it.

    Raises `SheetProblem` where it is none, is unsigned, is of another report or says zero beside numbers; `SameForm`.
    """
    sheet = read_sheet(path)
    get_object_or_404(UnitReport.objects.visible_to(act.user), pk=sheet.head.number)
    report = locked_report(act.user, sheet.head.number)
    form, digest = form_of(report.round), digest_of(path)
    if known := ReturnedForm.objects.filter(report=report, digest=digest).first():
        raise SameForm(known)
    if sheet.head.code != workbook.fixed_code(report, form):
        raise SheetProblem("other_code", found=sheet.head.code)
    if sheet.head.filler == sheet.head.reviewer:
        raise SheetProblem("same_person", name=sheet.head.filler)
    returned = ReturnedForm(
        report=report, digest=digest, file_name=Path(name.replace("\\", "/")).name[-200:], filler=sheet.head.filler,
        reviewer=sheet.head.reviewer, filled_on=sheet.head.filled_on, zero=sheet.head.zero, officer=act.user,
    )  # fmt: skip
    _merge(report, form, sheet, returned, act.user)
    keep_file(path, file_of(returned))
    act.on("report", report.pk, report.region, returned=returned.pk, digest=digest, filler=returned.filler,
           reviewer=returned.reviewer, zero=returned.zero, taken=returned.taken, problems=len(returned.problems),
           state=report.state)  # fmt: skip
    return returned


def file_of(returned: ReturnedForm) -> Path:
    """Where a workbook that came back is kept."""
    return kept_file(returned.digest, returned.file_name)


def _merge(report: UnitReport, form: Form, sheet: Sheet, returned: ReturnedForm, user: User) -> None:
    answers = {each.id: answer for each, answer in _known(report, form, sheet, returned)}
    given = {cell: answer.value for cell, answer in answers.items() if answer.said}
    read = read_values(report, given)
    for cell, problem in read.problems.items():
        _refuse(returned, answers[cell], workbook.VALUE, text_of(answers[cell].value), problem, cell)
    if sheet.head.zero and any(
        form.body.cell(cell).counted and not form.body.cell(cell).stock and value not in ("", "0")
        for cell, value in read.values.items()
    ):
        raise SheetProblem("zero_filled")
    filled = merge_values(report, held_at(report, sheet.version), read.values)
    is_open = report.state in OPEN and not report.round.closed_at
    if not is_open:  # what was signed off already is not touched: the other values stand beside it
        ours = report.values
        filled.conflicts += [(cell, ours.get(cell, ""), value) for cell, value in filled.taken.items()]
        filled.taken = {}
    returned.taken, returned.unchanged = len(filled.taken), filled.unchanged
    returned.save()
    take_in(report, filled, user, returned)
    if is_open:
        report.notes = {
            **report.notes,
            **{c: a.note[:NOTE] for c, a in answers.items() if c in read.values and _told(a)},
        }
        if sheet.head.zero and (said := "；".join(dict.fromkeys(a.note for a in answers.values() if _told(a)))):
            report.notes[ZERO] = said[:NOTE]  # why nothing happened, in whichever row it was written
        report.state = State.FILLING if report.state == State.EMPTY else report.state
        write_step(report, "merged", user, returned.file_name)
        _sign(report, sheet, returned, filled, user)


def _told(answer: Answer) -> bool:
    """Whether the filler wrote a reason; what the sheet itself says there is none."""
    return answer.note not in ("", workbook.KNOWN)


def _sign(report: UnitReport, sheet: Sheet, returned: ReturnedForm, filled: Filled, user: User) -> None:
    """Submit and check in the names of those who signed, unless something is left to mend or decide."""
    if returned.problems or filled.conflicts:
        return
    try:
        with transaction.atomic():
            submit(report, user, sheet.head.filler, sheet.head.filled_on, sheet.head.zero)
            check(report, user, sheet.head.reviewer)
    except NotDone:  # it stays as filled in, and its page says what is to be mended
        report.refresh_from_db()


def _known(report: UnitReport, form: Form, sheet: Sheet, returned: ReturnedForm) -> Iterator[tuple[Any, Answer]]:
    """The rows of this report whose fixed texts stand as they went out, each once."""
    cells = {workbook.row_id(report, cell.id): cell for cell in form.cells}
    seen: set[str] = set()
    for answer in sheet.answers:
        cell = cells.get(answer.id)
        if cell is None:
            _refuse(returned, answer, workbook.FIXED[0], answer.id, ValueProblem("unknown_row"))
            continue
        fixed = ((workbook.FIXED[2], answer.item, cell.label.zh),
                 (workbook.FIXED[3], answer.unit, cell.unit.zh if cell.unit else ""))  # fmt: skip
        changed = next((each for each in fixed if "".join(each[1].split()) != "".join(each[2].split())), None)
        if answer.id in seen:
            _refuse(returned, answer, workbook.FIXED[0], answer.id, ValueProblem("row_twice"))
        elif changed:
            _refuse(returned, answer, changed[0], changed[1], ValueProblem("fixed_changed", was=changed[2]), cell.id)
        else:
            seen.add(answer.id)
            yield cell, answer


def _refuse(
    returned: ReturnedForm, answer: Answer, column: str, value: str, problem: ValueProblem, cell: str = ""
) -> None:
    """A row that is not taken: where it stands, what it says, why, and which cell it is of."""
    params = {name: str(each) for name, each in problem.params.items()}
    told = {"row": answer.row, "item": answer.item, "column": column, "value": value[:200], "cell": cell}
    returned.problems = [*returned.problems, {**told, "code": problem.code, "params": params}]


def open_conflicts(report: UnitReport) -> Any:
    """What of a report waits for a decision."""
    return CellConflict.objects.filter(report=report, decided="").select_related("returned", "officer")
