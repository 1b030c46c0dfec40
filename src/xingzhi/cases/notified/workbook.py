"""The workbook that goes out to a banner office and comes back by any channel.

Its first columns are fixed and carry an id a row; the answers have lists to choose from. Who filled it in and who checked it
stand at its head, so that rows may be sorted. Everything in it stays inside the administration.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from xingzhi.cases.matters.models import Word
from xingzhi.cases.matters.procedures import procedure_of
from xingzhi.cases.notified.models import Dispatch
from xingzhi.intake.signed.writing import CODE_LABEL, HEAD_ROW, Styles, finish, slip_check, write_head
from xingzhi.intake.signed.writing import code_of as code_of_lines
from xingzhi.packs import load
from xingzhi.packs.procedures import Procedure
from xingzhi.registers.models import NotifiedItem

FIXED = ("编号", "通报批次", "申请号", "名称", "申请人", "代理机构", "通报情形", "答复期限", "现状态")
ANSWERS = ("办理状态", "办理日期", "凭据", "情况说明")
WIDTHS = (14, 12, 20, 34, 28, 20, 20, 12, 12, 14, 13, 18, 40)
NUMBER_LABEL = "派发单号"
SPARE = 200  # of the longest text Excel takes in a list of choices (255)


def row_id(dispatch: Dispatch, matter_id: int) -> str:
    """The id of a row: the application's number here and four letters that catch a slip of the pen."""
    return f"{dispatch.pk}-{matter_id}-{slip_check(f'{dispatch.pk}|{matter_id}')}"


def fixed_rows(dispatch: Dispatch) -> dict[str, list[str]]:
    """The fixed cells of every row by its id; the last is where the application stands now."""
    items = list(
        dispatch.items.select_related("matter__procedure", "matter__card").order_by("matter__card__name", "matter__key")
    )
    notices = latest_notices([item.matter.key for item in items])
    rows = {}
    for item in items:
        matter, notice = item.matter, notices.get(item.matter.key)
        told = ["", "", "", ""] if notice is None else [
            notice.applicants, notice.agency, notice.limb, str(notice.reply_due or "")
        ]  # fmt: skip
        rows[row_id(dispatch, matter.pk)] = [
            notice.batch_no if notice else "", matter.key, matter.title, *told,
            procedure_of(matter).state(matter.state).label.zh,
        ]  # fmt: skip
    return rows


def latest_notices(keys: Sequence[str]) -> dict[str, Any]:
    """The newest notice of each application."""
    found = {}
    for notice in NotifiedItem.objects.filter(application_no__in=keys).order_by("notice_date", "created", "id"):
        found[notice.application_no] = notice
    return found


def code_of(rows: dict[str, list[str]]) -> str:
    """What stands on the sheet so that a wrong or changed list is seen: sixteen letters over ids and numbers."""
    return code_of_lines(f"{id}|{cells[1]}" for id, cells in sorted(rows.items()))


def write(dispatch: Dispatch) -> bytes:
    """The workbook of a dispatch."""
    rows = fixed_rows(dispatch)
    first = dispatch.items.select_related("matter__procedure").first()
    procedure = procedure_of(first.matter) if first else None
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    style = Styles(book)
    sheet = book.add_worksheet("核查反馈")
    place = load().regions.name(dispatch.region)
    hint = f"请于 {dispatch.deadline} 前填好灰格以外的列发回；没有新进展的，零报告一栏填“是”。联系人：{dispatch.contact} {dispatch.phone}"
    numbers = {NUMBER_LABEL: str(dispatch.pk), CODE_LABEL: code_of(rows)}
    write_head(sheet, style, f"{place} 非正常专利申请核查反馈表（内部）", len(WIDTHS), hint, numbers, {})
    if procedure:
        sheet.write(4, 0, needs(procedure))
    sheet.write_row(HEAD_ROW, 0, [*FIXED, *ANSWERS], style.head)
    for at, (id, cells) in enumerate(rows.items(), HEAD_ROW + 1):
        sheet.write_row(at, 0, [id, *cells], style.fixed)
        for column in range(len(FIXED), len(WIDTHS)):
            sheet.write_blank(at, column, None, style.answer)
    if procedure:
        _choices(sheet, HEAD_ROW + 1, HEAD_ROW + max(len(rows), 1), procedure)
    finish(sheet, WIDTHS, len(rows), 3)
    book.close()
    return target.getvalue()


def office_states(procedure: Procedure) -> dict[str, str]:
    """What a banner office may answer: label of a state -> the state, for those its own word leads to."""
    reached = {move.to for move in procedure.moves if move.word == Word.OFFICE.value}
    return {state.label.zh: state.id for state in procedure.states if state.id in reached}


def own_states(procedure: Procedure) -> list[str]:
    """The states a banner office is offered: those that are its own word alone, but for the first."""
    return [
        label
        for label, id in office_states(procedure).items()
        if id != procedure.initial.id and procedure.state(id).word_of == ("office",)
    ]


def needs(procedure: Procedure) -> str:
    """Which proof each state asks for, in one line."""
    words = []
    for state in procedure.states:
        if state.label.zh in own_states(procedure) and state.needs:
            words.append(f"{state.label.zh}（{'、'.join(procedure.proof(id).label.zh for id in state.needs)}）")
    return "须有的凭据：" + "，".join(words) + "。国家局的结论以国家局下发的清单为准，不用填。"


def _choices(sheet: Any, first: int, last: int, procedure: Procedure) -> None:
    states = own_states(procedure)
    proofs = [proof.label.zh for proof in procedure.body.proofs.values()]
    for column, words in ((len(FIXED), states), (len(FIXED) + 2, proofs)):
        if len(",".join(words)) <= SPARE:
            sheet.data_validation(
                first, column, last, column,
                {"validate": "list", "source": words, "error_title": "请从列表中选", "error_type": "warning"},
            )  # fmt: skip
