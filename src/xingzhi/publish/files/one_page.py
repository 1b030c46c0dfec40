"""The one sheet of A4 with its headings at the left: letters as large as fit, and what is too long for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from xingzhi.cases.papers import layout
from xingzhi.cases.papers.official.measure import lines
from xingzhi.cases.papers.official.styles import POINTS_OF_MM
from xingzhi.packs import load
from xingzhi.publish.files.subject import MARK
from xingzhi.publish.files.word_table import add_title, title_text

CELL_SIDES = 10.8  # points a cell keeps free left and right of its text
TITLE_SIZE, MARK_LINE, TITLE_LINE, TITLE_AFTER, NOTE_LINE = (
    22,
    20,
    32,
    16,
    20,
)  # points, as the styles of `layout` have them
LONGEST = 3  # headings named that are to be shortened


@dataclass(frozen=True)
class Sheet:
    """What stands on it: headings with their text, the line at its foot, whether it carries the mark of internal use."""

    title: str
    rows: Sequence[tuple[str, str]]
    internal: bool
    foot: str


@dataclass(frozen=True)
class Fit:
    """The size of letters in points; `over`: how many lines too many there are at the smallest, and the longest parts."""

    size: float
    over: int = 0
    longest: tuple[tuple[str, int], ...] = ()


def fit(sheet: Sheet) -> Fit:
    """Letters as large as one page allows, counted line by line; some lines stay free, since programs break otherwise."""
    rules = load().document_layout.one_page
    for size in rules.sizes:
        over = _over(sheet, size)
        if over <= 0:
            return Fit(size)
    pitch = size * rules.line
    counted = [(label, _lines(text, size)) for label, text in sheet.rows]
    long = [each for each in counted if each[1] * pitch > rules.row * POINTS_OF_MM]  # a shorter one gains no room
    return Fit(size, max(1, -int(-over // pitch)), tuple(sorted(long, key=lambda each: -each[1])[:LONGEST]))


def _over(sheet: Sheet, size: float) -> float:
    """By how many points it is too high."""
    whole, rules = load().document_layout, load().document_layout.one_page
    pitch = size * rules.line
    page = whole.page
    titled = lines(title_text(sheet.title), (page.width - page.left - page.right) * POINTS_OF_MM / TITLE_SIZE)
    head = (MARK_LINE if sheet.internal else 0) + titled * TITLE_LINE + TITLE_AFTER
    rows = sum(max(rules.row * POINTS_OF_MM, _lines(text, size) * pitch) + 1 for _, text in sheet.rows)
    room = (page.height - rules.top - rules.bottom) * POINTS_OF_MM
    return head + rows + NOTE_LINE + rules.spare * pitch - room


def _lines(text: str, size: float) -> int:
    rules = load().document_layout.one_page
    return lines(text, (rules.text * POINTS_OF_MM - CELL_SIDES) / size)


def drawn(sheet: Sheet) -> bytes:
    """The DOCX."""
    rules, size = load().document_layout.one_page, fit(sheet).size
    made = layout.blank()
    section = made.sections[0]
    section.top_margin, section.bottom_margin = Mm(rules.top), Mm(rules.bottom)
    section.footer_distance = Mm(rules.foot)
    made.core_properties.title = sheet.title
    if sheet.internal:
        made.add_paragraph(MARK, layout.MARK)
    add_title(made, sheet.title)
    table = made.add_table(len(sheet.rows), 2, style="Table Grid")
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Mm(rules.label), Mm(rules.text)
    for row, (label, text) in zip(table.rows, sheet.rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        row.height = Mm(rules.row)
        head = row.cells[0].paragraphs[0]
        head.style, head.alignment = layout.HEAD_CELL, WD_ALIGN_PARAGRAPH.CENTER
        head.paragraph_format.line_spacing = Pt(size * rules.line)
        head.add_run(label).font.size = Pt(size)
        for at, line in enumerate(text.split("\n")):
            paragraph = row.cells[1].paragraphs[0] if at == 0 else row.cells[1].add_paragraph()
            paragraph.style = layout.CELL
            paragraph.paragraph_format.line_spacing = Pt(size * rules.line)
            paragraph.add_run(line).font.size = Pt(size)
    made.add_paragraph(sheet.foot, layout.NOTE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return layout.saved(made)
