"""The value outgoing documents use: received from above where it is, ours beside it, the difference explained or not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import patent, write_rows
from xingzhi.indicators.official import in_unit
from xingzhi.indicators.query import Span
from xingzhi.indicators.used import used_value

pytestmark = pytest.mark.django_db
MARCH = date(2024, 3, 31)


def granted(serial, on="2022-05-06", **cells):
    return patent(2020, serial, 授权公告日=on, 法律状态="授权", 法律状态公告日=on, **cells)


@pytest.fixture
def said(take_in, league, tmp_path):
    """Takes official figures in: (indicator, place, period, value, unit, document, definition)."""

    def said(*figures):
        names = ("指标", "地区", "统计期", "数值", "单位", "文件", "口径")
        rows = [dict(zip(names, (*each, *[""] * (7 - len(each))), strict=True)) for each in figures]
        take_in(league, write_rows(tmp_path / "official.csv", [row | {"发布机关": "自治区知识产权局"} for row in rows]))

    return said


@pytest.fixture
def seven(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "a.csv", [granted(serial) for serial in range(1, 8)]))


def stock(at=MARCH, region="1522"):
    return used_value("valid_inventions", region, Span(at, at))


def test_ours_stands_and_stays_inside_where_nothing_was_received(seven):
    used = stock()
    assert (used.kind, used.value, used.internal, used.difference) == ("own", 7, True, None)


def test_the_figure_received_is_the_one_used_and_the_difference_is_said(seven, said):
    said(("发明专利有效量", "兴安盟", "截至2024年3月底", "9", "件", "一号文"))
    used = stock()
    assert (used.kind, used.value, used.own.value, used.difference) == ("official", 9, 7, -2)
    assert used.official.source == "自治区知识产权局 一号文"
    assert not used.internal
    assert not used.explained
    assert "最新的记录为 2022-05-06" in used.explanation
    assert stock(date(2024, 2, 29)).kind == "own"
    assert stock(region="152221").kind == "own"


def test_a_difference_nobody_can_explain_is_marked_so(seven, said):
    said(("发明专利有效量", "兴安盟", "2024-03", "5", "件", "一号文"))
    assert stock().explanation == "未说明"


def test_two_documents_that_contradict_each_other_both_stay(seven, said):
    said(("发明专利有效量", "兴安盟", "2024-03", "9", "件", "一号文"), ("发明专利有效量", "兴安盟", "2024年3月", "8", "件", "二号文"),
         ("发明专利有效量", "兴安盟", "2024-03", "9", "件", "三号文"))  # fmt: skip
    used = stock()
    assert (used.kind, used.value, used.official, used.internal) == ("contradiction", None, None, True)
    assert sorted((each.document, each.value) for each in used.received) == [
        ("一号文", 9),
        ("三号文", 9),
        ("二号文", 8),
    ]


def test_figures_that_say_the_same_in_other_units_agree(seven, said):
    said(("发明专利有效量", "兴安盟", "2024-03", "7", "件", "一号文"),
         ("发明专利有效量", "兴安盟", "2024-03", "0.0007", "万件", "二号文"))  # fmt: skip
    used = stock()
    assert (used.kind, used.value, used.difference, used.explanation) == ("official", 7, 0, "")
    assert in_unit(Decimal("1.3398"), "万件", "件") == 13_398
    assert in_unit(Decimal(3), "亿元", "万元") == 30_000
    assert in_unit(Decimal(3), "家", "件") is None


def test_a_flow_needs_its_own_days(take_in, league, tmp_path, said):
    take_in(league, write_rows(tmp_path / "a.csv", [granted(serial, "2024-02-06") for serial in (1, 2)]))
    said(("专利授权量", "兴安盟", "2024年第一季度", "94", "件", "月报"), ("专利授权量", "兴安盟", "2024-03", "30", "件", "月报"),
         ("专利授权量", "兴安盟", "截至2024年3月底", "500", "件", "月报"), ("专利授权量", "兴安盟", "去年", "1", "件", "月报"))  # fmt: skip
    quarter = used_value("grants", "1522", Span(date(2024, 1, 1), MARCH))
    assert (quarter.kind, quarter.value, quarter.own.value) == ("official", 94, 2)
    assert used_value("grants", "1522", Span(date(2024, 3, 1), MARCH)).value == 30
    assert sorted((each.period, each.unread) for each in quarter.unread) == [
        ("去年", "period"),
        ("截至2024年3月底", "start"),
    ]


def test_the_population_of_another_year_explains_a_rate(seven, take_in, league, tmp_path, said):
    rows = [{"地区": "兴安盟", "年份": str(year), "年末常住人口（万人）": residents, "出处": "公报"}
            for year, residents in ((2023, "100"), (2024, "50"))]  # fmt: skip
    take_in(league, write_rows(tmp_path / "population.csv", rows))
    said(("每万人口发明专利拥有量", "兴安盟", "2024-03", "0.14", "件/万人", "一号文"))
    used = used_value("valid_inventions_per_10000", "1522", Span(MARCH, MARCH))
    assert (used.value, used.own.value) == (Decimal("0.14"), Decimal("0.07"))
    assert used.explained
    assert used.reasons[0].code == "population"
    assert "2024 年末常住人口" in used.explanation


def test_records_without_a_place_may_explain_a_banner(take_in, league, tmp_path, said):
    rows = [granted(1), granted(2), granted(3, 地址="内蒙古自治区兴安盟某街")]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    said(("发明专利有效量", "科尔沁右翼前旗", "2024-03", "3", "件", "一号文"))
    used = stock(region="152221")
    assert {reason.code: reason.params.get("n") for reason in used.reasons}["unassigned"] == 1
    assert "未定属地" in used.explanation
    assert not used.explained
