"""Only published texts are compared, whatever file they come in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from tests.conftest import write_csv
from tests.intake.xml_samples import ST96, ZC0012, write_filing
from tests.selfcheck.samples import HEADINGS, ROWS, published
from xingzhi.screening.similar_applications.files import Refused
from xingzhi.selfcheck.published import publication
from xingzhi.selfcheck.sources import read_supplied


def said(path: Path, **options: object) -> str:
    return "\n".join(str(line) for line in read_supplied([path], **options)[0].says())  # type: ignore[arg-type]


def test_the_columns_are_told_by_their_headings(tmp_path: Path) -> None:
    first = read_supplied([published(tmp_path)])[0].texts[0]
    assert (first.number, first.title, first.day) == ("CN111000001A", ROWS[0][1], date(2021, 3, 2))
    assert [passage.kind for passage in first.passages] == ["title", "abstract"]


def test_a_workbook_and_parquet_give_the_same_texts(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["检索结果"])  # a title above the heading
        for at, row in enumerate([HEADINGS, *ROWS], 1):
            sheet.write_row(at, 0, row)
    parquet = tmp_path / "a.parquet"
    columns = list(zip(*ROWS, strict=True))
    pq.write_table(pa.table({name: list(column) for name, column in zip(HEADINGS, columns, strict=True)}), parquet)
    texts = [read_supplied([path])[0].texts for path in (published(tmp_path), book, parquet)]
    assert [[text.passages for text in each] for each in texts] == [[text.passages for text in texts[0]]] * 3


def test_a_row_without_number_and_day_of_publication_is_refused(tmp_path: Path) -> None:
    path = published(tmp_path, ["202010000004.5", "一种未公布的装置", "一种装置。", "", "—"])
    source = read_supplied([path])[0]
    assert (len(source.texts), source.left_out) == (3, ["202010000004.5"])
    assert "不予比对（202010000004.5）" in said(path)
    assert "were refused (202010000004.5)" in said(path)


def test_a_day_to_come_is_no_publication_whatever_number_stands_beside_it() -> None:
    today = date(2026, 1, 2)
    assert publication({"publication_no": "CN1A", "publication_date": "2026-01-03"}, today)[0] is False
    assert publication({"publication_no": "CN1A", "publication_date": "2026-01-02"}, today)[0] is True
    assert publication({"grant_no": "CN1B", "grant_date": "不详"}, today) == (True, None)
    assert publication({"grant_no": "", "grant_date": "/"}, today) == (False, None)


def test_a_file_that_does_not_tell_is_vouched_for_by_who_supplies_it(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADINGS[:3], *(row[:3] for row in ROWS))
    source = read_supplied([path])[0]
    assert source.vouched
    assert source.texts[0].number == ROWS[0][0]
    assert "由提供者负责" in said(path)
    assert "vouches" in said(path)


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ["甲", "乙", "text", "丁"], ["1", "一种装置", "机架。", "电机。"])
    with pytest.raises(Refused, match="--id"):
        read_supplied([path])
    texts = read_supplied([path], ["丁", "text"], "甲", "乙")[0].texts
    assert [[(each.kind, each.column, each.text) for each in text.passages] for text in texts] == [
        [("title", "乙", "一种装置"), ("text", "丁", "电机。"), ("text", "text", "机架。")]
    ]


def test_a_folder_of_official_xml_gives_whole_documents(tmp_path: Path) -> None:
    folder = tmp_path / "xml"
    folder.mkdir()
    (folder / "one.xml").write_text(ZC0012, encoding="utf-8")
    (folder / "two.XML").write_text(ST96, encoding="utf-8")
    (folder / "list.xml").write_text("<list/>", encoding="utf-8")
    write_filing(folder, "filing-1")
    source = read_supplied([folder])[0]
    assert [text.number for text in source.texts] == ["CN111000001A", "CN111000001A"]
    assert [passage.text for passage in source.texts[0].passages if passage.kind == "claim"] == [
        "1.一种装置，包括：\n机架；\n电机。",
        "2.其他。",
    ]
    assert source.left_out == ["filing-1"]  # not published: the applicant's own documents
    assert source.unread == ["list.xml"]


def test_where_nothing_published_is_left_nothing_is_compared(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADINGS, [*ROWS[0][:3], "", ""])
    with pytest.raises(Refused, match="没有可以比对的已公布文本"):
        read_supplied([path])


@pytest.mark.parametrize("name", ["missing.csv", "a.pdf"])
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused, match=r".+ / .+"):
        read_supplied([tmp_path / name])
