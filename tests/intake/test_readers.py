import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.intake.biff import write_xls
from xingzhi.intake.readers import Damaged, ReaderProblem, open_book


def rows_of(book, sheet=0):
    return list(book.sheets[sheet].rows())


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(2, 1, 2, 3, "日期")
        sheet.merge_range(4, 1, 5, 1, "合并的值")
        sheet.write_datetime(4, 2, datetime(2020, 10, 28), day)
        sheet.write_number(5, 2, 201510736999.5)
        sheet.write_boolean(5, 3, True)
        sheet.write_formula(6, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(7, 1, "=1+1", None, 2)
        book.add_worksheet("附").hide()
        book.get_worksheet_by_name("附").write(0, 0, "x")
        book.add_worksheet("空")
    return path


def test_xlsx_rows_keep_their_true_numbers_and_columns(workbook):
    rows = rows_of(open_book(workbook))
    assert [number for number, _ in rows] == list(range(1, 9))
    assert rows[0] == (1, [None] * 4)
    assert rows[2] == (3, [None, "日期", None, None])
    assert rows[4] == (5, [None, "合并的值", date(2020, 10, 28), None])


def test_a_value_merged_over_rows_stands_in_each(workbook):
    assert rows_of(open_book(workbook))[5] == (6, [None, "合并的值", 201510736999.5, True])


def test_lost_cells_are_marked_and_computed_formulas_read(workbook):
    book = open_book(workbook)
    rows = rows_of(book)
    lost = rows[6][1][1]
    assert isinstance(lost, Damaged)
    assert lost.code == "cell_error"
    assert rows[7][1][1] == 2.0
    assert ("cells_lost", {"sheet": "台账", "count": 1}) in book.notes


def test_hidden_sheets_are_told_and_empty_ones_left_out(workbook):
    book = open_book(workbook)
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("台账", False), ("附", True)]
    assert "sheet_hidden" in [note.code for note in book.notes]


def test_formulas_without_a_result_are_lost_cells(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["a", "=1+1", "b"])
    book.save(tmp_path / "f.xlsx")
    cells = rows_of(open_book(tmp_path / "f.xlsx"))[0][1]
    assert cells[0] == "a"
    assert cells[1].code == "cell_not_computed"


def test_xls(tmp_path):
    write_xls(tmp_path / "a.xls", "表一", [["申请号", "名称"], [2015107369990.0, "一种装置"], [None, "x"]])
    book = open_book(tmp_path / "a.xls")
    assert book.kind == "xls"
    assert rows_of(book) == [(1, ["申请号", "名称"]), (2, [2015107369990.0, "一种装置"]), (3, [None, "x"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_and_delimiters_of_offices(tmp_path, encoding, delimiter):
    path = tmp_path / "a.csv"
    path.write_text(
        f'申请号{delimiter}名称\n1{delimiter}"一种{delimiter}装置\n两行"\n\n2{delimiter}㐂\n', encoding=encoding
    )
    book = open_book(path)
    assert book.delimiter == delimiter
    assert rows_of(book) == [
        (1, ["申请号", "名称"]),
        (2, ["1", f"一种{delimiter}装置\n两行"]),
        (3, []),
        (4, ["2", "㐂"]),
    ]


def test_a_guessed_encoding_is_shown_as_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "申請號,發明名稱,專利權人\n" + "1,一種機械裝置及其製造方法與應用,臺灣積體電路\n" * 200, encoding="big5"
    )
    book = open_book(path)
    assert [note.code for note in book.notes] == ["encoding_guessed"]
    assert rows_of(book)[0][1][0] == "申請號"
    assert rows_of(open_book(path, "big5"))[1][1][2] == "臺灣積體電路"


def test_damaged_bytes_spoil_their_row_only_and_the_line_is_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("申请号,名称\n1,装置\n2,方".encode() + b"\xe6\xff" + "法\n3,系统\n".encode())
    book = open_book(path)
    assert book.notes[0] == ("damaged_bytes", {"encoding": "utf-8-sig", "line": 3})
    cells = [cells for _, cells in rows_of(book)]
    assert cells[1] == ["1", "装置"]
    assert cells[2][1].code == "damaged_characters"
    assert cells[3] == ["3", "系统"]


def test_an_open_quotation_mark_is_noticed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b,c\n1,"x,y\n2,x,y\n3,"x",y\n', encoding="utf-8")
    assert any(
        isinstance(cell, Damaged) and cell.code == "csv_open_quote" for _, r in rows_of(open_book(path)) for cell in r
    )


def test_csv_is_a_stream(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{i},一种装置{i}\n" for i in range(200_000))
    book = open_book(path)
    tracemalloc.start()
    assert sum(1 for _ in book.sheets[0].rows()) == 200_000
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_web_page_named_xls(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_text(
        "<html><meta charset=gbk><style>td{}</style><table><tr><th rowspan=2>申请号<th colspan=2>日期"
        "<tr><th>申请日<th>公开日<tr><td>1<td>2020-01-02<td>&nbsp;</table></html>",
        encoding="gbk",
    )
    book = open_book(path)
    assert book.kind == "html"
    assert [cells for _, cells in rows_of(book)] == [
        ["申请号", "日期", None],
        ["申请号", "申请日", "公开日"],
        ["1", "2020-01-02", None],
    ]


def _zip(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (["OFD.xml"], "ofd"),
        (["a.txt"], "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument\0".encode("utf-16-le"), "doc"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml_spreadsheet"),
        (b"\x89PNG\r\n", "picture"),
        (b"abc\x00\x01", "unknown"),
    ],
)
def test_other_files_are_told_by_content_whatever_their_name(tmp_path, content, kind):
    path = tmp_path / "a.xlsx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        _zip(path, *content)
    with pytest.raises(ReaderProblem) as caught:
        open_book(path)
    assert (caught.value.code, caught.value.params) == ("kind_not_readable", {"kind": kind})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\r\n \n", "file_empty"),
        (b"PK\x03\x04rest", "file_damaged"),
        (b"<html><p>no table</html>", "html_without_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"), "file_encrypted"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, content, code):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReaderProblem) as caught:
        open_book(path)
    assert caught.value.code == code


def test_an_unknown_encoding_name(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(ReaderProblem, match="encoding_unknown_name"):
        open_book(path, "klingon")
