"""How a paper looks: A4 with margins, fonts, lines and page numbers after GB/T 9704-2012, as styles the office can edit.

A font a machine lacks is replaced by the ones named beside it in the document's font table.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from xingzhi.text.word import in_chinese, name_fonts

BODY_FONT, HEADING_FONT, TITLE_FONT, NUMBER_FONT = "仿宋", "黑体", "方正小标宋简体", "宋体"
FONTS = (
    (BODY_FONT, "仿宋_GB2312", "FangSong"),
    (HEADING_FONT, "SimHei"),
    (TITLE_FONT, "小标宋体", "华文中宋", "宋体"),
    (NUMBER_FONT, "SimSun"),
)
LATIN = "Times New Roman"
BODY, ADDRESS, HEADING, NOTE, MARK, CELL, HEAD_CELL, SIGNATURE = (
    "文书正文", "文书称呼", "文书小标题", "文书说明", "文书标注", "文书表格", "文书表头", "文书落款",
)  # fmt: skip
TITLE = "文书标题"
LOOKS = {"body": BODY, "address": ADDRESS, "heading": HEADING, "note": NOTE}
MADE = datetime(2024, 1, 1, tzinfo=UTC)  # of every paper, so that the same content is the same file


def blank() -> Docx:
    """An empty A4 document with the styles of papers and page numbers."""
    document = Document()
    in_chinese(document)
    _page(document)
    _styles(document)
    name_fonts(document, FONTS)
    _page_numbers(document)
    about = document.core_properties
    about.title = about.comments = ""
    forget_people(document)
    return document


def forget_people(document: Docx) -> None:
    """No name or time of whoever edited it goes out with a paper."""
    about = document.core_properties
    about.author = about.last_modified_by = ""
    about.created = about.modified = MADE
    about.revision = 1


def saved(document: Docx) -> bytes:
    """The file; the same content gives the same bytes."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, parts.read(part))
    return steady.getvalue()


def _page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)


def _styles(document: Docx) -> None:
    _dressed(document.styles["Normal"], BODY_FONT, 16, 28)
    for name, font, size, line in (
        (TITLE, TITLE_FONT, 22, 32), (BODY, BODY_FONT, 16, 28), (ADDRESS, BODY_FONT, 16, 28),
        (HEADING, HEADING_FONT, 16, 28), (NOTE, BODY_FONT, 12, 20), (MARK, HEADING_FONT, 12, 20),
        (CELL, BODY_FONT, 10.5, 16), (HEAD_CELL, HEADING_FONT, 10.5, 16), (SIGNATURE, BODY_FONT, 16, 30),
    ):  # fmt: skip
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = document.styles["Normal"], True
        _dressed(style, font, size, line)
    for name in (BODY, HEADING):
        indent = document.styles[name].element.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), "640")
    document.styles[HEADING].paragraph_format.keep_with_next = True
    title = document.styles[TITLE].paragraph_format
    title.alignment, title.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(16)
    document.styles[SIGNATURE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.styles[SIGNATURE].paragraph_format.keep_together = True


def _dressed(style: Any, font: str, size: float, line: float) -> None:
    style.font.name, style.font.size = LATIN, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)


def _page_numbers(document: Docx) -> None:
    """ "— 1 —" outside at the foot: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            run = paragraph.add_run(text)
            run.font.size, run.font.name = Pt(14), NUMBER_FONT
            if field:
                for kind in ("begin", "instr", "end"):
                    run._r.append(field_part(kind, field))


def head(document: Docx, text: str) -> None:
    """A text at the head of every page, odd and even."""
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].text = text
        header.paragraphs[0].style = document.styles[MARK]
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def field_part(kind: str, field: str) -> Any:
    """A piece of a field Word fills: its begin, its instruction, its end."""
    if kind == "instr":
        return parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {field} </w:instrText>')
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    return part
