"""Patent documents in XML: what is read from each shape, and what is refused."""

import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from tests.intake.xml_samples import DOCDB, FILING, NUMBER, ST96, TRADEMARK, ZC0012, rows_of
from xingzhi.intake.messages import message
from xingzhi.intake.readers import ReaderProblem, open_book
from xingzhi.intake.readers.xml_safe import documents
from xingzhi.sample.xml_files import Document, write_xml


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "a.xml") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read_all(path: Path) -> None:
    for sheet in open_book(path).sheets:
        list(sheet.rows())


def refused(path: Path) -> ReaderProblem:
    with pytest.raises(ReaderProblem) as caught:
        read_all(path)
    assert message(caught.value.code, caught.value.params) != caught.value.code, "it has a sentence"
    return caught.value


def document(serial: int = 1, **values: object) -> Document:
    given: dict[str, object] = {
        "number": NUMBER, "filed": date(2020, 3, 4), "publication": f"11100000{serial}", "kind": "A",
        "published": date(2021, 3, 2), "title": f"一种装置{serial}", "applicants": ["示例甲有限公司", "示例乙大学"],
        "inventors": ["甲一", "乙二"], "address": "137400 内蒙古自治区兴安盟示例路1号",
        "classes": ["A01B 1/00 (2006.01)", "B02C 2/10 (2006.01)"], "agency": "示例专利代理有限公司 15001",
        "attorney": "丙三", "abstract": "一种装置。", "claim": "1.一种装置。",
        "priorities": [("KR", "10-2019-0100096", date(2019, 8, 10))], "divided_from": "201910000001.9",
    }  # fmt: skip
    return Document(**(given | values))  # type: ignore[arg-type]


def test_a_file_of_published_documents_is_a_row_each(tmp_path):
    path = write_xml(tmp_path / "a.xml", [document(1), document(2, priorities=[], agency="")], date(2021, 3, 2))
    first, second = rows_of(path)
    assert {heading: first[heading] for heading in first if not heading.startswith("XML")} == {
        "申请号": f"CN{NUMBER}", "名称": "一种装置1", "申请人": "示例甲有限公司; 示例乙大学", "发明人": "甲一; 乙二",
        "申请日": "20200304", "公开（公告）号": "CN111000001A", "公开（公告）日": "20210302",
        "主分类号": "A01B 1/00 (2006.01)", "分类号": "A01B 1/00 (2006.01); B02C 2/10 (2006.01)",
        "代理机构": "示例专利代理有限公司 15001", "代理人": "丙三", "地址": "137400 内蒙古自治区兴安盟示例路1号",
        "优先权": "KR 10-2019-0100096 20190810", "分案原申请号": "201910000001.9",
        "摘要": "一种装置。", "主权项": "1.一种装置。",
    }  # fmt: skip
    assert "优先权" not in second
    assert "代理机构" not in second
    assert (first["XML 文献"], second["XML 文献"]) == ("1", "2")
    assert "BibliographicData/ApplicationReference" in first["XML 元素"]


def test_the_older_shape_of_the_national_office(tmp_path):
    [row] = rows_of(written(tmp_path, ZC0012))
    assert row["申请号"] == f"CN{NUMBER}"
    assert row["公开（公告）号"] == "CN111000001A"
    assert row["分类号"] == "A01B1/00(2006.01)I; B02C2/10"
    assert row["优先权"] == "KR 10-2019-0100096 20190810; JP 2019-123456 20190901"
    assert row["分案原申请号"] == "201910000001.9"
    assert row["主权项"] == "1.一种装置，包括：\n机架；\n电机。"
    assert row["代理人"] == "丙三"


def test_a_priority_at_home_stands_beside_one_abroad(tmp_path):
    at_home = (
        "<cn-domestic-priority-claim><substitution><relation><parent-doc><document-id><country>CN</country>"
        "<doc-number>201910000002.5</doc-number><date>20190601</date></document-id></parent-doc></relation></substitution>"
        "</cn-domestic-priority-claim><cn-related-documents>"
    )
    [row] = rows_of(written(tmp_path, ZC0012.replace("<cn-related-documents>", at_home)))
    assert row["优先权"].endswith("; CN 201910000002.5 20190601")


def test_of_several_languages_and_forms_the_chinese_original_is_taken_once(tmp_path):
    [row] = rows_of(written(tmp_path, ZC0012))
    assert (row["名称"], row["申请人"]) == ("一种装置", "示例甲有限公司; 示例乙大学")
    assert row["摘要"] == "一种装置，包括机架。\n另一段。"
    assert row["地址"] == "137400 内蒙古自治区兴安盟示例路1号"
    [row] = rows_of(written(tmp_path, DOCDB))
    assert (row["名称"], row["申请人"], row["申请号"]) == ("一种装置", "示例甲有限公司", NUMBER)


def test_family_members_are_a_table_of_their_own(tmp_path):
    book = open_book(written(tmp_path, DOCDB))
    assert [sheet.name for sheet in book.sheets] == ["", "同族"]
    rows = [cells for _, cells in book.sheets[1].rows()]
    assert rows == [["申请号", "同族号", "XML 文件", "XML 文献"], [NUMBER, "US2021123456A1", None, "1"]]
    assert "xml_family" in [note.code for note in book.notes]


def test_st96(tmp_path):
    [row] = rows_of(written(tmp_path, ST96))
    assert (row["申请号"], row["名称"]) == (f"CN{NUMBER}", "一种装置")
    assert row["申请人"] == "示例甲有限公司; Doe Jane"
    assert (row["申请公布号"], row["申请公布日"]) == ("CN111000001A", "2021-03-02")
    assert (row["主分类号"], row["优先权"]) == ("A01B1/00", "KR 10-2019-0100096 2019-08-10")
    assert row["分案原申请号"] == "201910000001.9"


