"""Lists of notified applications, and the workbook a banner office sends back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.builders import number, write_book
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.matters.contacts import Said
from xingzhi.cases.matters.models import Matter
from xingzhi.cases.notified import workbook

HEADS = [
    "序号",
    "批次",
    "申请号",
    "发明名称",
    "申请人",
    "代理机构",
    "涉嫌情形",
    "下发日期",
    "答复截止日期",
    "办理状态",
    "备注",
]
BANNERS = {"科尔沁右翼前旗": BANNER, "扎赉特旗": OTHER_BANNER}
DAY = date(2026, 11, 20)


def item(
    serial: int, *, batch: str = "2026-03", firm: str = "示例甲科技有限公司", noticed: str = "2026.11.02"
) -> list[Any]:
    return [serial, batch, "CN" + number(2026, serial), f"一种装置{serial}", firm, "示例代理所", "第三条第（一）项",
            noticed, "2026.12.15", "待核实", ""]  # fmt: skip


def notified(folder: Path, name: str = "通报.xlsx", **sheets: list[list[Any]]) -> Path:
    return write_book(folder / name, {place: [HEADS, *rows] for place, rows in sheets.items()})


def matter(serial: int) -> Any:
    return Matter.objects.get(key=number(2026, serial))


def state(serial: int) -> str:
    return str(matter(serial).state)


def told(how: str = "call", **more: Any) -> Said:
    return Said(DAY, how, more.pop("said", "同意撤回"), "张经理", **more)


def results(folder: Path, *rows: tuple[int, str, str]) -> Path:
    lines = [["CN" + number(2026, serial), result, day] for serial, result, day in rows]
    return write_book(folder / "结果.xlsx", {"S": [["申请号", "处理结果", "结果日期"], *lines]})


def answer(path: Path, dispatch: Any, answers: dict[int, tuple[str, ...]], **head: Any) -> Path:
    """The workbook as a banner office sends it back: serial of an application -> state, day, proofs, note."""
    path.write_bytes(workbook.write(dispatch))
    book = load_workbook(path)
    sheet = book.active
    signed = {"填报人": "李某", "审核人": "赵某", "填报日期": "2026-11-21", "零报告（是/否）": ""} | head
    for row in sheet.iter_rows(min_row=1, max_row=6):
        for cell in row:
            if cell.value in signed:
                sheet.cell(cell.row, cell.column + 1).value = signed[cell.value]
    keys = {number(2026, serial): values for serial, values in answers.items()}
    for row in range(workbook.HEAD_ROW + 2, sheet.max_row + 1):
        if values := keys.get(sheet.cell(row, 3).value):
            for at, value in enumerate(values):
                sheet.cell(row, len(workbook.FIXED) + 1 + at).value = value
    book.save(path)
    return path
