from tests.intake.samples import ALIASES, FIGURES, RIGHTS, RIGHTS_ALIASES, sheet_of
from xingzhi.intake.guessing import guess, guess_sheet
from xingzhi.intake.headings import confirmed_header, find_header
from xingzhi.intake.matching import is_ours
from xingzhi.intake.readers import Merge


def columns(header):
    return {header.headings[index]: name for index, name in header.mapping.items()}


def test_the_heading_is_found_below_titles_by_what_it_says():
    sheet = sheet_of(
        ["某盟专利台账"], [None], ["填报单位：某局", None, "2026年"], ["序号", "申 请 号", "专利名称", "申请日期*"],
        [1, "2015107369990", "申请号装置", "2015-10-28"],
    )  # fmt: skip
    header = find_header(sheet, RIGHTS, RIGHTS_ALIASES | {"filed": ("申请日期",)})
    assert (header.row_number, header.depth, header.last_row) == (4, 1, 4)
    assert header.mapping == {1: "number", 2: "title", 3: "filed"}
    assert header.unmatched == ["序号"]
    assert "某盟专利台账" in header.titles


def test_width_brackets_case_and_signs_make_no_difference():
    header = find_header(
        sheet_of(["1.申请号：", "TITLE", "申请(专利权)人", "公开（公告）日", "申请日（年月日）", "【摘要】"]),
        RIGHTS,
        RIGHTS_ALIASES,
    )
    assert list(header.mapping.values()) == ["number", "title", "owners", "announced", "filed", "text"]


def test_parts_that_name_one_column_name_it_together():
    header = find_header(sheet_of(["申请号/专利号", "名称", "申请人/专利权人"]), RIGHTS, RIGHTS_ALIASES)
    assert list(header.mapping.values()) == ["number", "title", "owners"]


def test_a_number_with_another_unit_is_not_the_same_column():
    header = find_header(sheet_of(["申请号", "名称", "费用（元）"]), RIGHTS, {})
    assert header.unmatched == ["费用（元）"]
    assert find_header(sheet_of(["申请号", "名称", "费用（万元）"]), RIGHTS, {}).mapping[2] == "fee"


def test_of_two_columns_the_better_named_one_is_taken():
    header = find_header(sheet_of(["专利号", "申请号", "名称"]), RIGHTS, RIGHTS_ALIASES)
    assert header.mapping == {1: "number", 2: "title"}
    assert header.unmatched == ["专利号"]


def test_two_row_heading_with_merged_groups():
    sheet = sheet_of(
        ["申请号", "名称", "日期", None, "专利权"],
        ["申请号", "名称", "申请日", "公开日", "人"],
        ["2015107369990", "装置", "2015-10-28", None, "甲"],
        merged=[Merge(1, 1, 2, 3)],
    )
    header = find_header(sheet, RIGHTS, RIGHTS_ALIASES)
    assert (header.row_number, header.depth) == (1, 2)
    assert columns(header) == {
        "申请号": "number", "名称": "title", "申请日": "filed", "公开日": "published", "专利权-人": "owners",
    }  # fmt: skip


def test_a_record_is_not_taken_for_a_second_heading_row():
    sheet = sheet_of(["申请号", "名称", None], ["2015107369990", "名称", "申请日"])
    assert find_header(sheet, RIGHTS, RIGHTS_ALIASES).depth == 1


def test_the_register_is_guessed():
    rights = sheet_of(["申请号", "名称", "地区"], ["2015107369990", "装置", "某旗"])
    figures = sheet_of(["地区", "年份", "年末常住人口（万人）"], ["某盟", 2022, 141.2])
    assert guess_sheet(rights, [FIGURES, RIGHTS], ALIASES).register == "rights"
    assert guess_sheet(figures, [RIGHTS, FIGURES], ALIASES).register == "figures"
    assert guess(sheet_of(["你好", "再见"], ["1", "2"]), [RIGHTS, FIGURES], ALIASES) == []


def test_our_own_columns_are_ignored_on_return():
    assert all(map(is_ours, ["问题：申请号", "问题:整行", "原文件行号"]))
    header = find_header(sheet_of(["申请号", "问题：申请号", "名称", "原文件行号"]), RIGHTS, RIGHTS_ALIASES)
    assert header.mapping == {0: "number", 2: "title"}
    assert header.unmatched == []


def test_a_confirmed_heading_keeps_what_the_officer_chose():
    sheet = sheet_of(["台账"], ["编号", "名称"], ["2015107369990", "装置"])
    header = confirmed_header(sheet, 2, 1, ["编号", "名称"], {0: "number", 1: "title"})
    assert header.mapping == {0: "number", 1: "title"}
    assert header.titles == {"台账"}
