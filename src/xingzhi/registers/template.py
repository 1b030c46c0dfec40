"""The import template of a register: its headings, what each takes, and its choices as drop-down lists."""

from __future__ import annotations

import io

import xlsxwriter

from xingzhi.core.declare import Kind, Register

HINTS = {
    Kind.DATE: ("日期，如 2026-01-31", "date, for example 2026-01-31"),
    Kind.APPLICATION_NUMBER: ("文本格式，含校验位", "as text, with its check digit"),
    Kind.NAMES: ("多个用分号隔开", "several separated by semicolons"),
    Kind.IPC: ("多个用分号隔开", "several separated by semicolons"),
    Kind.REGION: ("名称或区划代码", "name or division code"),
}


def write_template(register: Register, language: str) -> bytes:
    """An XLSX with one empty sheet to fill in; required columns are marked."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(register.zh)
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
    needed = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1})
    english = language.startswith("en")
    for index, column in enumerate(register.importable):
        sheet.set_column(index, index, 18, text)
        sheet.write_string(0, index, column.label(language), needed if column.required else head)
        if hint := HINTS.get(column.kind):
            sheet.write_comment(0, index, hint[1] if english else hint[0])
        if column.choices:
            labels = [choice.en if english else choice.zh for choice in column.choices]
            sheet.data_validation(1, index, 5_000, index, {"validate": "list", "source": labels})
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()
