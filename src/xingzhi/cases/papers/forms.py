"""The default template of a paper: the pack's text as a DOCX whose placeholders the office can move and reword."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table

from xingzhi.cases.papers import layout
from xingzhi.cases.papers.official.frame import frame
from xingzhi.packs import load
from xingzhi.packs.documents import PaperForm
from xingzhi.packs.paper_blocks import Fact, PaperBlock

LINE = 156  # mm between the margins
LABEL = 44  # mm for what a card asks
TALL = 24  # mm of room to write in


def default_template(form: PaperForm) -> bytes:
    """The DOCX of a paper as the project words it, with placeholders left in it."""
    if form.entry.official:
        return frame(form, load().document_layout)
    document = layout.blank()
    document.core_properties.title = form.entry.heading
    if form.entry.every_page:
        layout.head(document, form.mark)
    elif form.mark:
        document.add_paragraph(form.mark, layout.MARK)
    document.add_paragraph(form.entry.heading, layout.TITLE)
    if form.entry.numbered:
        document.add_paragraph("文号：", layout.NOTE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for block in form.entry.paragraphs:
        _add(document, form, block)
    if form.entry.signatures and form.entry.paragraphs[-1].text and not form.entry.paragraphs[-1].facts:
        document.paragraphs[-1].paragraph_format.keep_with_next = True  # no page with the signature alone
        document.paragraphs[-1].paragraph_format.keep_together = True
    for at, line in enumerate(form.entry.signatures):
        paragraph = document.add_paragraph(line, layout.SIGNATURE)
        paragraph.paragraph_format.keep_with_next = at + 1 < len(form.entry.signatures)
        if not at:
            paragraph.paragraph_format.space_before = Pt(28)
    return layout.saved(document)


def _add(document: Docx, form: PaperForm, block: PaperBlock) -> None:
    if block.table:
        _list(document, form, block)
    elif block.each:
        document.add_paragraph(f"{{%p for item in {block.each} %}}", layout.NOTE)
        if block.text:
            document.add_paragraph(block.text, layout.LOOKS[block.look])
        _card(document, block.facts)
        document.add_paragraph("{%p endfor %}", layout.NOTE)
    elif block.facts:
        _card(document, block.facts)
        _gap(document)
    else:
        document.add_paragraph(block.text, layout.LOOKS[block.look])


def _list(document: Docx, form: PaperForm, block: PaperBlock) -> None:
    """A table: its heads on every page, then one row for each row of the list."""
    known = form.fields[block.table].columns
    heads = [column.heading or known[column.part].label.zh for column in block.columns]
    cells = [f"{{{{ row.{column.part} }}}}" if column.part else "" for column in block.columns]
    texts = [heads, [f"{{%tr for row in {block.table} %}}"], cells, ["{%tr endfor %}"]]
    if block.only_filled:
        texts = [[f"{{%tr if {block.table} %}}"], *texts, ["{%tr endif %}"]]
    table = _table(document, [column.width for column in block.columns], len(texts))
    for row, said in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, said, strict=False):
            _write(cell, text, layout.HEAD_CELL if said is heads else layout.CELL)
        _whole(row, "w:cantSplit")
        if said is heads:
            _whole(row, "w:tblHeader")
    _gap(document)


def _card(document: Docx, facts: tuple[Fact, ...]) -> None:
    table = _table(document, [LABEL, LINE - LABEL], len(facts))
    for row, fact in zip(table.rows, facts, strict=True):
        _write(row.cells[0], fact.label, layout.HEAD_CELL)
        _write(row.cells[1], fact.text, layout.CELL)
        row.height = Mm(TALL if fact.tall else 9)
        _whole(row, "w:cantSplit")


def _table(document: Docx, widths: list[int], rows: int) -> Table:
    table: Table = document.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _write(cell: Any, text: str, style: str) -> None:
    cell.paragraphs[0].text = text
    cell.paragraphs[0].style = style


def _whole(row: Any, rule: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(rule))


def _gap(document: Docx) -> None:
    """A line after a table, so that two tables do not grow together."""
    document.add_paragraph("", layout.NOTE)