def test_st96_trademarks_have_the_headings_of_their_own_register(tmp_path):
    [row] = rows_of(written(tmp_path, TRADEMARK))
    assert (row["申请/注册号"], row["商标名称"], row["国际分类"]) == ("990000001", "示例牧歌", "30; 9")
    assert (row["申请日期"], row["初审公告期号"], row["初审公告日期"]) == ("2026-02-03", "1990", "2026-08-06")
    assert (row["申请人"], row["商品/服务"]) == ("示例牧业有限公司", "米")
    assert "专利" not in "".join(row)
    assert "摘要" not in row


def test_a_line_wrapped_in_the_file_is_one_line(tmp_path):
    [row] = rows_of(written(tmp_path, FILING["claims.xml"]))
    assert row["主权项"] == "一种装置，包括机架。"


def test_a_part_of_a_filing_says_what_is_missing(tmp_path):
    notes = {note.code: note.params for note in open_book(written(tmp_path, FILING["claims.xml"])).notes}
    assert notes["xml_filing"]["parts"] == {"zh": "权利要求书", "en": "claims"}
    assert notes["xml_filing"]["missing"] == "申请号、申请日、申请人、发明人、名称、摘要"
    assert "xml_number_missing" in notes


def test_characters_named_by_the_document_type_are_read_without_it(tmp_path):
    text = FILING["abstract.xml"].replace("本发明", "&alpha;&hellip;本发明")
    head = '<!DOCTYPE cn-application-body SYSTEM "/nowhere/x.dtd" []>'
    assert rows_of(written(tmp_path, head + text))[0]["摘要"].startswith("α…本发明")


@pytest.mark.parametrize("encoding", ["gb2312", "GBK", "gb18030", "utf-16"])
def test_the_encoding_the_file_names_is_believed_and_gb2312_taken_for_all_of_gb18030(tmp_path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + FILING["abstract.xml"].replace("装<br/>", "㐂<br/>")
    path = written(tmp_path, text, "utf-16" if encoding == "utf-16" else "gb18030")
    assert rows_of(path)[0]["摘要"] == "本发明公开了一种㐂置。"


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(12))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"<!DOCTYPE x [{LAUGHS}]><cn-application-body><p>&l11;</p></cn-application-body>", "xml_entities"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><cn-application-body>&e;</cn-application-body>',
         "xml_entities"),
        ('<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x">%e;]><cn-application-body/>', "xml_entities"),
        ("<cn-application-body><p>断了", "xml_damaged"),
        ("<cn-application-body><p></cn-application-body>", "xml_damaged"),
        ("<cn-application-body>&nowhere;</cn-application-body>", "xml_damaged"),
        ("<fruit><apple/></fruit>", "xml_unknown"),
        ("<?xml version='1.0' encoding='klingon'?><cn-application-body/>", "xml_encoding"),
        ("<cn-application-body>" + "<p>" * 400 + "</p>" * 400 + "</cn-application-body>", "xml_too_big"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused(tmp_path, text, code):
    assert refused(written(tmp_path, text)).code == code


def test_entities_hidden_behind_much_else_are_refused(tmp_path):
    padded = f"<!DOCTYPE x [<!--{'x' * 100_000}-->{LAUGHS}]><cn-application-body><p>&l11;</p></cn-application-body>"
    assert refused(written(tmp_path, '<?xml version="1.0"?>' + padded)).code == "xml_entities"


def test_bytes_that_are_not_what_the_head_says(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(b'<?xml version="1.0" encoding="utf-8"?>' + FILING["abstract.xml"].encode("gbk"))
    problem = refused(path)
    assert (problem.code, problem.params["encoding"]) == ("xml_encoding", "utf-8")


def test_the_place_of_a_fault_is_told(tmp_path):
    problem = refused(written(tmp_path, "<cn-application-body>\n<p>\n</q></cn-application-body>"))
    assert problem.params["line"] == 3
    assert "第 3 行" in message(problem.code, problem.params)
    unknown = refused(written(tmp_path, "<a><b/></a>"))
    assert unknown.params["root"] == "a"


def test_many_documents_stream(tmp_path):
    path = write_xml(tmp_path / "a.xml", [document(i % 9 + 1) for i in range(400)], date(2021, 3, 2))
    tracemalloc.start()
    assert sum(1 for _ in open_book(path).sheets[0].rows()) == 401
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()


def test_a_document_without_end_is_not_collected_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr("xingzhi.intake.readers.xml_safe._MAX_DOCUMENT", 1 << 20)
    path = written(tmp_path, "<cn-application-body>" + "<p>字</p>" * 400_000 + "</cn-application-body>")
    assert refused(path).code == "xml_too_big"


def test_nothing_is_fetched_and_nothing_outside_is_opened(tmp_path, monkeypatch):
    outside = tmp_path / "outside.dtd"
    outside.write_text('<!ENTITY secret "geheim">')
    text = f'<!DOCTYPE cn-application-body SYSTEM "{outside.as_uri()}">' + FILING["abstract.xml"].replace(
        "装", "&secret;"
    )
    assert "geheim" not in rows_of(written(tmp_path, text))[0]["摘要"]
    with outside.open("rb") as stream, pytest.raises(ReaderProblem):
        list(documents(stream, ["x"], "outside.dtd"))
