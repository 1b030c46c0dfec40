"""Periods of official figures, as they are written."""

from __future__ import annotations

from datetime import date

import pytest

from xingzhi.text.periods import Period, parse_period
from xingzhi.text.problems import ValueProblem


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("2024-03", "2024-03-01", "2024-03-31"),
        ("2024/3", "2024-03-01", "2024-03-31"),
        ("202403", "2024-03-01", "2024-03-31"),
        ("2024年3月", "2024-03-01", "2024-03-31"),
        ("２０２４年 3 月份", "2024-03-01", "2024-03-31"),
        ("2024年三月", "2024-03-01", "2024-03-31"),
        ("2024年1—3月", "2024-01-01", "2024-03-31"),
        ("2024年1-3月累计", "2024-01-01", "2024-03-31"),
        ("2024年1月至3月", "2024-01-01", "2024-03-31"),
        ("2024年第一季度", "2024-01-01", "2024-03-31"),
        ("2024年2季度", "2024-04-01", "2024-06-30"),
        ("2024Q3", "2024-07-01", "2024-09-30"),
        ("2024年前三季度", "2024-01-01", "2024-09-30"),
        ("2024年上半年", "2024-01-01", "2024-06-30"),
        ("2024年下半年", "2024-07-01", "2024-12-31"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2024年全年", "2024-01-01", "2024-12-31"),
        ("2024年度", "2024-01-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-03末", None, "2024-03-31"),
        ("2024年末", None, "2024-12-31"),
        ("2024年底", None, "2024-12-31"),
        ("截至2024年6月底", None, "2024-06-30"),
        ("截至2024年6月30日", None, "2024-06-30"),
        ("截止2024年2月", None, "2024-02-29"),
        ("2024-02-15", None, "2024-02-15"),
        ("2024年一季度末", None, "2024-03-31"),
    ],
)
def test_a_period_as_written(said, start, end):
    assert parse_period(said) == Period(date.fromisoformat(start) if start else None, date.fromisoformat(end))


@pytest.mark.parametrize(
    "said", ["", "去年", "2024年13月", "2024年5—3月", "2024-02-30", "第一季度", "2024年第五季度", "24年3月"]
)
def test_words_that_are_no_period_are_said_so(said):
    with pytest.raises(ValueProblem) as problem:
        parse_period(said)
    assert problem.value.code == "period_unreadable"
