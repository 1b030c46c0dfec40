"""The leader's page: one sheet of A4 with figures, place, change, causes, problems and next steps."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from xingzhi.cases.papers import layout
from xingzhi.publish.causes import NOT_DRAFTED
from xingzhi.publish.files.subject import MARK, Subject
from xingzhi.publish.files.word_table import add_title

LABEL, TEXT = 22, 134  # mm
EMPTY = {"问题": "（由经办人填写）", "下一步": "（由经办人填写）"}


def page(subject: Subject) -> bytes:
    """The page of a release."""
    content = subject.content
    rows = rows_of(content, subject.written)
    return sheet(f"{content['place']}知识产权统计简报（{content['period']}）", rows, subject.internal,
                 f"{content['office']}　数据截至{content['data_as_of']}")  # fmt: skip


def rows_of(content: dict[str, Any], written: dict[str, str]) -> list[tuple[str, str]]:
    """What stands on the page: only what the release holds; what nobody wrote yet is left to be written."""
    figures = []
    for name in content["brief"]:
        held = content["figures"].get(content["named"][name])
        if held:
            value = "暂缺" if held["value"] is None else f"{held['value']}{held['unit']}"
            official = "（官方数据）" if held["kind"] == "official" else ""
            figures.append(f"{content['labels'][name]}：{value}{official}")
    ranks = [
        f"{table['title']}：" + "、".join(
            f"{line['label']}第{line['cells'][at]['text']}" for line in table["lines"] if line["cells"][at]["text"].isdigit())
        for table in content["tables"].values()
        for at, column in enumerate(table["columns"])
        if column["what"] == "rank"
    ]  # fmt: skip
    sentences = [sentence["text"] for section in content["sections"] for sentence in section["sentences"]]
    causes = [section["causes"]["text"] for section in content["sections"] if "causes" in section]
    rows = [("数", "\n".join(figures) or "暂缺")]
    if ranks:
        rows.append(("位次", "\n".join(ranks)))
    rows += [("变化", "".join(sentences) or "暂缺"), ("原因", "".join(causes) or NOT_DRAFTED)]
    problems = written.get("problems") or suggested(content) or EMPTY["问题"]
    return [*rows, ("问题", problems), ("下一步", written.get("next_steps") or EMPTY["下一步"])]


def suggested(content: dict[str, Any]) -> str:
    """The problems the figures themselves show, until a person writes them."""
    return "\n".join(note for note in content["footnotes"] if "暂缺" in note or "未计入" in note)


def sheet(title: str, rows: list[tuple[str, str]], internal: bool, foot: str) -> bytes:
    """The page itself, letters small enough for one sheet."""
    made = layout.blank()
    section = made.sections[0]
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    made.core_properties.title = title
    if internal:
        made.add_paragraph(MARK, layout.MARK)
    add_title(made, title)
    table = made.add_table(len(rows), 2, style="Table Grid")
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Mm(LABEL), Mm(TEXT)
    size = 12 if sum(len(text) for _, text in rows) < 600 else 10.5
    for row, (label, text) in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        row.height = Mm(18)
        head = row.cells[0].paragraphs[0]
        head.style, head.alignment = layout.HEAD_CELL, WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(label).font.size = Pt(12)
        for at, line in enumerate(text.split("\n")):
            paragraph = row.cells[1].paragraphs[0] if at == 0 else row.cells[1].add_paragraph()
            paragraph.style = layout.CELL
            paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
            paragraph.add_run(line).font.size = Pt(size)
    made.add_paragraph(foot, layout.NOTE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return layout.saved(made)
