"""Where the imprint (版记) of an official document stands: at the foot of its last page, which is an even one."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from xingzhi.cases.papers.official.imprint_table import Said, anchor, height, table
from xingzhi.cases.papers.official.measure import End, Measured, end_of, kept_with_next, page_height
from xingzhi.packs.document_layout import DocumentLayout, Part

PARTS: tuple[Part, ...] = ("imprint_cc", "imprint_issued")


def set_imprint(made: Docx, rules: DocumentLayout) -> None:
    """Move the paragraphs of the imprint into a table at the foot of the last page.

    It shares the page of the text where that is an even one with room for it; else, or where the end of the text cannot
    be counted, it begins an even page of its own.
    """
    of = {rules.parts[part].style: part for part in PARTS}
    said: Said = [(of[_style(each)], each._p) for each in made.paragraphs if _style(each) in of]
    if not said:
        return
    for _, paragraph in said:
        made.element.body.remove(paragraph)
    end = _end(made, rules)
    if end is None or end.page % 2 or end.used + height(said, end.page, rules) > page_height(rules):
        _on_a_page_of_its_own(made, end is not None and end.page % 2 == 0)
    settings = made.element.body.sectPr
    settings.addprevious(table(said, rules))
    settings.addprevious(anchor())


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style is not None else "") or ""


def _end(made: Docx, rules: DocumentLayout) -> End | None:
    """Where the text ends; None where it holds what is not counted: a table, a picture, a style the office added."""
    looks = {look.style: look for look in rules.parts.values()}
    if made.element.body.xpath("./w:tbl | .//w:drawing | .//w:pict | ./w:p//w:sectPr"):
        return None
    found: list[Measured] = []
    for each in made.paragraphs:
        if _style(each) not in looks:
            return None
        measured = Measured(each.text, looks[_style(each)])
        found.append(kept_with_next(measured) if each.paragraph_format.keep_with_next else measured)
    return end_of(found, rules)


def _on_a_page_of_its_own(made: Docx, after_blank: bool) -> None:
    """End the section of the text; the next begins on an even page, without a number where a blank page is before it."""
    settings = made.element.body.sectPr
    last = settings.getprevious()
    if last is None or last.tag != qn("w:p") or last.xpath("./w:pPr/w:sectPr"):
        last = parse_xml(f"<w:p {nsdecls('w')}/>")
        settings.addprevious(last)
    last.get_or_add_pPr().append(deepcopy(settings))
    for started in settings.findall(qn("w:pgNumType")):
        settings.remove(started)
    settings.get_or_add_type().set(qn("w:val"), "evenPage")
    settings.addprevious(anchor())  # LibreOffice begins no page with a table that floats
    if after_blank:
        for numbered in settings.findall(qn("w:footerReference")):  # the footers themselves are those of the text
            settings.remove(numbered)
        made.sections[-1].footer.is_linked_to_previous = False
        made.sections[-1].even_page_footer.is_linked_to_previous = False
