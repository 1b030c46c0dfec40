"""The workbook of a report: goes out by any channel to who has no way into the system, and comes back signed."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from xingzhi.collection.beside import Before, before
from xingzhi.collection.forms import Form, form_of
from xingzhi.collection.known import known_values
from xingzhi.collection.models import State, UnitReport
from xingzhi.collection.reading import written
from xingzhi.intake.signed.writing import CODE_LABEL, HEAD_ROW, TO_FILL, Styles, code_of, finish, slip_check, write_head
from xingzhi.packs.forms import FormCell

NUMBER_LABEL, VERSION_LABEL = "采集单号", "版本"
FIXED = ("编号", "类别", "项目", "单位", "上期数")
VALUE, NOTE, CHECKED = "本期数", "情况说明", "核对要求"
ROW = 17  # points of a line
WORDS = 5  # lines left for a text
WIDTHS = (26, 16, 30, 9, 12, 30, 34, 40)
KNOWN = "系统已有，不用填"


def row_id(report: UnitReport, cell: str) -> str:
    """The id of a cell's row, with letters that catch a slip of the pen."""
    return f"{report.pk}-{cell}-{slip_check(f'{report.pk}|{cell}')}"


def fixed_code(report: UnitReport, form: Form) -> str:
    """What a workbook of this report carries, and no other."""
    rows = [f"{row_id(report, cell.id)}|{cell.label.zh}|{cell.unit.zh if cell.unit else ''}" for cell in form.cells]
    return code_of([f"{report.round_id}|{report.pk}|{form.ref}", *rows])


def standing(form: Form) -> str:
    """What makes the form lawful to send: its approval, or that it is an internal record."""
    if not form.body.approval:
        return "内部记录"
    approval = form.body.approval
    return f"表号：{approval.table_no}　制定机关：{approval.body}　批准文号：{approval.number}　有效期至：{approval.valid_until}"


def requirements(form: Form) -> dict[str, str]:
    """What is checked, in words, by the cell it is shown at."""
    found: dict[str, list[str]] = {}
    for check in form.body.checks:
        for cell in check.left if check.change else check.left[:1]:
            found.setdefault(cell, []).append(check.message.zh)
    for each in form.cells:
        if each.kind == "choice":
            found.setdefault(each.id, []).append("点本期数的格子，从下拉框选一项")
    return {cell: "；".join(texts) for cell, texts in found.items()}


def write(report: UnitReport) -> bytes:
    """The workbook of a report as it stands now."""
    form = form_of(report.round)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    style = Styles(book)
    sheet = book.add_worksheet("采集表")
    found, last_time = report.round, before(report, form)
    hint = (
        f"填报单位：{report.name}　{standing(form)}　请于 {found.deadline} 前填好浅黄色的“{VALUE}”发回；"
        f"本期没有发生的，零报告一栏填“是”，要说明的写在任一行的“{NOTE}”。"
        f"联系人：{found.contact} {found.phone}"
        f"{_told_of(last_time, form)}"
    )
    numbers = {
        NUMBER_LABEL: str(report.pk),
        VERSION_LABEL: str(report.version),
        CODE_LABEL: fixed_code(report, form),
    }
    write_head(sheet, style, f"{form.title.zh}（{form.period.label()}）", len(WIDTHS), hint, numbers, {})
    if found.note:
        sheet.write(4, 0, f"说明：{found.note}")
    if report.state == State.RETURNED:
        sheet.write(5, 0, f"退回原因：{report.reason}", book.add_format({"bold": True, "font_color": "#B42318"}))
    sheet.write_row(HEAD_ROW, 0, [*FIXED, VALUE, NOTE, CHECKED], style.head)
    known, needs = known_values(report, form), requirements(form)
    looks = _Answers(book, style)
    for at, cell in enumerate(form.cells, HEAD_ROW + 1):
        was = written(last_time.numbers[cell.id]) if cell.id in last_time.numbers else ""
        group = cell.group.zh if cell.group else ""
        unit = cell.unit.zh if cell.unit else ""
        sheet.write_row(at, 0, [row_id(report, cell.id), group, cell.label.zh, unit, was], style.fixed)
        told = needs.get(cell.id, "")
        wanted = max(
            -(-2 * len(text) // width)
            for text, width in ((told, WIDTHS[7]), (group, WIDTHS[1]), (cell.label.zh, WIDTHS[2]))
        )
        sheet.set_row(at, ROW * max(WORDS if cell.kind == "text" else 1, wanted))
        if cell.id in known:
            sheet.write_number(at, 5, float(known[cell.id]["value"]), style.fixed)
            sheet.write_row(at, 6, [KNOWN, ""], style.fixed)
            continue
        looks.write(sheet, at, cell, report.values.get(cell.id, ""))
        sheet.write(at, 6, report.notes.get(cell.id, ""), style.answer)
        sheet.write(at, 7, told, style.fixed)
    finish(sheet, WIDTHS, len(form.cells), 3)
    book.close()
    return target.getvalue()


def _told_of(last_time: Before, form: Form) -> str:
    """Says so where the column of the period before holds an older one's."""
    older = last_time.period and last_time.period != form.period.before()
    return f"　上期没有报，“上期数”是 {last_time.period.label()} 的" if last_time.period and older else ""


class _Answers:
    """Cells to be filled in: numbers as numbers with their decimals, texts as texts, choices from a list."""

    def __init__(self, book: Any, style: Styles) -> None:
        self.text = style.answer
        self.numbers = [
            book.add_format(
                {
                    "border": 1,
                    "locked": False,
                    "valign": "top",
                    "bg_color": TO_FILL,
                    "num_format": "0" + ("." + "0" * places if places else ""),
                }
            )
            for places in range(5)
        ]

    def write(self, sheet: Any, at: int, cell: FormCell, value: str) -> None:
        if cell.kind == "choice":
            options = [option.zh for option in cell.options]
            sheet.data_validation(at, 5, at, 5, {"validate": "list", "source": options})
        if not cell.counted:
            sheet.write_string(at, 5, value, self.text)
            return
        look = self.numbers[cell.decimals]
        sheet.write_number(at, 5, float(value), look) if value else sheet.write_blank(at, 5, None, look)
        if cell.least is not None:
            kind = "decimal" if cell.decimals else "integer"
            sheet.data_validation(at, 5, at, 5, {
                "validate": kind, "criteria": ">=", "value": float(cell.least), "error_type": "warning",
                "error_title": "请核对", "error_message": f"请填不小于 {cell.least} 的数，单位不用写。",
            })  # fmt: skip
