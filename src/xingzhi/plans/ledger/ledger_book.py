"""The whole ledger as a workbook in the face meetings use: A4 landscape, heads on each page, three colours with their rule."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from xingzhi.intake.signed.writing import CODE_LABEL, code_of, slip_check
from xingzhi.packs import load
from xingzhi.plans.ledger.heights import MOST, height_of
from xingzhi.plans.ledger.ledger_columns import BASE, COLOUR, COLUMNS, EDITED, ID, SHEET, WIDTHS, digests, values
from xingzhi.plans.ledger.models import Plan
from xingzhi.plans.ledger.rows import LedgerRow

PLAN_LABEL, MONTH_LABEL = "计划号", "月份"
HEAD_ROW = 3
SPARE = 20  # empty rows below, for tasks a meeting adds
FONT = "宋体"  # whose letters the heights of the rows are reckoned with
POINTS = (9, 7.5, 6)  # of letters: the usual ones, and smaller ones for a row that would be too high
FILLS = {"red": "#F4B6B6", "yellow": "#FBE5A2", "green": "#BFE3C0", "": "#FFFFFF"}


def row_id(task_id: int) -> str:
    """The id of a row, with letters that catch a slip of the pen."""
    return f"{task_id}-{slip_check(f'task|{task_id}')}"


def fixed_code(plan: Plan) -> str:
    """What the ledger of this plan carries, and no other."""
    return code_of([f"ledger|{plan.pk}|{plan.region}|{plan.year}"])


def write(plan: Plan, month: str, rows: Sequence[LedgerRow]) -> bytes:
    """The ledger's workbook; white cells may be changed, rows may be added below."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    sizes = [_Looks(book, points) for points in POINTS]
    looks = sizes[0]
    sheet = book.add_worksheet(SHEET)
    sheet.merge_range(
        0, 1, 0, len(COLUMNS) - 2, f"{plan.title or f'{plan.year}年度工作计划'} 任务台账（{month}）", looks.title
    )
    sheet.write_row(1, 1, (PLAN_LABEL, str(plan.pk), MONTH_LABEL, month), looks.small)
    sheet.write(1, 5, CODE_LABEL, looks.small)
    sheet.merge_range(1, 6, 1, 7, fixed_code(plan), looks.small)  # wide enough for all of its letters
    sheet.merge_range(2, 1, 2, len(COLUMNS) - 2, legend(), looks.plain)
    sheet.set_row(2, height_of([legend()], [sum(WIDTHS)], looks.points))
    sheet.write_row(HEAD_ROW, 0, COLUMNS, looks.head)
    for at, row in enumerate(rows, HEAD_ROW + 1):
        _write_row(sheet, sizes, at, row)
    last = HEAD_ROW + len(rows)
    for at in range(last + 1, last + 1 + SPARE):
        sheet.write_row(at, 0, [""] * len(COLUMNS), looks.open)
    _set_up(sheet, last + SPARE)
    book.close()
    return target.getvalue()


def legend() -> str:
    """The rule of the colours in one line."""
    pack = load().plan_ledger
    told = [f"{each.label.zh}：{each.rule.zh % {'days': pack.days_before.value}}" for each in pack.colours]
    return "三色规则（项目设定）　" + "；".join(told) + "。白格可改，空行可加任务；灰格由系统填。"


class _Looks:
    """How cells look, in letters of so many points."""

    def __init__(self, book: Any, points: float) -> None:
        self.points = points
        frame = {"font_name": FONT, "border": 1, "text_wrap": True, "valign": "top", "font_size": points}
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center", "font_name": FONT})
        self.plain = book.add_format({"font_size": 9, "text_wrap": True, "valign": "top", "font_name": FONT})
        self.small = book.add_format({"font_size": 9, "border": 1, "bg_color": "#F4F4F4", "font_name": FONT})
        self.head = book.add_format(
            {**frame, "bold": True, "bg_color": "#E7EEF7", "align": "center", "valign": "vcenter"}
        )
        self.fixed = book.add_format({**frame, "bg_color": "#F4F4F4"})
        self.open = book.add_format({**frame, "locked": False, "num_format": "@"})
        self.colours = {code: book.add_format({**frame, "bg_color": fill}) for code, fill in FILLS.items()}


def _write_row(sheet: Any, sizes: Sequence[_Looks], at: int, row: LedgerRow) -> None:
    """A row in the usual letters; in small ones where it would be higher than a row can be."""
    said = values(row)
    said |= {ID: row_id(row.task.pk), BASE: digests(row, said)}
    texts = [said[name] for name in COLUMNS[:-1]]
    fitting = ((looks, height) for looks in sizes if (height := height_of(texts, WIDTHS, looks.points)) < MOST)
    looks, height = next(fitting, (sizes[-1], MOST))
    sheet.set_row(at, height)
    for place, name in enumerate(COLUMNS):
        look = looks.open if name in EDITED else looks.colours[row.colour] if name == COLOUR else looks.fixed
        sheet.write_string(at, place, said[name], look)


def _set_up(sheet: Any, last: int) -> None:
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width or None, None, {} if width else {"hidden": True})
    sheet.freeze_panes(HEAD_ROW + 1, 3)
    sheet.protect(
        "", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True, "insert_rows": True}
    )
    sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 1, last - SPARE, len(COLUMNS) - 2)
    sheet.set_footer("&C&P / &N")
