"""Monthly series: late months are no falls, missing months no zeros, a file received twice counts once."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import patent, write_rows
from xingzhi.indicators.forecast.run import forecast
from xingzhi.indicators.forecast.series import month_of_period, monthly, of_official
from xingzhi.indicators.measure import Measure
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest


@pytest.fixture
def grants(take_in, league, tmp_path):
    """Takes in so many grants of each month: {"2025-01": 6}."""

    def grants(months, name="grants.csv"):
        rows, serial = [], 0
        for month, number in months.items():
            for _ in range(number):
                serial += 1
                rows.append(patent(2020, serial, 授权公告日=f"{month}-28", 法律状态="授权"))
        take_in(league, write_rows(tmp_path / name, rows))
        return Measure(load().indicators["grants"], load(), latest())

    return grants


@pytest.mark.django_db
def test_months_the_register_does_not_tell_whole_are_late_and_not_low(grants):
    measure = grants({"2025-01": 6, "2025-02": 6, "2025-03": 6})
    found = monthly(measure, "1522", date(2025, 5, 31), load().year_path)
    assert found.months[-1] == date(2025, 3, 31)
    assert found.values[-3:] == (6, 6, 6)
    assert found.late == (date(2025, 4, 30), date(2025, 5, 31))


@pytest.mark.django_db
def test_a_month_without_any_entry_is_missing_and_only_what_follows_is_used(grants):
    measure = grants({"2025-01": 6, "2025-02": 6, "2025-04": 6, "2025-05": 6, "2025-06": 7})
    found = forecast(measure, "1522", date(2025, 6, 30), load().year_path)
    assert date(2025, 3, 31) in found.series.gaps
    assert found.used == 3
    assert (found.chosen.method, found.chosen.why) == ("seasonal_floor", "broken")


@pytest.mark.django_db
def test_two_files_of_one_month_count_once(grants):
    grants({"2025-01": 6, "2025-02": 6, "2025-03": 6})
    measure = grants({"2025-01": 6, "2025-02": 6, "2025-03": 6, "2025-04": 1}, "again.csv")
    assert monthly(measure, "1522", date(2025, 4, 30), load().year_path).values[-4:] == (6, 6, 6, 1)


def test_official_months_that_contradict_each_other_are_unknown():
    found = of_official([("2025-01", 3.0), ("2025年2月", 4.0), ("2025-02", 5.0), ("2025-04", 6.0), ("2025 Q1", 9.0)])
    assert found.values == (3.0, None, None, 6.0)
    assert found.gaps == (date(2025, 2, 28), date(2025, 3, 31))


def test_periods_that_are_no_month():
    assert month_of_period("2025年12月末") == date(2025, 12, 31)
    assert [month_of_period(text) for text in ("2025", "2025-13", "2025-Q1", "")] == [None] * 4
