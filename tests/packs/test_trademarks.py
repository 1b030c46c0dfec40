"""Until when a mark may be opposed, and what its status words mean."""

from __future__ import annotations

from datetime import date

import pytest

from xingzhi.packs import load

TODAY = date(2026, 11, 27)


def window(number, published):
    packs = load()
    return packs.oppositions.window(number, published, packs.calendar, TODAY)


@pytest.mark.parametrize(
    ("number", "published", "until"),
    [
        ("990000001", date(2026, 8, 6), date(2026, 11, 6)),
        ("990000001", date(2026, 7, 1), date(2026, 10, 8)),  # the first of October: the first working day after it
        (
            "990000001",
            date(2025, 11, 30),
            date(2026, 2, 28),
        ),  # no thirtieth of February, and a day worked for a day off
        ("G1234567", date(2026, 1, 15), date(2026, 5, 6)),  # from the first of the month after, 1 May is a day off
    ],
)
def test_three_months_from_the_publication_by_the_text_of_2019(number, published, until):
    found = window(number, published)
    assert (found.until, found.provisional, found.missing) == (until, False, None)
    assert found.article


def test_days_left_and_a_year_without_its_holidays():
    found = window("990000001", date(2026, 9, 9))
    assert (found.until, found.left, found.near) == (date(2026, 12, 9), 12, True)
    found = window("990000001", date(2026, 11, 6))
    assert (found.provisional, found.near) == (True, False)


@pytest.mark.parametrize("number", ["990000001", "G1234567"])
def test_the_law_of_2026_is_not_read_and_that_is_said(number):
    found = window(number, date(2027, 1, 6))
    assert (found.until, found.left) == (None, None)
    assert "第三十六条" in found.missing.zh


def test_unpublished_and_long_past():
    assert "没有初审公告日期" in window("1", None).missing.zh
    assert "早于" in window("1", date(2010, 1, 1)).missing.zh


def test_status_words():
    meaning = load().trademark_status.meaning
    words = {"已注册": "registered", "注册公告（2020-01-06）": "registered", "异议中": "opposed", "期满未续展注销": "ended",
             "初审公告": "published", "Registered": "registered", "注册申请": "pending", "说不清": ""}  # fmt: skip
    assert {word: meaning(word) for word in words} == words
