"""Every kind of Word file the product writes is one Word and WPS open; `tests/word_files.py` finds what they would not."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest

from tests.word_files import faults
from xingzhi.cases.papers.filling import fill
from xingzhi.cases.papers.forms import default_template
from xingzhi.cases.papers.official.content import Attachment, Line, OfficialDocument, Run
from xingzhi.cases.papers.official.written import written
from xingzhi.cases.papers.values import example
from xingzhi.packs import load
from xingzhi.publish.files.one_page import Sheet, drawn
from xingzhi.sample.plan_notice import notice_docx

FRAME = load().papers["official_document"]


@pytest.mark.parametrize("form", load().papers)
def test_papers_of_packs(form):
    frame = default_template(load().papers[form])
    assert faults(fill(frame, [example(load().papers[form])] * 2)) == []


@pytest.mark.parametrize(
    ("lines", "attachments"),
    [(1, ()), (12, ()), (23, ()), (1, (Attachment("表", ("甲",)), Attachment("单", ("乙",))))],
    ids=["imprint on its own page", "on the text's", "after a blank one", "with attachments"],
)
def test_official_documents(lines, attachments):
    said = (Line(1, (Run("总体情况"),)), *[Line(0, (Run("走访企业。"), Run("【无依据】", True)))] * lines)
    whole = OfficialDocument(
        "示例市知识产权局关于印发方案的通知", said, "示例市知识产权局文件", "示知发〔2026〕1号", "各局：", "示例市知识产权局", date(2026, 3, 1),
        "（此件公开发布）", attachments, "抄送：示例机关。", "示例办公室\t2026年3月1日印发", "内部测算，不对外发布",
    )  # fmt: skip
    assert faults(written(default_template(FRAME), whole, load().document_layout)) == []


def test_the_one_page_and_the_sample_notice():
    assert faults(drawn(Sheet("简报", [("数", "甲"), ("变化", "乙\n丙")], True, "示例局"))) == []
    assert faults(notice_docx()) == []


@pytest.fixture(scope="module")
def sound():
    short = OfficialDocument("总结", (Line(0, (Run("甲。"),)),), cc="抄送：局。")
    return written(default_template(FRAME), short, load().document_layout)


@pytest.mark.parametrize(
    ("part", "wrong", "right", "said"),
    [
        ("word/document.xml", r"<w:tblW [^>]*/>(<w:tblBorders>.*?</w:tblBorders>)", r"\1<w:tblW w:w='1' w:type='dxa'/>", "tblPr"),
        ("word/document.xml", r"(<w:tc>.*?</w:tcPr>).*?</w:tc>", r"\1</w:tc>", "cell without paragraph"),
        ("word/document.xml", r'r:id="rId\d+"', 'r:id="rId999"', "leads nowhere"),
        ("word/document.xml", r'w:val="公文正文"', 'w:val="无此样式"', "no style"),
        ("word/styles.xml", r'(<w:sz w:val="\d+"/>)', r"\1\1", "twice in rPr"),
        ("word/fontTable.xml", r"<w:altName [^>]*/>", "", "nothing stands in"),
        ("[Content_Types].xml", r'<Override PartName="/word/footer1.xml"[^>]*/>', "", "footer1.xml has no content type"),
    ],
)  # fmt: skip
def test_what_word_would_refuse_is_found(sound, part, wrong, right, said):
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as packed, zipfile.ZipFile(broken, "w") as out:
        for name in packed.namelist():
            text = packed.read(name)
            if name == part:
                changed = re.sub(wrong, right, text.decode(), flags=re.DOTALL)
                assert changed.encode() != text
                text = changed.encode()
            out.writestr(name, text)
    assert any(said in each for each in faults(broken.getvalue()))
