"""Write what all signed workbooks share: the head, the looks of cells, ids and check codes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

SIGNED = {"filler": "填报人", "reviewer": "审核人", "filled_on": "填报日期", "zero": "零报告（是/否）"}
CODE_LABEL = "校验码"
HEAD_ROW = 6  # of the table's headings, from 0
A4 = 9  # what spreadsheets call this paper
HINT = (150, 17)  # letters a line of the hint holds, and its points
TO_FILL = "#FFFBE6"  # the ground of cells that are to be filled in
_CODE, _SLIP = 16, 4  # letters of a digest


def code_of(lines: Iterable[str]) -> str:
    """What stands on the sheet so that a wrong or changed list is seen: sixteen letters over its fixed lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:_CODE]


def slip_check(text: str) -> str:
    """Four letters at the end of a row's id that catch a slip of the pen."""
    return hashlib.sha256(text.encode()).hexdigest()[:_SLIP]


class Styles:
    """How cells look: those that are fixed, and those to be filled in."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.label = book.add_format({"bold": True, "bg_color": "#E7EEF7", "border": 1})
        self.head = book.add_format({"bold": True, "bg_color": "#E7EEF7", "border": 1, "text_wrap": True})
        self.hint = book.add_format({"text_wrap": True, "valign": "top"})
        self.fixed = book.add_format({"bg_color": "#F0F0F0", "border": 1, "text_wrap": True, "valign": "top"})
        self.number = book.add_format(
            {"bg_color": "#F0F0F0", "border": 1, "shrink": True}
        )  # a check code stays in its cell
        self.answer = book.add_format(
            {
                "border": 1,
                "locked": False,
                "text_wrap": True,
                "valign": "top",
                "num_format": "@",
                "bg_color": TO_FILL,
            }
        )


def write_head(
    sheet: Any, styles: Styles, title: str, width: int, hint: str, numbers: Mapping[str, str], signed: Mapping[str, str]
) -> None:
    """The rows above the table: title, what to do, numbers and check code, and who signs."""
    sheet.merge_range(0, 0, 0, width - 1, title, styles.title)
    sheet.merge_range(1, 0, 1, width - 1, hint, styles.hint)
    sheet.set_row(1, HINT[1] * max(1, -(-2 * len(hint) // HINT[0])))
    for at, (label, value) in enumerate(numbers.items()):
        sheet.write(2, 2 * at, label, styles.label)
        sheet.write(2, 2 * at + 1, value, styles.number)
    for at, (name, label) in enumerate(SIGNED.items()):
        sheet.write(3, 2 * at, label, styles.label)
        sheet.write(3, 2 * at + 1, signed.get(name, ""), styles.answer)
    zero = 2 * list(SIGNED).index("zero") + 1
    sheet.data_validation(3, zero, 3, zero, {"validate": "list", "source": ["是", "否"]})


def finish(sheet: Any, widths: tuple[int, ...], rows: int, frozen: int) -> None:
    """Widths, the head that stays in sight, protection of what is fixed, and how it is printed."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(HEAD_ROW + 1, frozen)
    sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + rows, len(widths) - 1)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
