"""The strategic-industry table: read from DOCX as officials write it, and its keywords where they are plainly a list."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from xingzhi.packs import Packs
from xingzhi.packs.crosswalk import Crosswalk, CrosswalkRow, from_json, read_symbols
from xingzhi.packs.crosswalk_files import CSV_COLUMNS, CrosswalkProblem, read_crosswalk
from xingzhi.packs.keywords import haystacks, needle, read_keywords
from xingzhi.sample.crosswalk_file import counts, write_crosswalk


def hay(text: str) -> str:
    return str(haystacks(pa.array([text]))[0].as_py())


@pytest.fixture
def document(tmp_path: Path, packs: Packs) -> Any:
    """Write a DOCX with an office program's library and read it; rows are cells, None merges with the cell above."""

    def document(*tables: list[list[str | None]]) -> Crosswalk:
        made = Document()
        made.add_paragraph("附件")
        for rows in tables:
            table = made.add_table(len(rows), len(rows[0]))
            for at, row in enumerate(rows):
                for column, text in enumerate(row):
                    if text is None:
                        table.cell(at - 1, column).merge(table.cell(at, column))
                    else:
                        table.cell(at, column).text = text
        made.save(str(tmp_path / "表.docx"))
        return read_crosswalk(tmp_path / "表.docx", packs.sei_crosswalk)

    return document


HEAD = ["代码", "名称", "IPC分类号", "关键词"]


def test_rows_merged_cells_and_levels(document):
    read = document(
        [
            HEAD,
            ["1", "甲产业", "", ""],
            ["1.1", "乙领域", "", ""],
            ["1.1.1", "丙类", "G06F40*、A61B5/0476，A61B5/0478", ""],
            [None, None, "G05B15/02", "智能家居；机器人"],
            ["1.1.2", "丁类", "H04L*", ""],
        ]
    )
    assert [(row.code, row.name, row.include, row.keyword) for row in read.rows] == [
        ("1.1.1", "丙类", ("G06F40*", "A61B5/0476", "A61B5/0478"), ""),
        ("1.1.1", "丙类", ("G05B15/02",), "智能家居；机器人"),
        ("1.1.2", "丁类", ("H04L*",), ""),
    ]
    assert read.name("1.1.1") == "甲产业 › 乙领域 › 丙类"


def test_code_and_name_in_one_cell_blank_cells_and_a_second_table_without_headings(document):
    read = document(
        [
            ["产业名称", "国际专利分类", "关键词"],
            ["１．１ 乙领域", "", ""],
            ["1.1.1丙类", "g06f 40＊", ""],
            ["", "H04W4/02", "定位"],
        ],
        [["1.2.1 戊类", "B60K6/20(2007.10)", ""]],
    )
    assert [(row.code, row.name, row.include) for row in read.rows] == [
        ("1.1.1", "丙类", ("G06F40*",)),
        ("1.1.1", "丙类", ("H04W4/02",)),
        ("1.2.1", "戊类", ("B60K6/20",)),
    ]


def test_what_a_cell_takes_out_and_what_cannot_be_read(document, packs):
    read = document(
        [HEAD, ["1.1.1", "丙类", "G06F17*（不含G06F17/50、G06F17/10）", ""], ["1.1.2", "丁类", "G06F至G06N", "词"]]
    )
    assert read.rows[0].exclude == ("G06F17/50", "G06F17/10")
    assert read.rows[1].ipc_unread == "G06F至G06N"
    assert read.counts(packs.sei_crosswalk.keywords)["ipc_unread"] == 1


def test_it_is_kept_and_read_again_as_it_was(document):
    read = document([HEAD, ["1.1.1", "丙类", "G06F17*（不含G06F17/50）", "甲、乙"]])
    assert from_json(read.to_json()) == read
    assert len(read.digest) == 64


@pytest.mark.parametrize("rows", [[["甲", "乙"], ["1", "2"]], [HEAD, ["1", "甲产业", "", ""]]])
def test_a_document_without_such_a_table_is_refused(document, rows):
    with pytest.raises(CrosswalkProblem) as refused:
        document(rows)
    assert refused.value.code in ("no_table", "no_rows")


@pytest.mark.parametrize("content", [b"", b"PK\3\4nothing", b"not a table", "乱".encode("gb18030")])
def test_a_file_that_is_none_is_refused(tmp_path, packs, content):
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(CrosswalkProblem):
        read_crosswalk(path, packs.sei_crosswalk)


def test_a_document_that_unpacks_to_too_much_or_names_other_files_is_not_followed(tmp_path, packs, monkeypatch):
    from xingzhi.packs import crosswalk_files

    secret = tmp_path / "secret"
    secret.write_text("G06F40*")
    xml = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><w:document xmlns:w="w"><w:body>&e;</w:body></w:document>'
    )
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", xml)
    with pytest.raises(CrosswalkProblem):
        read_crosswalk(path, packs.sei_crosswalk)
    monkeypatch.setattr(crosswalk_files, "LIMIT", 10)
    with pytest.raises(CrosswalkProblem) as refused:
        read_crosswalk(path, packs.sei_crosswalk)
    assert refused.value.code == "too_large"


