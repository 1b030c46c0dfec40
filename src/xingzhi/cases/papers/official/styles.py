"""The look of each part of an official document as a style the office can change."""

from __future__ import annotations

from math import floor
from typing import Any

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from xingzhi.packs.document_layout import DocumentLayout, Look

TWIPS_OF_MM = 1440 / 25.4
POINTS_OF_MM = 72 / 25.4
ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def add_styles(document: Docx, rules: DocumentLayout) -> None:
    """A style for each part; those there already stay as they are."""
    held = {style.name for style in document.styles}
    if not held & {look.style for look in rules.parts.values()}:
        _dressed(document.styles["Normal"], rules.parts["body"], rules)
    for look in rules.parts.values():
        if look.style not in held:
            style = document.styles.add_style(look.style, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.quick_style = document.styles["Normal"], True
            _dressed(style, look, rules)
            _shaped(style, look, rules)


def _dressed(style: Any, look: Look, rules: DocumentLayout) -> None:
    style.font.name, style.font.size = rules.fonts.latin, Pt(look.size)
    if look.colour:
        style.font.color.rgb = RGBColor.from_string(look.colour)
    settings = style.element.get_or_add_rPr()
    settings.get_or_add_rFonts().set(qn("w:eastAsia"), getattr(rules.fonts, look.font)[0])
    if look.size == rules.parts["body"].size:  # LibreOffice gives a letter wider than its cell two of them
        narrower = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{ceil_twips(letter_width(rules) - look.size)}"/>')
        settings.find(qn("w:sz")).addprevious(narrower)


def _shaped(style: Any, look: Look, rules: DocumentLayout) -> None:
    """Its paragraph settings, in the order the format asks for."""
    settings = [
        "<w:keepNext/>" if look.keep_next else "", "<w:keepLines/>" if look.keep_next else "",
        "<w:pageBreakBefore/>" if look.new_page else "",
        '<w:widowControl w:val="0"/>', _rules(look),  # a page has all its lines
        '<w:snapToGrid w:val="0"/>',  # the letters keep the distance of the grid themselves: see `_dressed`
        f'<w:spacing w:before="{_twips(look.before)}" w:after="{_twips(look.after)}" '
        f'w:line="{round((look.line or rules.grid.pitch) * 20)}" w:lineRule="exact"/>',
        _indents(look), f'<w:jc w:val="{ALIGN[look.align]}"/>',
    ]  # fmt: skip
    old = style.element.find(qn("w:pPr"))
    if old is not None:
        style.element.remove(old)
    made = parse_xml(f"<w:pPr {nsdecls('w')}>{''.join(settings)}</w:pPr>")
    style.element.get_or_add_rPr().addprevious(made)


def _indents(look: Look) -> str:
    sides = [("left", look.left), ("right", look.right), ("firstLine", look.first_line)]
    said = "".join(
        f'w:{name if letters > 0 else "hanging"}Chars="{round(abs(letters) * 100)}" '
        f'w:{name if letters > 0 else "hanging"}="{round(abs(letters) * look.size * 20)}" '
        for name, letters in sides
        if letters
    )
    return f"<w:ind {said}/>" if said else ""


def _rules(look: Look) -> str:
    edges = [("top", look.rule_above), ("bottom", look.rule_below)]
    said = "".join(
        f'<w:{edge} w:val="single" w:sz="{max(2, round(width * POINTS_OF_MM * 8))}" '
        f'w:space="{round(look.rule_gap * POINTS_OF_MM) or 1}" w:color="{look.rule_colour}"/>'
        for edge, width in edges
        if width
    )
    return f"<w:pBdr>{said}</w:pBdr>" if said else ""


def letter_width(rules: DocumentLayout) -> float:
    """The width of a cell of the grid in points."""
    page = rules.page
    return (page.width - page.left - page.right) * POINTS_OF_MM / rules.grid.letters


def ceil_twips(points: float) -> int:
    """Away from zero, so that the letter fits."""
    return floor(points * 20)


def _twips(mm: float) -> int:
    return round(mm * TWIPS_OF_MM)
