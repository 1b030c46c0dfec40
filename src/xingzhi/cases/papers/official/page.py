"""Paper, text area, grid and page numbers of an official document."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xingzhi.cases.papers.layout import field_part
from xingzhi.cases.papers.official.styles import letter_width
from xingzhi.packs.document_layout import DocumentLayout

MM_OF_POINT = 25.4 / 72


def set_page(document: Docx, rules: DocumentLayout) -> None:
    """Margins and the grid of lines and letters."""
    section, page = document.sections[0], rules.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    number = rules.page_number
    section.footer_distance = Mm(page.bottom - number.below - number.size * MM_OF_POINT)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(rules.grid.pitch * 20)))
    grid.set(qn("w:charSpace"), str(round((letter_width(rules) - rules.parts["body"].size) * 4096)))


def set_page_numbers(document: Docx, rules: DocumentLayout) -> None:
    """ "— 1 —" outside at the foot, a letter from the edge: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section, look = document.sections[0], rules.page_number
    for footer, side, edge in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn(f"w:{edge}Chars"), str(look.inward * 100))
        indent.set(qn(f"w:{edge}"), str(round(look.inward * look.size * 20)))
        for text, field in ((f"{look.dash} ", ""), ("", "PAGE"), (f" {look.dash}", "")):
            _letter(paragraph.add_run(text), field, look.size, rules.fonts.number[0])


def _letter(run: Any, field: str, size: float, font: str) -> None:
    run.font.size, run.font.name = Pt(size), font
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if field:
        for kind in ("begin", "instr", "end"):
            run._r.append(field_part(kind, field))
