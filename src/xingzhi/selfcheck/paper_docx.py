"""A comparison as a Word document, in Chinese and English, the stretches highlighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xingzhi.screening.similar_applications.spans import Span, cut
from xingzhi.selfcheck.comparing import Comparison, Match
from xingzhi.selfcheck.passages import Passage, Said
from xingzhi.selfcheck.published import Supplied
from xingzhi.selfcheck.saying import (
    CHARACTERS,
    CLOSEST,
    DRAFT,
    FOUND,
    HEADING,
    PART,
    THAT,
    common,
    listed,
    overall,
    part_rows,
    statement,
)
from xingzhi.text.word import in_chinese, name_fonts

_FONT = "宋体"
_NO_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # XML has no place for them


def as_docx(comparison: Comparison, sources: Sequence[Supplied]) -> bytes:
    """The report's bytes; its properties name no person and no day."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    style = document.styles["Normal"]
    style.font.name = _FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    in_chinese(document)
    name_fonts(document, [(_FONT, "SimSun")])
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    document.add_heading(HEADING.zh, 1)
    document.add_paragraph(HEADING.en)
    for line in statement(sources):
        document.add_paragraph(_clean(f"{line.zh}\n{line.en}"), style="List Bullet")
    document.add_paragraph(str(overall(comparison)))
    _parts(document, comparison)
    document.add_heading(str(listed(comparison)), 2)
    for place, match in enumerate(comparison.matches, 1):
        _match(document, comparison.draft, place, match)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _parts(document: Any, comparison: Comparison) -> None:
    rows: list[tuple[Said | str, ...]] = [(PART, CHARACTERS, FOUND, CLOSEST)]
    for name, characters, found, part in part_rows(comparison):
        closest = "—" if part else ""
        if part and part.closest:
            closest = f"{part.closest.number}: {part.closest_characters}"
        rows.append((name, str(characters), found, closest))
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for line, cells in zip(table.rows, rows, strict=True):
        for cell, value in zip(line.cells, cells, strict=True):
            cell.text = _clean(str(value))


def _match(document: Any, draft: Sequence[Passage], place: int, match: Match) -> None:
    text = match.text
    document.add_heading(_clean(f"{place}. {text.number} {text.title}"), 3)
    facts = [str(common(match.characters)), str(text.day or ""), text.file]
    document.add_paragraph(_clean(" · ".join(each for each in facts if each)))
    table = document.add_table(2, 2, style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, (DRAFT, THAT), strict=True):
        cell.text = str(heading)
    _marked(table.rows[1].cells[0], draft, match.of_draft)
    _marked(table.rows[1].cells[1], text.passages, match.of_text)


def _marked(cell: Any, passages: Sequence[Passage], marked: Mapping[int, list[Span]]) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for count, (at, spans) in enumerate(marked.items()):
        passage = passages[at]
        lines = cell.paragraphs[0] if count == 0 else cell.add_paragraph()
        lines.add_run(_clean(f"{passage.label}\n")).bold = True
        for text, same in cut(passage.text, spans):
            run = lines.add_run(_clean(text))
            if same:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _clean(text: str) -> str:
    return text.translate(_NO_TEXT)
