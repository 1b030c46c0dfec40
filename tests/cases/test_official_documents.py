"""Official documents: page, grid, fonts, levels, titles, number, attachments as the standard asks, in valid order."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from xingzhi.cases.papers.checking import PaperRefused, examine
from xingzhi.cases.papers.forms import default_template
from xingzhi.cases.papers.official.content import Attachment, Line, OfficialDocument, Run, chinese, numbered
from xingzhi.cases.papers.official.titles import broken
from xingzhi.cases.papers.official.written import written
from xingzhi.packs import load

RULES = load().document_layout
FORM = load().papers["official_document"]


def line(level, text):
    return Line(level, (Run(text),))


LINES = (
    line(0, "现将情况报告如下。"), line(1, "总体情况"), line(2, "创造"), line(3, "发明"), line(4, "授权"), line(0, "授权八件。"),
    line(2, "运用"), line(1, "下一步"),
)  # fmt: skip
WHOLE = OfficialDocument(
    "示例市知识产权局关于印发2026年知识产权工作总结的通知", LINES, "示例市知识产权局文件", RULES.number.blank,
    "各旗县市场监督管理局：", "示例市知识产权局", date(2026, 3, 1), "（此件公开发布）",
    (Attachment("任务完成情况表", ("第一段",)), Attachment("说明", ())), "抄送：示例机关。", "示例办公室\t2026年3月1日印发",
)  # fmt: skip


@pytest.fixture(scope="module")
def made():
    return written(default_template(FORM), WHOLE, RULES)


def paragraphs(content):
    return [(each.style.name, each.text) for each in Document(io.BytesIO(content)).paragraphs]


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name).decode()


def test_page_and_grid_are_those_of_the_standard(made):
    section = Document(io.BytesIO(made)).sections[0]
    sizes = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(each.mm) for each in sizes] == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 22 <= (297 - 37 - 35) * 72 / 25.4 / pitch < 23
    letter = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 28 <= 156 * 72 / 25.4 / letter < 28.01
    assert round(section.bottom_margin.mm - section.footer_distance.mm - 14 * 25.4 / 72) == 7


def test_letters_of_the_text_are_as_wide_as_the_grid(made):
    style = next(each for each in Document(io.BytesIO(made)).styles if each.name == "公文正文")
    narrower = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert style.font.size.pt == 16
    assert 28 <= 156 * 72 / 25.4 / (16 + narrower) < 29
    fonts = style.element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert 'w:altName w:val="仿宋,FangSong' in part(made, "word/fontTable.xml")
    order = [each.tag.rpartition("}")[2] for each in style.element.rPr]
    assert order == sorted(order, key=["rFonts", "color", "spacing", "sz"].index)


def test_levels_have_their_numbers_fonts_and_order(made):
    said = [(name, text) for name, text in paragraphs(made) if "级标题" in name]
    assert said == [
        ("公文一级标题", "一、总体情况"), ("公文二级标题", "（一）创造"), ("公文三级标题", "1.发明"), ("公文四级标题", "（1）授权"),
        ("公文二级标题", "（二）运用"), ("公文一级标题", "二、下一步"),
    ]  # fmt: skip
    styles = {
        each.name: each.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for each in Document(io.BytesIO(made)).styles
        if each.name.startswith("公文")
    }
    assert (styles["公文一级标题"], styles["公文二级标题"], styles["公文标题"]) == (
        "黑体",
        "楷体_GB2312",
        "方正小标宋简体",
    )
    assert [chinese(each) for each in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]
    assert numbered((line(2, "甲"), line(1, "乙"), line(3, "丙")), RULES.numbering.levels) == ["（一）", "一、", "1."]


def test_parts_stand_in_order_and_empty_ones_are_left_out(made):
    names = list(dict.fromkeys(name for name, _ in paragraphs(made)))
    assert names[:4] == ["公文发文机关标志", "公文发文字号", "公文标题", "公文主送机关"]
    assert (
        names.index("公文附件说明")
        < names.index("公文发文机关署名")
        < names.index("公文成文日期")
        < names.index("公文附件标识")
    )
    said = dict(paragraphs(made))
    assert said["公文附件说明"] == "附件：1.任务完成情况表\n2.说明"
    assert said["公文成文日期"] == "2026年3月1日"
    bare = dict(paragraphs(written(default_template(FORM), OfficialDocument("总结", LINES), RULES)))
    assert set(bare) == {"公文标题", "公文正文", *(f"公文{level}级标题" for level in "一二三四")}


def test_the_number_is_left_blank_and_the_red_line_belongs_to_the_issuers_name(made):
    said = dict(paragraphs(made))
    assert not re.search(r"\d|[\u4e00-\u9fa5]", said["公文发文字号"].replace("号", ""))
    assert "FF0000" in part(made, "word/styles.xml")
    plain = written(default_template(FORM), OfficialDocument("总结", LINES, number="示知发〔2026〕1号"), RULES)
    assert 'w:val="nil"' in part(plain, "word/document.xml")
    assert re.fullmatch(RULES.number.pattern, "示知发〔2026〕1号")
    for wrong in ("示知发[2026]1号", "示知发〔2026〕第1号", "示知发〔2026〕01号", "示知发〔26〕1号"):
        assert not re.fullmatch(RULES.number.pattern, wrong)


def test_the_date_stands_four_letters_from_the_right_with_the_signatory_over_it(made):
    looks = {each.style.name: each for each in Document(io.BytesIO(made)).paragraphs}
    date_style = looks["公文成文日期"].style.element.pPr.find(qn("w:ind"))
    assert date_style.get(qn("w:rightChars")) == "400"
    width = 3 + 6 * 0.5  # 2026年3月1日
    signatory = int(looks["公文发文机关署名"]._p.pPr.find(qn("w:ind")).get(qn("w:rightChars"))) / 100
    assert signatory + len("示例市知识产权局") / 2 == 4 + width / 2


def test_page_numbers_are_outside_and_the_same_content_is_the_same_file(made):
    feet = [
        part(made, name)
        for name in zipfile.ZipFile(io.BytesIO(made)).namelist()
        if "footer" in name and "rels" not in name
    ]
    sides = sorted(re.search(r'<w:jc w:val="(\w+)"', foot)[1] for foot in feet if "PAGE" in foot)
    assert sides == ["left", "right"]
    assert made == written(default_template(FORM), WHOLE, RULES)


def test_long_titles_keep_words_whole():
    assert broken("示例盟2026年知识产权工作总结", RULES.titles) == ("示例盟2026年知识产权工作总结",)
    lines = broken(WHOLE.title + "的补充通知", RULES.titles)
    assert "".join(lines) == WHOLE.title + "的补充通知"
    assert max(map(len, lines)) <= RULES.titles.letters
    assert broken("示例盟市场监督管理局关于印发2026年知识产权工作总结的通知", RULES.titles) == (
        "示例盟市场监督管理局关于印发", "2026年知识产权工作总结的通知",
    )  # fmt: skip
    for title in (
        "示例盟知识产权局关于开展2026年第四季度专利质押融资服务情况的报告",
        "关于印发《示例盟高价值发明专利培育专项行动方案（2026—2028年）》的通知",
    ):
        for line in broken(title, RULES.titles):
            assert line[0] not in RULES.titles.never_first
            assert not line.endswith(("第四", "知识", "《"))


def test_marks_of_a_review_copy_are_set_off(made):
    marked = OfficialDocument("总结", (Line(0, (Run("甲。"), Run("【无依据】乙。", True))),))
    assert 'w:highlight w:val="yellow"' in part(written(default_template(FORM), marked, RULES), "word/document.xml")
    assert "w:highlight" not in part(made, "word/document.xml")


def test_the_office_may_load_its_own_frame():
    frame = Document(io.BytesIO(default_template(FORM)))
    frame.paragraphs[0].insert_paragraph_before("示例市自己的底稿")
    held = io.BytesIO()
    frame.save(held)
    examine(FORM, held.getvalue())
    texts = [text for _, text in paragraphs(written(held.getvalue(), WHOLE, RULES))]
    assert texts[0] == "示例市自己的底稿"
    assert "一、总体情况" in texts
    frame.paragraphs[0].text = "{{ phone }}"
    frame.save(held := io.BytesIO())
    with pytest.raises(PaperRefused):
        examine(FORM, held.getvalue())
