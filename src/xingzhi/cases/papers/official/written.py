"""An official document as DOCX: the frame in use, filled, with its text and attachments set in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from copy import deepcopy
from math import floor
from typing import Any, cast

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from xingzhi.cases.papers.filling import fill
from xingzhi.cases.papers.layout import saved
from xingzhi.cases.papers.official.content import Line, OfficialDocument, Run, numbered
from xingzhi.cases.papers.official.imprint import set_imprint
from xingzhi.cases.papers.official.styles import add_styles, letter_width
from xingzhi.cases.papers.official.titles import broken
from xingzhi.cases.papers.values import UNPRINTABLE
from xingzhi.packs.document_layout import DocumentLayout, Part

BODY, ATTACHED = "\ue000正文\ue000", "\ue000附件\ue000"
# What stands after the lines around a paragraph, in the order the format asks for.
AFTER_RULES = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr", "w:pPrChange")
Made = tuple[Part, str, tuple[Run, ...]]  # which part, the number before it, its words


def written(template: bytes, document: OfficialDocument, rules: DocumentLayout) -> bytes:
    """The file; the same document in the same frame gives the same bytes."""
    made = Document(io.BytesIO(fill(template, [_values(document, rules)])))
    add_styles(made, rules)
    _set_in(made, BODY, list(_body(document, rules)), rules)
    _set_in(made, ATTACHED, list(_attachments(document)), rules)
    _drop_empty(made)
    _fit(made, document, rules)
    set_imprint(made, rules)
    made.core_properties.title = document.title
    return saved(made)


def _values(document: OfficialDocument, rules: DocumentLayout) -> dict[str, str]:
    on = document.on
    values = {
        "mark": document.mark, "issuer_mark": document.issuer_mark, "number": document.number,
        "title": "\n".join(broken(document.title, rules.titles)), "recipients": document.recipients, "body": BODY,
        "attachment_list": _listed(document), "signatory": document.signatory,
        "date": f"{on.year}年{on.month}月{on.day}日" if on else "", "note": document.note,
        "attachments": ATTACHED if document.attachments else "", "cc": document.cc, "issued": document.issued,
    }  # fmt: skip
    return {name: UNPRINTABLE.sub("", text) for name, text in values.items()}


def _listed(document: OfficialDocument) -> str:
    """附件：1.… with no mark at the end; a single one is not counted."""
    names = [each.title for each in document.attachments]
    if len(names) < 2:
        return f"附件：{names[0]}" if names else ""
    return "\n".join(f"{'附件：' if at == 1 else ''}{at}.{name}" for at, name in enumerate(names, start=1))


def _body(document: OfficialDocument, rules: DocumentLayout) -> Iterator[Made]:
    names: tuple[Part, ...] = ("body", "level_1", "level_2", "level_3", "level_4")
    shapes = numbered(document.lines, rules.numbering.levels)
    for line, mark in zip(document.lines, shapes, strict=True):
        yield names[line.level], mark, line.runs


def _attachments(document: OfficialDocument) -> Iterator[Made]:
    for at, each in enumerate(document.attachments, start=1):
        yield "attachment_mark", "", (Run(f"附件{at}" if len(document.attachments) > 1 else "附件"),)
        yield "attachment_title", "", (Run(each.title),)
        for text in each.paragraphs:
            yield "body", "", (Run(text),)


def _set_in(made: Docx, sign: str, parts: list[Made], rules: DocumentLayout) -> None:
    """Put the paragraphs where the frame has the sign."""
    place = next((each for each in made.paragraphs if sign in each.text), None)
    if place is None:
        return
    for part, number, runs in parts:
        paragraph = Paragraph(cast(CT_P, OxmlElement("w:p")), place._parent)
        place._p.addprevious(paragraph._p)
        paragraph.style = made.styles[rules.parts[part].style]
        if number:
            paragraph.add_run(number)
        for run in runs:
            letters = paragraph.add_run(UNPRINTABLE.sub("", run.text))
            if run.marked:
                letters.font.highlight_color = WD_COLOR_INDEX.YELLOW
    settings = place._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if settings is not None:  # the frame's own section break stays
        after = cast(CT_P, OxmlElement("w:p"))
        after.get_or_add_pPr().append(deepcopy(settings))
        place._p.addnext(after)
    _remove(place)


def _drop_empty(made: Docx) -> None:
    """Parts nothing stands in are not printed as empty lines."""
    for paragraph in list(made.paragraphs):
        whole = paragraph._p.xpath("./w:pPr/w:sectPr | .//w:drawing | .//w:br")
        if not paragraph.text.strip() and not whole and _style(paragraph).startswith("公文"):
            _remove(paragraph)


def _remove(paragraph: Any) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def _style(paragraph: Any) -> str:
    name: str = paragraph.style.name
    return name


def _fit(made: Docx, document: OfficialDocument, rules: DocumentLayout) -> None:
    """The issuer's name fits its line; the signatory stands centred over the date, never alone on a page."""
    looks = rules.parts
    bodies = [each for each in made.paragraphs if _style(each) == looks["body"].style]
    if document.signatory and bodies:
        bodies[-1 - sum(len(each.paragraphs) for each in document.attachments)].paragraph_format.keep_with_next = True
    for paragraph in made.paragraphs:
        name = _style(paragraph)
        if name == looks["issuer_mark"].style:
            size = min(looks["issuer_mark"].size, floor(letter_width(rules) * rules.grid.letters / len(paragraph.text)))
            for run in paragraph.runs:
                run.font.size = Pt(size)
        elif name == looks["number"].style and not document.issuer_mark:  # the red line belongs to the name
            none = parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="nil"/></w:pBdr>')
            paragraph._p.get_or_add_pPr().insert_element_before(none, *AFTER_RULES)
        elif name == looks["signatory"].style and document.on:
            date = f"{document.on.year}年{document.on.month}月{document.on.day}日"
            right = looks["date"].right + (_letters(date) - _letters(document.signatory)) / 2
            _indent_right(paragraph, max(right, 0), looks["signatory"].size)


def _letters(text: str) -> float:
    """How many full letters wide: digits are half."""
    return sum(0.5 if each.isascii() else 1 for each in text)


def _indent_right(paragraph: Any, letters: float, size: float) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:rightChars"), str(round(letters * 100)))
    indent.set(qn("w:right"), str(round(letters * size * 20)))


def plain(lines: tuple[Line, ...], rules: DocumentLayout) -> str:
    """The text with its numbers, a line each: what is compared with other documents."""
    marks = numbered(lines, rules.numbering.levels)
    return "\n".join(mark + line.text for mark, line in zip(marks, lines, strict=True))
