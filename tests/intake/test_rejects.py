from tests.intake.samples import CONTEXT, RIGHTS, RIGHTS_ALIASES, sheet_of
from xingzhi.intake.headings import find_header
from xingzhi.intake.readers import open_book
from xingzhi.intake.rejects import RejectsWriter
from xingzhi.intake.validate import Accepted, Rejected, RowReader

HEADINGS = ["序号", "申请号", "名称", "申请日"]
ROWS = {
    3: [1.0, "2.02E+12", '=HYPERLINK("x")', "2015-10-28"],
    7: [2.0, 2015107369990.0, None, "2015-13-40"],
    9: [3.0, "CN201220249767.4", "装置", "2012-05-31", "多出"],
}


def write_rejects(path):
    header = find_header(sheet_of(HEADINGS), RIGHTS, RIGHTS_ALIASES)
    reader = RowReader(RIGHTS, header, CONTEXT)
    writer = RejectsWriter(path)
    writer.begin("台账[一]", header)
    for number, cells in ROWS.items():
        result = reader.read(number, cells)
        assert isinstance(result, Rejected)
        writer.add(number, cells, result.problems)
    writer.begin("附表", header)
    writer.close()
    assert writer.total == 3


def test_reasons_stand_beside_the_cells_and_nothing_is_changed(tmp_path):
    path = tmp_path / "退回.xlsx"
    write_rejects(path)
    assert [sheet.name for sheet in open_book(path).sheets] == ["台账一"]
    rows = [cells for _, cells in open_book(path).sheets[0].rows()]
    assert rows[0] == [
        "序号", "申请号", "问题：申请号", "名称", "问题：名称", "申请日", "问题：申请日",
        None, "问题：整行", "原文件行号",
    ]  # fmt: skip
    assert rows[1][:4] == ["1", "2.02E+12", rows[1][2], '=HYPERLINK("x")']
    assert "重新导出" in rows[1][2]
    assert rows[2][1] == "2015107369990"
    assert "补填" in rows[2][4]
    assert rows[3][7:] == ["多出", rows[3][8], "9"]
    assert "错位" in rows[3][8]


def test_the_mended_workbook_goes_in_again(tmp_path):
    path = tmp_path / "退回.xlsx"
    write_rejects(path)
    sheet = open_book(path).sheets[0]
    header = find_header(sheet, RIGHTS, RIGHTS_ALIASES)
    assert header.mapping == {1: "number", 3: "title", 5: "filed"}
    reader = RowReader(RIGHTS, header, CONTEXT)
    mended = dict(sheet.rows())
    mended[2][1] = "2015107369990"
    mended[3][3], mended[3][5] = "装置", "2015-10-28"
    mended[4][7] = None
    assert isinstance(reader.read(2, mended[2]), Accepted)
    assert isinstance(reader.read(3, mended[3]), Accepted)
    assert isinstance(reader.read(4, mended[4]), Accepted)


def test_a_cell_too_long_for_a_spreadsheet_cannot_come_back_cut(tmp_path):
    headings = ["申请号", "名称", "摘要"]
    header = find_header(sheet_of(headings), RIGHTS, RIGHTS_ALIASES)
    reader = RowReader(RIGHTS, header, CONTEXT)
    cells = ["2.02E+12", "装置", "长" * 40_000]
    path = tmp_path / "退回.xlsx"
    writer = RejectsWriter(path)
    writer.begin("", header)
    writer.add(2, cells, reader.read(2, cells).problems)
    writer.close()
    sheet = open_book(path).sheets[0]
    back = RowReader(RIGHTS, find_header(sheet, RIGHTS, RIGHTS_ALIASES), CONTEXT).read(2, sheet.head(2)[1][1])
    assert "cell_cut" in [problem.code for problem in back.problems]


def test_sheets_of_one_name_stay_apart(tmp_path):
    header = find_header(sheet_of(HEADINGS), RIGHTS, RIGHTS_ALIASES)
    problems = RowReader(RIGHTS, header, CONTEXT).read(3, ROWS[3]).problems
    writer = RejectsWriter(tmp_path / "a.xlsx")
    for _ in range(2):
        writer.begin("Sheet1", header)
        writer.add(3, ROWS[3], problems)
    writer.close()
    assert [sheet.name for sheet in open_book(tmp_path / "a.xlsx").sheets] == ["Sheet1", "Sheet1 (2)"]
