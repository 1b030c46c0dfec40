"""The imprint stands at the foot of the last page, an even one, whatever the length of the text."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from xingzhi.cases.papers.forms import default_template
from xingzhi.cases.papers.official.content import Line, OfficialDocument, Run
from xingzhi.cases.papers.official.measure import lines
from xingzhi.cases.papers.official.written import written
from xingzhi.packs import load

RULES = load().document_layout
FRAME = default_template(load().papers["official_document"])
LONG = "各地要按照年度计划抓好高价值发明专利培育、商标品牌建设和地理标志保护运用，2026年全年发明专利授权量达到128件，同比增长12.5%。"


def made(paragraphs, short=0, template=FRAME, **parts):
    said = [Line(0, (Run(text),)) for text in [LONG] * paragraphs + ["加一行。"] * short]
    whole = OfficialDocument(
        "示例市知识产权局关于2026年知识产权工作情况的报告", tuple(said), "示例市知识产权局文件", "示知发〔2026〕1号", "自治区知识产权局：",
        "示例市知识产权局", date(2026, 11, 27), "（此件公开发布）", cc="抄送：自治区市场监督管理局，盟行政公署办公室，盟委宣传部，各旗县人民政府。",
        issued="示例市知识产权局办公室\t2026年11月27日印发",
    )  # fmt: skip
    return Document(io.BytesIO(written(template, whole, RULES)))


def kind(document):
    """Shares the page of the text, or begins an even page: numbered or not."""
    if len(document.sections) == 1:
        return "shared"
    assert document.sections[1]._sectPr.find(qn("w:type")).get(qn("w:val")) == "evenPage"
    assert all(
        "PAGE" in foot._element.xml for foot in (document.sections[0].footer, document.sections[0].even_page_footer)
    )
    return "own" if "PAGE" in document.sections[1].even_page_footer._element.xml else "own, no number"


# Counted in a rendering: the text ends on the page named.
@pytest.mark.parametrize(
    ("paragraphs", "short", "expected"),
    [
        (0, 1, "own"),  # page 1: page 2 is the imprint's
        (3, 3, "shared"),  # page 2
        (3, 12, "own, no number"),  # page 2, full: page 3 stays blank
        (3, 22, "own"),  # page 3
        (17, 0, "shared"),  # page 4
    ],
)
def test_its_page_is_even_and_numbered_unless_a_blank_one_stands_before_it(paragraphs, short, expected):
    assert kind(made(paragraphs, short)) == expected


def test_it_is_a_table_as_wide_as_the_text_tied_to_the_foot_of_the_page():
    [table] = made(3).tables
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert {name: place.get(qn(f"w:{name}")) for name in ("vertAnchor", "tblpYSpec")} == {
        "vertAnchor": "margin", "tblpYSpec": "bottom",
    }  # fmt: skip
    assert int(place.get(qn("w:tblpX"))) == pytest.approx(28 / 25.4 * 1440, abs=1)
    assert int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) == pytest.approx(156 / 25.4 * 1440, abs=1)
    edges = {each.tag.rpartition("}")[2]: each.get(qn("w:sz")) for each in table._tbl.tblPr.find(qn("w:tblBorders"))}
    assert edges == {"top": "8", "bottom": "8", "insideH": "6"}  # eighths of a point: 0.35 mm outside, 0.25 mm inside
    said = [cell.paragraphs[0] for row in table.rows for cell in row.cells]
    assert [each.style.name for each in said] == ["公文抄送", "公文印发"]
    assert said[1].text == "示例市知识产权局办公室\t2026年11月27日印发"
    assert said[1].paragraph_format.tab_stops[0].alignment.name == "RIGHT"


def test_where_the_end_of_the_text_cannot_be_counted_it_begins_a_page_of_its_own():
    frame = Document(io.BytesIO(FRAME))
    frame.paragraphs[0]._p.addprevious(frame.add_table(2, 2)._tbl)
    held = io.BytesIO()
    frame.save(held)
    assert kind(made(3, template=held.getvalue())) == "own"


def test_lines_are_counted_as_the_grid_breaks_them():
    assert lines("一" * 28, 28) == 1
    assert lines("一" * 28 + "。", 28) == 1  # a full stop does not begin a line
    assert lines("一" * 29, 28) == 2
    assert lines("一" * 27, 28, first=2) == 2
    assert lines("一" * 27 + "2026", 28) == 2  # a number is not parted
    assert lines("甲\n乙", 28) == 2
