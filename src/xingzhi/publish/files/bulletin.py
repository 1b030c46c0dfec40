"""The bulletin as an official document (page, fonts and lines after GB/T 9704-2012); its number stays blank until given."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from xingzhi.cases.papers import layout
from xingzhi.cases.papers.official.page import set_page
from xingzhi.cases.papers.official.styles import ceil_twips, letter_width
from xingzhi.packs import load
from xingzhi.publish.files.subject import MARK, Subject
from xingzhi.publish.files.word_chart import add_chart
from xingzhi.publish.files.word_table import add_rows, add_table, add_title
from xingzhi.publish.wording import day

NUMERALS = "一二三四五六七八九十"


def document(subject: Subject) -> bytes:
    """The whole bulletin."""
    content, made = subject.content, layout.blank()
    _on_grid(made)
    made.core_properties.title = content["title"]
    if subject.internal:
        made.add_paragraph(MARK, layout.MARK)
    add_title(made, content["title"])
    made.add_paragraph(f"文号：{subject.number}", layout.NOTE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if subject.changes:
        _amendment(made, subject)
    charts = 0
    for at, section in enumerate(content["sections"]):
        made.add_paragraph(f"{NUMERALS[at]}、{section['heading']}", layout.HEADING)
        charts = _section(made, content, section, charts)
    _notes(made, subject)
    _signed(made, subject)
    return layout.saved(made)


def _on_grid(made: Docx) -> None:
    """22 lines of 28 letters a page for the text, as the standard asks; titles, tables and notes keep their own lines."""
    rules = load().document_layout
    set_page(made, rules)
    free = OxmlElement("w:snapToGrid")  # the letters keep the distance themselves: programs disagree about snapping
    free.set(qn("w:val"), "0")
    made.styles["Normal"].element.get_or_add_pPr().insert_element_before(free, "w:spacing", "w:ind", "w:jc")
    for name in (layout.BODY, layout.HEADING):
        style = made.styles[name]
        style.paragraph_format.line_spacing = Pt(rules.grid.pitch)
        narrower = OxmlElement("w:spacing")
        narrower.set(qn("w:val"), str(ceil_twips(letter_width(rules) - style.font.size.pt)))
        style.element.get_or_add_rPr().find(qn("w:sz")).addprevious(narrower)


def _section(made: Docx, content: dict[str, Any], section: dict[str, Any], charts: int) -> int:
    text = "".join(sentence["text"] for sentence in section["sentences"])
    if text:
        made.add_paragraph(text, layout.BODY)
    if "causes" in section:
        made.add_paragraph(section["causes"]["text"], layout.BODY)
    for id in section["tables"]:
        add_table(made, content["tables"][id])
    for id in section["charts"]:
        charts += 1
        add_chart(made, content["charts"][id], charts)
    if "abnormal" in section:
        _abnormal(made, section["abnormal"])
    if "collected" in section:
        _collected(made, section["collected"])
    return charts


def _collected(made: Docx, held: dict[str, Any]) -> None:
    if held["empty"]:
        made.add_paragraph(held["empty"], layout.BODY)
        return
    heading = made.add_paragraph(held["title"], layout.HEAD_CELL)
    heading.alignment, heading.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    add_rows(made, held["columns"], held["lines"])
    made.add_paragraph(f"注：{''.join(held['notes'])}", layout.NOTE)


def _abnormal(made: Docx, held: dict[str, Any]) -> None:
    if not held["lines"]:
        made.add_paragraph(held["empty"], layout.BODY)
        return
    rows = [[line["label"], *(str(count) for count in line["counts"])] for line in held["lines"]]
    add_rows(made, ["口径", *held["columns"]], rows)
    made.add_paragraph(f"注：{held['note']}", layout.NOTE)


def _amendment(made: Docx, subject: Subject) -> None:
    made.add_paragraph(f"修订说明（第{subject.version}版）", layout.HEADING)
    add_rows(made, ["数据", "原公布", "修订后", "原因"], [list(change) for change in subject.changes])


def _notes(made: Docx, subject: Subject) -> None:
    content = subject.content
    made.add_paragraph("说明", layout.HEADING)
    notes = [*subject.footnotes, f"数据截至{content['data_as_of']}。"]
    if subject.inputs_basis:
        notes.append(f"本局统计数据的依据：{subject.inputs_basis}。")
    notes += subject.differences
    notes += [
        f"{each['title']}：{each['definition']}（口径版本{each['version']}）。" for each in content["definitions"]
    ]
    for at, note in enumerate(notes, 1):
        made.add_paragraph(f"{at}. {note}", layout.NOTE)


def _signed(made: Docx, subject: Subject) -> None:
    for at, line in enumerate(
        (subject.content["office"], day(subject.released_on) if subject.released_on else "    年  月  日")
    ):
        paragraph = made.add_paragraph(line, layout.SIGNATURE)
        paragraph.paragraph_format.keep_with_next = at == 0
        if at == 0:
            paragraph.paragraph_format.space_before = Pt(28)
