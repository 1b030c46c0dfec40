"""The tables of a release as a workbook in the regional shape: one sheet a table, with who filled and checked it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from xingzhi.packs import load
from xingzhi.packs.said import said
from xingzhi.publish.files.subject import MARK, Subject
from xingzhi.publish.files.word_table import headings, letters, lines
from xingzhi.snapshots.models import edition_of

MADE = datetime(2024, 1, 1)  # noqa: DTZ001 - of every workbook, so that the same content is the same file
PLACES = 4  # decimals a figure is shown with at most
ROW, ABOUT = 18, 100  # points of a line, letters of the sheet of explanations


def workbook(subject: Subject) -> bytes:
    """The file."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": subject.content["title"], "created": MADE})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "head": book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "text": book.add_format({"border": 1, "valign": "vcenter"}),
        "middle": book.add_format({"border": 1, "align": "center", "valign": "vcenter"}),
        "number": book.add_format({"border": 1, "align": "right", "valign": "vcenter"}),
        **{
            f"number{places}": book.add_format(
                {"border": 1, "align": "right", "valign": "vcenter", "num_format": f"0.{'0' * places}".rstrip(".")}
            )
            for places in range(PLACES + 1)
        },
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "name": book.add_format({"valign": "top"}),
        "right": book.add_format({"align": "right"}),
    }
    for at, table in enumerate(subject.tables, 1):
        _sheet(book.add_worksheet(f"表{at}"), table, subject, looks)
    for section in subject.content["sections"]:
        if (held := section.get("collected")) and not held["empty"]:
            _collected(book.add_worksheet(section["heading"][:31]), held, subject, looks)
    _about(book.add_worksheet("说明"), subject, looks)
    book.close()
    return target.getvalue()


def _sheet(sheet: Any, table: dict[str, Any], subject: Subject, looks: dict[str, Any]) -> None:
    heads, groups = headings(table)
    sheet.set_default_row(ROW)
    sheet.set_row(0, 26)
    last = len(heads) - 1
    sheet.merge_range(0, 0, 0, last, table["title"], looks["title"])
    sheet.write_string(1, 0, f"填报单位：{subject.content['office']}")
    sheet.write_string(1, last, f"单位：{table['unit']}", looks["right"])
    at = _heads(sheet, heads, groups, looks["head"])
    sheet.repeat_rows(2, at - 1)
    plain = ["middle" if table["numbered"] and column == 0 else "text" for column in range(2)]
    for line, texts in zip(table["lines"], lines(table), strict=True):
        before = len(texts) - len(line["cells"])
        for column, text in enumerate(texts):
            cell = line["cells"][column - before] if column >= before else {}
            if "value" in cell and cell["text"] == cell["value"]:
                decimals = len(cell["text"].partition(".")[2])
                sheet.write_number(at, column, float(cell["value"]), looks[f"number{min(decimals, PLACES)}"])
            else:
                sheet.write_string(at, column, text, looks["number" if column >= before else plain[column]])
        at += 1
    for note in table["notes"]:
        sheet.write_string(at, 0, f"注：{note}")
        at += 1
    when = subject.released_on.isoformat() if subject.released_on else ""
    sheet.write_string(
        at + 1,
        0,
        f"填报人：{subject.filler}　　审核人：{subject.checker}　　分管领导：{subject.leader}　　日期：{when}",
    )
    _widths(sheet, heads, lines(table))
    _paper(sheet, subject)


def _widths(sheet: Any, heads: list[str], texts: list[list[str]]) -> None:
    """As wide as what stands in a column asks for, and no narrower than offices print it."""
    numbered = heads[0] == "序号"
    least = ([6, 18] if numbered else [22]) + [13] * len(heads)
    for at in range(len(heads)):
        asked = max(letters(row[at]) for row in texts) * 2 + 2
        sheet.set_column(at, at, max(asked, least[at]))


def _paper(sheet: Any, subject: Subject) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第&P页，共&N页")
    if subject.internal:
        sheet.set_header(f"&L{MARK}")


def _collected(sheet: Any, held: dict[str, Any], subject: Subject, looks: dict[str, Any]) -> None:
    """The sums of a collection; what is hidden stays hidden."""
    sheet.merge_range(0, 0, 0, len(held["columns"]) - 1, held["title"], looks["title"])
    sheet.write_string(1, 0, f"填报单位：{subject.content['office']}")
    sheet.write_row(2, 0, held["columns"], looks["head"])
    for at, texts in enumerate(held["lines"], 3):
        for column, text in enumerate(texts):
            sheet.write_string(at, column, text, looks["number"] if column > 1 else looks["text"])
    sheet.write_string(len(held["lines"]) + 3, 0, f"注：{''.join(held['notes'])}")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 3, 13)
    _paper(sheet, subject)


def _heads(sheet: Any, heads: list[str], groups: list[str], look: Any) -> int:
    """Write the headings; return the first row of values."""
    if not any(groups):
        sheet.write_row(2, 0, heads, look)
        return 3
    at = 0
    while at < len(heads):
        end = at
        while groups[at] and end + 1 < len(heads) and groups[end + 1] == groups[at]:
            end += 1
        if groups[at]:
            if end > at:
                sheet.merge_range(2, at, 2, end, groups[at], look)
            else:
                sheet.write_string(2, at, groups[at], look)
            sheet.write_row(3, at, heads[at : end + 1], look)
        else:
            sheet.merge_range(2, at, 3, at, heads[at], look)
        at = end + 1
    return 4


def _about(sheet: Any, subject: Subject, looks: dict[str, Any]) -> None:
    content = subject.content
    rows = [("文件", content["title"]), ("版本", str(subject.version)), ("数据截至", content["data_as_of"]),
            ("数据版本", f"{edition_of(content['snapshot'])}（校验码 {content['snapshot'].rpartition('@')[2]}）"),
            ("规则版本", said(load(), content["packs"]))]  # fmt: skip
    rows += [("脚注", note) for note in subject.footnotes]
    rows += [
        ("口径", f"{each['title']}（{each['unit']}，{each['version']}）：{each['definition']}")
        for each in content["definitions"]
    ]
    rows += [("修订", f"{label}：{was} → {now}，{why}") for label, was, now, why in subject.changes]
    rows += [("与其他文件", told) for told in subject.differences]
    if subject.internal:
        rows.insert(0, ("标注", MARK))
    for at, (name, text) in enumerate(rows):
        sheet.write_string(at, 0, name, looks["name"])
        sheet.write_string(at, 1, text, looks["wrapped"])
        sheet.set_row(at, ROW * -(-letters(text) * 2 // ABOUT))
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, ABOUT)
    _paper(sheet, subject)
