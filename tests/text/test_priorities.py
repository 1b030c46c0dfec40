"""Numbers in priority columns: domestic ones in any shape, nothing else taken for one."""

from __future__ import annotations

import pytest

from tests.builders import number
from xingzhi.sample.numbers import application_check
from xingzhi.text.priorities import earlier_numbers, kind_digit, number_year

KINDS = {"1": "invention", "2": "utility_model", "3": "design", "8": "invention"}
FIRST, SECOND = number(2016, 12345), number(2016, 77, "utility_model")
OLD = f"85102475.{application_check('85102475')}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRST, {FIRST}),
        (f"CN{FIRST} 2016-01-05", {FIRST}),
        (f"2016.01.05 CN {FIRST}", {FIRST}),
        (f"{FIRST.replace('.', '')} 20160105 CN", {FIRST}),
        (f"{FIRST[:12]}  2016/1/5", {FIRST}),
        (f"{FIRST};{SECOND}", {FIRST, SECOND}),
        (f"{FIRST}；CN{SECOND}", {FIRST, SECOND}),
        ("20160105 CN", set()),
        ("US 62/123,456 2016.01.05", set()),
        ("JP 2015-123456", set()),
        ("10-2015-0123456 2015.08.31 KR", set()),
        ("", set()),
        (f"{FIRST[:12]}.{'1' if FIRST[-1] != '1' else '2'}", set()),  # a wrong check digit names nothing
    ],
)
def test_domestic_numbers_are_found(text, expected):
    assert earlier_numbers(text, KINDS) == expected


def test_old_numbers_count_with_their_check_digit_only():
    assert earlier_numbers("85102475", KINDS) == set()
    assert earlier_numbers(f"CN{OLD} 1985.04.01", KINDS) == {OLD}


def test_what_a_number_says_of_itself():
    assert (number_year(FIRST), kind_digit(SECOND)) == (2016, "2")
    assert (number_year("85102475.X"), number_year("03101234.5"), number_year("地区|2020")) == (1985, 2003, None)
    assert (kind_digit("85102475.X"), kind_digit("x")) == ("1", "")
