"""The import template of a register: its headings, what each takes, and its choices as drop-down lists."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from xingzhi.core.declare import Column, Kind, Register
from xingzhi.registers.examples import HOW, example_of

HINTS = {
    Kind.DATE: ("日期，如 2026-01-31", "date, for example 2026-01-31"),
    Kind.APPLICATION_NUMBER: ("文本格式，含校验位", "as text, with its check digit"),
    Kind.NAMES: ("多个用分号隔开", "several separated by semicolons"),
    Kind.IPC: ("多个用分号隔开", "several separated by semicolons"),
    Kind.INTEGER: ("整数", "whole number"),
    Kind.DECIMAL: ("数字，不带单位", "number without its unit"),
    Kind.CREDIT_CODE: ("18 位", "18 signs"),
    Kind.REGION: ("名称或区划代码", "name or division code"),
}


ABOUT = (("填写说明", ("栏目", "必填", "怎样填", "例")), ("How to fill in", ("Column", "Required", "How", "Example")))


def write_template(register: Register, language: str, region: str = "") -> bytes:
    """An XLSX with an empty sheet to fill in, required columns marked, and one that says how, with examples.

    The examples stand on a sheet of their own so that none is brought in with what was filled in. They name `region`.
    """
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
            sheet.write_comment(0, index, hint[english])
        if column.choices:
            labels = [choice.en if english else choice.zh for choice in column.choices]
            sheet.data_validation(1, index, 5_000, index, {"validate": "list", "source": labels})
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    _about(book, register, language, region)
    book.close()
    return stream.getvalue()


def _about(book: Any, register: Register, language: str, region: str) -> None:
    """One line a column: whether it is needed, what it takes, and an example."""
    english = language.startswith("en")
    name, headings = ABOUT[english]
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.write_row(0, 0, headings, head)
    for at, column in enumerate(register.importable, 1):
        needed = ("yes" if english else "是") if column.required else ""
        how, example = _how(register, column, language), example_of(register, column, language, region)
        texts = (column.label(language), needed, how, example)
        for index, text in enumerate(texts):
            sheet.write_string(at, index, text, cell)
    for index, width in enumerate((24, 8, 40, 40)):
        sheet.set_column(index, index, width)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _how(register: Register, column: Column, language: str) -> str:
    english = language.startswith("en")
    if column.choices:
        said = [choice.en if english else choice.zh for choice in column.choices]
        return ("one of: " if english else "下列之一：") + (", " if english else "、").join(said)
    hint = HOW.get(f"{register.name}.{column.name}", HINTS.get(column.kind))
    return hint[english] if hint else ""
