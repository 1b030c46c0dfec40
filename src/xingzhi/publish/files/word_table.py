"""Tables of a release in a DOCX: two lines of headings where columns are grouped, repeated on every page."""

from __future__ import annotations

from typing import Any
from unicodedata import east_asian_width

from docx.document import Document as Docx
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from xingzhi.cases.papers import layout
from xingzhi.indicators.tables.grid import NO_PLACE

LINE = 156  # mm between the margins
NARROW, WIDE, AROUND = 4, 10, 2  # letters of the narrowest and the widest column, and the room around them
TOLD = 4  # figures received or set by hand, told by name below a table
SHORT = 12  # lines up to which a table stays on one page
MANY = 8  # columns from which the letters are smaller and stand closer to the lines
CLOSE = 28  # twentieths of a point between line and letter there: "-100.0%*" stays in one line


def add_table(document: Docx, table: dict[str, Any]) -> None:
    """A filled table with its heading, unit and notes."""
    heading = document.add_paragraph(f"{table['title']}", layout.HEAD_CELL)
    heading.alignment, heading.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    heading.paragraph_format.space_before = Pt(8)
    unit = document.add_paragraph(f"单位：{table['unit']}", layout.CELL)
    unit.alignment, unit.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.RIGHT, True
    heads, groups = headings(table)
    texts = lines(table)
    made = _table(document, heads, texts, 2 if any(groups) else 1)
    first = _write_heads(made, heads, groups)
    for row, cells in zip(made.rows[first:], texts, strict=True):
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            _write(cell, text, layout.CELL, len(heads), left=heads[at] in ("地区", "指标"))
        _whole(row, "w:cantSplit")
    notes = [*table["notes"], *_not_counted(table)]
    _together(made, len(texts), noted=bool(notes))
    for note in notes:
        document.add_paragraph(f"注：{note}", layout.CELL)
    document.add_paragraph("", layout.CELL)


def _not_counted(table: dict[str, Any]) -> list[str]:
    """Which cells hold figures received or set by hand, the first few by name; nothing where all are counted here."""
    told = []
    for mark, named in (("official", "官方数据"), ("edited", "手工修改")):
        found = [
            f"{line['label']}{column['group']}{column['label']}"
            for line in table["lines"]
            for column, cell in zip(table["columns"], line["cells"], strict=True)
            if cell.get("mark") == mark
        ]
        if found:
            more = f"等{len(found)}个数" if len(found) > TOLD else ""
            told.append(f"{named}：{'、'.join(found[:TOLD])}{more}")
    return [f"{'；'.join(told)}；未注明的为本局统计。"] if told else []


def add_rows(document: Docx, heads: list[str], rows: list[list[str]]) -> None:
    """A plain table."""
    made = _table(document, heads, rows, 1)
    _whole(made.rows[0], "w:tblHeader")
    for row, texts, style in zip(
        made.rows, [heads, *rows], [layout.HEAD_CELL, *[layout.CELL] * len(rows)], strict=True
    ):
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _write(cell, text, style, len(heads), left=at == 0)
        _whole(row, "w:cantSplit")
    _together(made, len(rows), noted=False)
    document.add_paragraph("", layout.CELL)


TITLE_LINE = 19  # letters of a title that stand in one line


def _together(made: Table, texts: int, *, noted: bool) -> None:
    """A short table stays on one page; the last line of every one with the note below it."""
    rows = list(made.rows if texts <= SHORT else made.rows[-1:])
    for row in rows if noted else rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def add_title(document: Docx, title: str) -> None:
    """The title in its lines."""
    document.add_paragraph(title_text(title), layout.TITLE)


def title_text(title: str) -> str:
    """A title; one too long for a line is broken before what stands in brackets, not inside a word."""
    head, bracket, rest = title.partition("（")
    return f"{head}\n{bracket}{rest}" if bracket and letters(title) > TITLE_LINE else title


def headings(table: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The headings of all columns, and the groups above them."""
    region = any(line["total"] for line in table["lines"])
    first = (["序号"] if table["numbered"] else []) + ["地区" if region else "指标"]
    heads = first + [column["label"] for column in table["columns"]]
    return heads, [""] * len(first) + [column["group"] for column in table["columns"]]


def lines(table: dict[str, Any]) -> list[list[str]]:
    """The texts of all lines; places are numbered, their sum and what has no place are not."""
    found, at = [], 0
    for line in table["lines"]:
        place = not line["total"] and line["id"] not in NO_PLACE
        at += place
        number = [] if not table["numbered"] else [str(at) if place else ""]
        label = ("　" if line["inner"] else "") + line["label"]
        found.append([*number, label, *(cell["text"] for cell in line["cells"])])
    return found


def _table(document: Docx, heads: list[str], texts: list[list[str]], head_rows: int) -> Table:
    """An empty table whose columns are as wide as what stands in them asks for."""
    made: Table = document.add_table(len(texts) + head_rows, len(heads), style="Table Grid")
    made.autofit = False
    if len(heads) > MANY:
        _close(made)
    asked = [
        min(max(NARROW, (letters(head) + 1) // 2, *(letters(row[at]) for row in texts)), WIDE) + AROUND
        for at, head in enumerate(heads)
    ]
    asked[heads[0] == "序号"] += 1  # labels stand at the left, some of them set in
    for column, share in zip(made.columns, asked, strict=True):
        column.width = Mm(LINE * share / sum(asked))
    return made


def _close(made: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CLOSE))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    assert look is not None  # the library writes it into every table; the margins stand before it
    look.addprevious(margins)


def letters(text: str) -> int:
    """How many Chinese letters wide a text is; others are half as wide."""
    return (sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text) + 1) // 2


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
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style  # by its id, which is its name: the library looks through all styles for each cell
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    if columns > MANY:
        run.font.size = Pt(8)
        paragraph.paragraph_format.line_spacing = Pt(12)


def _whole(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
