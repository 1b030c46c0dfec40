from datetime import date

import pytest

from tests.intake.samples import CONTEXT, FIGURES, RIGHTS, RIGHTS_ALIASES, sheet_of
from xingzhi.intake.headings import find_header
from xingzhi.intake.readers import Damaged
from xingzhi.intake.validate import Accepted, Rejected, RowReader, Skipped

HEADINGS = ["序号", "申请号", "名称", "申请人", "申请日", "公开（公告）日"]
GOOD = [1, "2015107369990", "一种装置", "甲公司；乙公司", "2015.10.28", "20160101"]


def reader_of(*rows, register=RIGHTS, aliases=RIGHTS_ALIASES):
    return RowReader(register, find_header(sheet_of(*rows), register, aliases), CONTEXT)


@pytest.fixture
def reader():
    return reader_of(["某盟专利台账"], HEADINGS)


def codes(result):
    assert isinstance(result, Rejected), result
    return [(problem.column, problem.code) for problem in result.problems]


def test_a_good_row_becomes_typed_values(reader):
    result = reader.read(3, GOOD)
    assert isinstance(result, Accepted)
    assert result.values == {
        "number": "201510736999.0", "title": "一种装置", "owners": "甲公司; 乙公司", "filed": date(2015, 10, 28),
        "published": date(2016, 1, 1),
    }  # fmt: skip


def test_every_problem_of_a_row_is_told_with_its_cell(reader):
    result = reader.read(3, [1, "2.02E+12", None, "甲", "2015-13-01", "—"])
    assert codes(result) == [
        ("number", "number_destroyed"), ("filed", "date_impossible"), ("title", "required_missing"),
    ]  # fmt: skip
    problem = result.problems[0]
    assert (problem.index, problem.heading, problem.value) == (1, "申请号", "2.02E+12")


def test_a_bad_value_of_an_optional_column_rejects_the_row_too(reader):
    assert codes(reader.read(3, [1, "2015107369990", "装置", None, "去年"])) == [("filed", "date_unreadable")]


def test_cells_beyond_the_heading_reject_the_row(reader):
    assert codes(reader.read(3, [*GOOD, "多出"])) == [("", "extra_cells")]
    assert isinstance(reader.read(3, [*GOOD, None]), Accepted)
    assert isinstance(reader.read(3, GOOD[:3]), Accepted)


def test_damaged_cells_reject_the_row(reader):
    assert codes(reader.read(3, [1, GOOD[1], Damaged("\ufffd", "damaged_characters")]))[0][1] == "damaged_characters"


def test_a_required_column_missing_in_the_file():
    reader = reader_of(["申请号", "申请人"])
    assert codes(reader.read(2, ["2015107369990", "甲"])) == [("title", "required_not_in_file")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([None, None], "empty"),
        (["　", ""], "empty"),
        ([7], "numbered_only"),
        (["合计", None, "12件"], "totals_row"),
        ([None, "合 计", "12"], "totals_row"),
        (["共12件"], "totals_row"),
        (["合计：12"], "totals_row"),
        (["注：本表数据截至2026年底"], "note_line"),
        (["填报人：甲", None, "审核人：乙", None, "日期：2026-01-01"], "note_line"),
        (["数据来源：某系统"], "note_line"),
        (HEADINGS, "repeated_heading"),
        (["某盟专利台账"], "repeated_title"),
        (["一、发明专利"], "section_line"),
        (["第1页 共3页"], "note_line"),
    ],
)
def test_rows_that_are_no_records_are_skipped_with_the_reason(reader, row, reason):
    assert reader.read(9, row) == Skipped(reason)


@pytest.mark.parametrize("title", ["合计器", "总计算方法", "共振筛", "注塑机", "第一种装置", "一种说明书架"])
def test_titles_that_begin_like_notes_are_records(title):
    reader = reader_of(["名称", "申请号"])
    assert isinstance(reader.read(2, [title, "2015107369990"]), Accepted)


def test_heading_rows_are_counted_as_such(reader):
    assert [reader.read(number, []) for number in (1, 2)] == [Skipped("above_heading"), Skipped("heading")]


def test_both_rows_of_a_two_row_heading_are_known_again():
    top, low = ["申请号", "名称", "日期", None], [None, None, "申请日", "公开日"]
    reader = reader_of(top, low)
    assert [reader.read(number, row) for number, row in ((2, low), (30, top), (31, low))] == [
        Skipped("heading"), Skipped("repeated_heading"), Skipped("repeated_heading"),
    ]  # fmt: skip


def test_a_region_cell_may_mean_the_nation_but_not_be_blank():
    reader = reader_of(["地区", "年份", "年末常住人口（万人）"], register=FIGURES, aliases={})
    accepted = reader.read(2, ["全国", 2022, "141175"])
    assert isinstance(accepted, Accepted)
    assert accepted.values["place"] == ""
    assert codes(reader.read(3, [None, 2022, 141175.0])) == [("place", "required_missing")]
    assert reader.read(4, ["合计", 2022, 141175.0]) == Skipped("totals_row")
