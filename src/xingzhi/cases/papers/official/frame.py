"""The frame of an official document: its parts as paragraphs with placeholders, for the office to change."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Docx

from xingzhi.cases.papers.layout import forget_people, saved
from xingzhi.cases.papers.official.page import set_page, set_page_numbers
from xingzhi.cases.papers.official.styles import add_styles
from xingzhi.packs.document_layout import DocumentLayout
from xingzhi.packs.documents import PaperForm
from xingzhi.text.word import in_chinese, name_fonts


def blank(rules: DocumentLayout) -> Docx:
    """An empty document with page, grid, fonts and styles."""
    document = Document()
    in_chinese(document)
    set_page(document, rules)
    add_styles(document, rules)
    fonts = rules.fonts
    name_fonts(document, (fonts.body, fonts.heading, fonts.subheading, fonts.title, fonts.number))
    set_page_numbers(document, rules)
    about = document.core_properties
    about.title = about.comments = ""
    forget_people(document)
    return document


def frame(form: PaperForm, rules: DocumentLayout) -> bytes:
    """The DOCX of the frame as the project lays it out."""
    document = blank(rules)
    document.core_properties.title = form.entry.heading
    for block in form.entry.paragraphs:
        assert block.part is not None  # of an official document every block is a part
        document.add_paragraph(block.text, rules.parts[block.part].style)
    return saved(document)
