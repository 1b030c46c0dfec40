"""Deadlines as notices write them, targets and cited documents."""

from __future__ import annotations

from datetime import date

import pytest

from xingzhi.plans.reading.deadlines import deadlines
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.targets import cited, targets

_ISSUED = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("于2024年12月6日前报送", "2024-12-06"),
        ("二〇二四年十二月六日前报送", "2024-12-06"),
        ("12月10日前报送", "2024-12-10"),
        ("12月10日（星期二）前报送", "2024-12-10"),
        ("2025年底前完成", "2025-12-31"),
        ("年底前完成", "2024-12-31"),
        ("6月底前完成", "2024-06-30"),
        ("2025年2月底前完成", "2025-02-28"),
        ("2025年上半年印发", "2025-06-30"),
        ("到2027年，全面建成", "2027-12-31"),
        ("次年1月31日前公布", "2025-01-31"),
        ("自通知印发之日起30日内报送", "2024-04-04"),
        ("2024年第三季度前完成", "2024-09-30"),
        ("自印发之日起3个月内报送", "2024-06-05"),
        ("通知印发后两周内报送", "2024-03-19"),
        ("第三季度完成推广", "2024-09-30"),
        ("4月26日召开发布会", "2024-04-26"),
        ("4月20日至26日举办", "2024-04-26"),
        ("4月1日至10月31日开展检查", "2024-10-31"),
        ("2024.6.30前完成", "2024-06-30"),
        ("2024年6月30日17:00前报送", "2024-06-30"),
        ("本月底前报送", "2024-03-31"),
        ("下月10日前报送", "2024-04-10"),
        ("9月中旬前完成", "2024-09-20"),
    ],
)
def test_a_day(text: str, day: str) -> None:
    assert [str(each.day) for each in deadlines(text, 2024, _ISSUED)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "每季度末月20日前报送",
        "每周五前报送",
        "每月月底前报送",
        "每季度末报送",
        "每月25日前报送",
        "每年1月31日前公开",
        "每季度首月10日前报送",
    ],
)
def test_what_comes_again_has_no_single_day(text: str) -> None:
    found = deadlines(text, 2024, _ISSUED)

    assert [(each.day, each.rule) for each in found] == [(None, "recurring")]


@pytest.mark.parametrize(
    "text",
    [
        "从2019年开始试点",
        "截至2023年底已有5家",
        "2023年度工作",
        "具有3年以上经历",
        "纳入年底考核",
        "五月的花",
        "每万人口3件",
        "2023年10月印发实施的办法",
        "三年内新增5件",
        "2025年前三季度有所增长",
    ],
)
def test_other_dates_are_no_deadlines(text: str) -> None:
    assert [each.day for each in deadlines(text, 2024, _ISSUED) if each.day] == []


def test_a_day_that_does_not_exist_is_told() -> None:
    found = deadlines("2025年2月31日前报送", 2024, _ISSUED)

    assert [(each.day, each.problem) for each in found] == [(None, "date_impossible")]


def test_without_any_year_nothing_is_guessed() -> None:
    assert [(each.day, each.problem) for each in deadlines("12月10日前", None, None)] == [(None, "date_year_unknown")]
    assert [(each.day, each.problem) for each in deadlines("1月10日前", 2024, _ISSUED)] == [(None, "date_year_unknown")]


def test_an_assumed_year_is_marked() -> None:
    assert [each.year_assumed for each in deadlines("2024年6月底前起草，9月底前印发；", 2024, _ISSUED)] == [
        False,
        False,
    ]
    assert [each.year_assumed for each in deadlines("9月底前印发", 2024, _ISSUED)] == [True]


def test_one_word_makes_two_days_deadlines() -> None:
    found = deadlines("分别于6月20日和12月5日前报送", 2024, _ISSUED)

    assert [str(each.day) for each in found] == ["2024-06-20", "2024-12-05"]


def test_an_event_without_a_day_stays_open() -> None:
    found = deadlines("在决定作出之日起20个工作日内公开", 2024, _ISSUED)

    assert [(each.day, each.rule) for each in found] == [(None, "event")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024年6月", "2024-06-30"),
        ("6月30日", "2024-06-30"),
        ("4月1日至4月30日", "2024-04-30"),
        ("第四季度", "2024-12-31"),
    ],
)
def test_a_cell_needs_no_word(cell: str, day: str) -> None:
    assert [str(each.day) for each in deadlines(cell, 2024, _ISSUED, cell=True)] == [day]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("组织行动至少3次", ["至少3次"]),
        ("配套率达到95%以上", ["达到95%以上"]),
        ("案例不少于五件", ["不少于五件"]),
        ("培训企业200家以上，举办活动2场", ["200家以上", "2场"]),
        ("不少于本单位总人数的5%", ["不少于本单位总人数的5%"]),
        ("每年召开两次会议", ["每年召开两次"]),
        ("每万人口拥有量达到3.5件", ["达到3.5件"]),
        ("时长不少于40个学时", ["不少于40个学时"]),
        ("总时长占比超过一半", ["超过一半"]),
        ("提高一次办结率", []),
        ("完成三项工程和五大任务", []),
        ("20个工作日内公开", ["20个工作日内"]),
        ("第3次会议", []),
        ("具有3年以上工作经历", []),
        ("落实《五年100项行动》", []),
    ],
)
def test_targets(text: str, found: list[str]) -> None:
    assert [each.text for each in targets(text)] == found


def test_cited_documents_with_numbers() -> None:
    text = "落实《党委〈纲要（2021—2035年）〉实施方案》（示党发〔2022〕36号）和《若干措施》，制定印发《行动方案》。"
    found = cited(Span(0, len(text), text))

    assert [(each.title, each.number) for each in found] == [
        ("党委〈纲要（2021—2035年）〉实施方案", "示党发〔2022〕36号"),
        ("若干措施", ""),
        ("行动方案", ""),
    ]
    assert [each.to_issue for each in found] == [False, False, True]


@pytest.mark.parametrize(
    ("cell", "day"), [("2024.6", "2024-06-30"), ("2024-06-30", "2024-06-30"), ("3月—10月", "2024-10-31")]
)
def test_a_cell_of_deadlines(cell: str, day: str) -> None:
    assert [str(each.day) for each in deadlines(cell, 2024, _ISSUED, cell=True)] == [day]


@pytest.mark.parametrize(
    ("text", "sense"),
    [("开展培训不少于3次。", "at_least"), ("满意度不低于85分。", "at_least"), ("办理时限不超过5天。", "at_most"),
     ("投诉低于10件。", "at_most"), ("新增企业50家以上。", "at_least"), ("超过100件。", "at_least")],
)  # fmt: skip
def test_which_way_a_target_points(text: str, sense: str) -> None:
    assert [each.sense for each in targets(text)] == [sense]
