"""Tables of a release in a DOCX: two lines of headings where columns are grouped, repeated on every page."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from xingzhi.cases.papers import layout

LINE = 156  # mm between the margins
FIRST = 30  # mm of the column of places
MANY = 8  # columns from which the letters are smaller


def add_table(document: Docx, table: dict[str, Any]) -> None:
    """A filled table with its heading, unit and notes."""
    heading = document.add_paragraph(f"{table['title']}", layout.HEAD_CELL)
    heading.alignment, heading.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    heading.paragraph_format.space_before = Pt(8)
    unit = document.add_paragraph(f"单位：{table['unit']}", layout.CELL)
    unit.alignment, unit.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.RIGHT, True
    heads, groups = headings(table)
    made = _table(document, heads, len(table["lines"]) + (2 if any(groups) else 1))
    first = _write_heads(made, heads, groups)
    for row, cells in zip(made.rows[first:], lines(table), strict=True):
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            _write(cell, text, layout.CELL, len(heads), left=heads[at] in ("地区", "指标"))
        _whole(row, "w:cantSplit")
    for note in table["notes"]:
        document.add_paragraph(f"注：{note}", layout.CELL)
    document.add_paragraph("", layout.CELL)


def add_rows(document: Docx, heads: list[str], rows: list[list[str]]) -> None:
    """A plain table."""
    made = _table(document, heads, len(rows) + 1)
    for row, texts, style in zip(
        made.rows, [heads, *rows], [layout.HEAD_CELL, *[layout.CELL] * len(rows)], strict=True
    ):
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _write(cell, text, style, len(heads), left=at == 0)
    document.add_paragraph("", layout.CELL)


def headings(table: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The headings of all columns, and the groups above them."""
    region = any(line["total"] for line in table["lines"])
    first = (["序号"] if table["numbered"] else []) + ["地区" if region else "指标"]
    heads = first + [column["label"] for column in table["columns"]]
    return heads, [""] * len(first) + [column["group"] for column in table["columns"]]


def lines(table: dict[str, Any]) -> list[list[str]]:
    """The texts of all lines; places are numbered, their sum is not."""
    found, at = [], 0
    for line in table["lines"]:
        at += not line["total"]
        number = [] if not table["numbered"] else [""] if line["total"] else [str(at)]
        label = ("　" if line["inner"] else "") + line["label"]
        found.append([*number, label, *(cell["text"] for cell in line["cells"])])
    return found


def _table(document: Docx, heads: list[str], rows: int) -> Table:
    made: Table = document.add_table(rows, len(heads), style="Table Grid")
    made.autofit = False
    narrow = 10 if heads[0] == "序号" else 0
    rest = (LINE - FIRST - narrow) / max(len(heads) - 1 - bool(narrow), 1)
    for at, column in enumerate(made.columns):
        wide = narrow if narrow and at == 0 else FIRST if at == bool(narrow) else rest
        column.width = Mm(wide)
    return made


def _write_heads(made: Table, heads: list[str], groups: list[str]) -> int:
    """Write the heading rows; return how many there are."""
    below = 1 if any(groups) else 0
    at = 0
    while at < len(heads):
        end = at
        while groups[at] and end + 1 < len(heads) and groups[end + 1] == groups[at]:
            end += 1
        if groups[at]:
            _write(made.cell(0, at).merge(made.cell(0, end)), groups[at], layout.HEAD_CELL, len(heads))
            for inside in range(at, end + 1):
                _write(made.cell(1, inside), heads[inside], layout.HEAD_CELL, len(heads))
        else:
            cell = made.cell(0, at).merge(made.cell(1, at)) if below else made.cell(0, at)
            _write(cell, heads[at], layout.HEAD_CELL, len(heads))
        at = end + 1
    for row in made.rows[: below + 1]:
        _whole(row, "w:tblHeader")
    return below + 1


def _write(cell: _Cell, text: str, style: str, columns: int, *, left: bool = False) -> None:
    for extra in cell.paragraphs[1:]:  # of a merged cell
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    if columns > MANY:
        run.font.size = Pt(8)
        paragraph.paragraph_format.line_spacing = Pt(12)


def _whole(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