def test_the_trial_table(tmp_path, packs):
    rows = [["1.5", "甲", "G06F40* A61B5/0476", "", "0", ""], ["1.5", "甲", "A61B5* G16H", "A61B5/0476", "1", "脑部结构"],
            ["1.6", "乙", "C08*", "", "1", ""]]  # fmt: skip
    text = io.StringIO()
    csv.writer(text).writerows([CSV_COLUMNS, *rows])
    path = tmp_path / "t.csv"
    path.write_text(text.getvalue(), "utf-8-sig")
    read = read_crosswalk(path, packs.sei_crosswalk)
    assert [(row.include, row.exclude, row.limited, row.keyword) for row in read.rows] == [
        (("G06F40*", "A61B5/0476"), (), False, ""),
        (("A61B5*", "G16H"), ("A61B5/0476",), True, "脑部结构"),
        (("C08*",), (), True, ""),
    ]
    assert read.counts(packs.sei_crosswalk.keywords)["keyword_missing"] == 1


# --- Keywords ---


@pytest.mark.parametrize(
    ("raw", "fulfilled", "not_fulfilled", "undecided"),
    [
        ("风电、光伏", ["一种风电装置", "光 伏板"], ["水电"], []),
        ("风电；光伏", ["光伏"], ["水电"], []),
        ("风电 OR 光伏", ["光伏"], ["水电"], []),
        ("风电或光伏", ["光伏"], ["水电"], []),
        ("风电且叶片", ["风电叶片", "叶片用于风电"], ["风电", "叶片"], []),
        ("风电 AND 叶片、光伏", ["叶片风电", "光伏"], ["叶片"], []),
        ("等离子、等静压", ["等离子体"], ["离子"], []),
        ("饱和蒸汽", ["饱和蒸汽"], ["蒸汽"], []),
        ("ＡＩ、5G", ["基于AI的", "5g基站"], ["MAIL", "15GHz"], []),
        ("人工智能系统、智能家居系统等服务", ["智能家居系统"], [], ["服务"]),
        ("汽车相关关键词", [], [], ["汽车", ""]),
        ("新能源车整车制造", ["新能源车整车制造"], [], ["新能源车"]),
        ("风机和叶片", [], [], ["风机和叶片", "风机"]),
        ("不包括航天", [], [], ["航天", "汽车"]),
        ("除汽车以外的装置", [], [], ["汽车"]),
        ("", [], [], ["任何"]),
        ("（见附表）", [], [], ["附表"]),
    ],
)
def test_keywords(packs, raw, fulfilled, not_fulfilled, undecided):
    rule = read_keywords(raw, packs.sei_crosswalk.keywords)
    for texts, expected in ((fulfilled, True), (not_fulfilled, False), (undecided, None)):
        for text in texts:
            assert rule.fulfilled(hay(text)) is expected, text


HAN = st.text(st.sampled_from("风光水火土机电车船"), min_size=1, max_size=4)


@given(st.lists(HAN, min_size=1, max_size=5), HAN)
def test_a_plain_list_is_fulfilled_by_any_of_its_words_and_by_nothing_else(words, text):
    from xingzhi.packs import load

    rule = read_keywords("、".join(words), load().sei_crosswalk.keywords)
    assert rule.fulfilled(hay(text)) is any(word in text for word in words)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_word_is_found_in_any_text_it_stands_in(before, after):
    assert needle("示例词") in hay(f"{before}示 例 词{after}")
    assert needle("AI") in hay(f"{before} ai {after}")


def test_symbols_of_a_cell():
    assert read_symbols("G06F40*、A61B5/0476\nA61B5/0478") == (("G06F40*", "A61B5/0476", "A61B5/0478"), (), "")
    assert read_symbols("见说明") == ((), (), "见说明")


# --- The sample ---


def test_the_sample_table_says_that_it_is_invented_and_is_read_whole(tmp_path, packs):
    first = write_crosswalk(tmp_path).read_bytes()
    assert write_crosswalk(tmp_path).read_bytes() == first
    read = read_crosswalk(write_crosswalk(tmp_path), packs.sei_crosswalk)
    found = read.counts(packs.sei_crosswalk.keywords)
    assert {name: found[name] for name in counts()} == counts()
    assert found["ipc_unread"] == 0
    assert found["keyword_unread"] >= 2, "it shows what is not read too"
    assert all("虚构" in name or "示例" in name for name in read.names.values())
    assert all(isinstance(row, CrosswalkRow) for row in read.rows)
