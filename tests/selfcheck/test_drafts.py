"""The parts of a draft are found in every form it comes in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from tests.intake.xml_samples import FILING
from tests.selfcheck.samples import LINES, OTHER, SHARED, TITLE, text_draft, word_draft
from xingzhi.screening.similar_applications.files import Refused
from xingzhi.selfcheck.drafts import read_draft
from xingzhi.selfcheck.lines import Line, passages_of


def parts(name: str, content: bytes) -> list[tuple[str, int, str]]:
    return [(passage.kind, passage.number, passage.text) for passage in read_draft([(name, content)])]


EXPECTED = [
    ("title", 1, f"{TITLE}及其使用方法"),
    ("abstract", 1, f"本发明的{SHARED}，另设滤网。"),
    ("claim", 1, f"1. {TITLE}，其特征在于，{SHARED}。\n所述出水孔朝下。"),
    ("claim", 2, "2. 根据权利要求1所述的装置，其特征在于，还设有滤网。"),
    ("paragraph", 1, "涉及牧区灌溉。"),
    ("paragraph", 2, f"晾晒之后，{OTHER}，直到含水合乎要求。"),
]


def test_a_word_document_and_a_text_give_the_same_parts(tmp_path: Path) -> None:
    assert parts("a.docx", word_draft(tmp_path).read_bytes()) == EXPECTED
    assert parts("a.txt", text_draft(tmp_path).read_bytes()) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_the_encodings_of_desktops(encoding: str) -> None:
    assert parts("a.txt", "\n".join(LINES).encode(encoding)) == EXPECTED


def test_headings_that_stand_in_the_page_header_only_are_found() -> None:
    from docx import Document

    document = Document()
    document.sections[0].header.paragraphs[0].text = "权 利 要 求 书"
    document.add_paragraph("1. 一种装置，包括机架。")
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "说 明 书 摘 要"
    document.add_paragraph("本发明公开一种装置。")
    written = BytesIO()
    document.save(written)
    assert parts("a.docx", written.getvalue()) == [
        ("abstract", 1, "本发明公开一种装置。"),
        ("claim", 1, "1. 一种装置，包括机架。"),
    ]


def test_text_struck_out_is_no_part_of_a_draft(tmp_path: Path) -> None:
    from docx import Document
    from docx.oxml import parse_xml

    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = Document()
    paragraph = document.add_paragraph("留下的话。")
    paragraph._p.append(parse_xml(f"<w:del {namespace}><w:r><w:delText>删去的话</w:delText></w:r></w:del>"))
    written = BytesIO()
    document.save(written)
    assert parts("a.docx", written.getvalue()) == [("paragraph", 1, "留下的话。")]


def test_the_files_of_a_filing_make_one_draft() -> None:
    files = [(name, f'<?xml version="1.0"?>\n{text}'.encode()) for name, text in FILING.items()]
    assert [(passage.kind, passage.text) for passage in read_draft(files)] == [
        ("title", "一种装置"),
        ("abstract", "本发明公开了一种装置。"),
        ("claim", "一种装置，包括机架。"),
    ]


def test_without_headings_claims_are_told_by_their_words() -> None:
    lines = ["一种装置", "1. 一种装置，其特征在于，包括机架。", "2. 机架用钢制成的装置较为牢固。"]
    assert [passage.kind for passage in passages_of(map(Line, lines))] == ["title", "claim", "paragraph"]


def test_a_name_and_its_value_may_stand_on_one_line() -> None:
    found = passages_of(map(Line, ["发明名称：一种装置", "摘要：一种装置，包括机架。"]))
    assert [(each.kind, each.text) for each in found] == [("title", "一种装置"), ("abstract", "一种装置，包括机架。")]


def test_the_head_of_a_column_in_a_table_is_no_second_title() -> None:
    found = passages_of(map(Line, ["一种装置", "技术领域", "名称", "氯化钠"]))
    assert [(each.kind, each.text) for each in found] == [
        ("title", "一种装置"),
        ("paragraph", "名称"),
        ("paragraph", "氯化钠"),
    ]


def test_lines_the_program_numbers_are_claims_each() -> None:
    lines = [Line("权利要求书"), Line("一种装置。", True), Line("其机架为钢。"), Line("如上的装置。", True)]
    assert [each.text for each in passages_of(lines)] == ["一种装置。\n其机架为钢。", "如上的装置。"]


@pytest.mark.parametrize(
    "content",
    [b"\xd0\xcf\x11\xe0 old word", b"%PDF-1.7", b"PK\x03\x04 broken", b"", b"  \n", b"<?xml version='1.0'?><other/>",
     b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><cn-application-body>&b;</cn-application-body>"],
)  # fmt: skip
def test_what_is_no_draft_is_refused_in_both_languages(content: bytes) -> None:
    with pytest.raises(Refused, match=r".+ / .+"):
        read_draft([("a", content)])
