"""Send a list back in the shape it came in, with what became of each application filled in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell

from xingzhi.cases.matters.models import Matter, Step
from xingzhi.cases.matters.procedures import procedure_of
from xingzhi.cases.notified import PROCEDURE
from xingzhi.intake.models import Batch
from xingzhi.intake.readers import open_book
from xingzhi.packs import load
from xingzhi.text.application_numbers import parse
from xingzhi.text.problems import NumberProblem

ADDED = ("办理状态", "状态日期", "结论来源", "凭据", "情况说明")
STATUS = "status_text"
KEPT = (".xlsx", ".xlsm")  # forms that are written into; others come back as plain XLSX


@dataclass(frozen=True)
class Result:
    """What is filled in of one application."""

    status: str
    since: str
    word: str
    proofs: str
    note: str

    def cells(self) -> tuple[str, ...]:
        """In the order of `ADDED`."""
        return (self.status, self.since, self.word, self.proofs, self.note)


def filled(batch: Batch, user: Any) -> bytes:
    """The received list with its status column filled and what it lacks added at the right; other cells stay as they are.

    Only what the person may see is filled in. Rows are known by the application's number.
    """
    results = results_of(user)
    book = _received(batch)
    for plan in batch.sheets:
        if not plan["taken"]:
            continue
        sheet = book[plan["name"]] if plan["name"] in book.sheetnames else book.worksheets[0]
        _fill(sheet, plan, results)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _received(batch: Batch) -> Any:
    if batch.file.suffix.lower() in KEPT:
        return load_workbook(batch.file)
    book = Workbook()
    book.remove(book.active)
    for sheet in open_book(batch.file, batch.encoding or None).sheets:
        made = book.create_sheet(sheet.name or "Sheet1")
        for number, cells in sheet.rows():
            for column, cell in enumerate(cells, 1):
                if cell is not None:
                    made.cell(number, column).value = str(cell) if isinstance(cell, str) else cell
                    made.cell(number, column).data_type = (
                        "s" if isinstance(cell, str) else made.cell(number, column).data_type
                    )
    return book


def results_of(user: Any) -> dict[str, Result]:
    """Where each notified application the person may see stands, by number."""
    last: dict[int, Step] = {}
    for step in Step.objects.visible_to(user).filter(matter__kind=PROCEDURE).order_by("id"):
        last[step.matter_id] = step
    found = {}
    for matter in Matter.objects.visible_to(user).filter(kind=PROCEDURE).select_related("procedure"):
        procedure, step = procedure_of(matter), last.get(matter.pk)
        proofs = "、".join(
            procedure.proof(id).label.zh for id in (step.proofs if step else ()) if id in procedure.body.proofs
        )
        word = matter.get_word_display() if step else ""
        found[matter.key] = Result(
            procedure.state(matter.state).label.zh,
            str(matter.since) if step else "",
            str(word),
            proofs,
            step.note if step else "",
        )
    return found


def _fill(sheet: Any, plan: dict[str, Any], results: dict[str, Result]) -> None:
    columns = {column: int(index) + 1 for index, column in plan["mapping"].items()}
    head = plan["head_row"] + plan["depth"] - 1
    own = columns.get(STATUS)
    first = max(sheet.max_column, len(plan["headings"])) + 1
    added = list(enumerate(ADDED)) if own is None else list(enumerate(ADDED))[1:]
    for offset, (_, name) in enumerate(added):
        _write(sheet, head, first + offset, name)
    digits = {digit: kind.patent_type for digit, kind in load().application_numbers.kinds.items()}
    for row in range(head + 1, sheet.max_row + 1):
        result = results.get(_number(sheet.cell(row, columns["application_no"]).value, digits))
        if result is None:
            continue
        cells = result.cells()
        if own is not None:
            _write(sheet, row, own, cells[0])
        for offset, (at, _) in enumerate(added):
            _write(sheet, row, first + offset, cells[at])


def _write(sheet: Any, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        cell.value = text or None
        cell.data_type = "s" if text else cell.data_type


def _number(cell: Any, digits: Mapping[str, str]) -> str:
    try:
        return parse(str(cell or ""), digits).value
    except NumberProblem:
        return ""
