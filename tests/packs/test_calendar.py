"""Working days."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from xingzhi.packs import Packs, YearNotLoaded


def test_every_loaded_day_agrees_with_the_public_package(packs: Packs) -> None:
    for year in packs.calendar.loaded_years:
        day = date(year, 1, 1)
        while day.year == year:
            assert packs.calendar.is_working_day(day) == chinese_calendar.is_workday(day), day
            day += timedelta(days=1)


def test_the_years_from_2016_on_are_loaded_and_2027_is_not(packs: Packs) -> None:
    assert packs.calendar.loaded_years == tuple(range(2016, 2027))


def test_each_year_names_its_notice(packs: Packs) -> None:
    for document in packs.of_kind("calendar"):
        source = document.header.sources["S1"]
        assert source.doc_no.startswith("国办发明电〔")
        assert "gov.cn" in source.url


def test_a_missing_year_is_not_guessed(packs: Packs) -> None:
    with pytest.raises(YearNotLoaded) as raised:
        packs.calendar.is_working_day(date(2027, 1, 4))
    assert raised.value.year == 2027


def test_counting_is_the_reverse_of_adding(packs: Packs) -> None:
    start = date(2026, 9, 1)
    for count in range(1, 60):
        end, provisional = packs.calendar.add_working_days(start, count)
        assert not provisional
        assert packs.calendar.working_days_between(start, end) == (count, False)


def test_counting_into_a_missing_year_is_provisional(packs: Packs) -> None:
    assert packs.calendar.working_days_between(date(2026, 12, 31), date(2027, 1, 8)) == (6, True)
