from datetime import date, datetime

import pytest

from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "cell",
    [
        "2020.10.28", "2020-10-28", "2020/10/28", "2020年10月28日", "20201028", 20201028, 20201028.0, 44132, 44132.75,
        "44132", "２０２０．１０．２８", "2020. 10. 28", "2020-10-28 00:00:00", "2020-10-28T08:00:00Z",
        "2020/10/28 8:00",
        date(2020, 10, 28), datetime(2020, 10, 28, 9, 30), "'2020-10-28",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(cell):
    assert parse_date(cell, TODAY) == date(2020, 10, 28)


@pytest.mark.parametrize("cell", ["", None, "—", "-", "--", "－", "无", "/", "N/A", "　", 0, "0000-00-00"])
def test_no_date(cell):
    assert parse_date(cell, TODAY) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2020-02-30", "date_impossible"),
        ("20201301", "date_impossible"),
        ("2020年10月", "date_incomplete"),
        ("2020", "date_incomplete"),
        ("28/10/2020", "date_order"),
        ("去年", "date_unreadable"),
        (float("nan"), "date_unreadable"),
        (True, "date_unreadable"),
        (12.5, "date_unreadable"),
        ("1890-01-01", "date_out_of_range"),
        ("2027-05-01", "date_in_future"),
        (59000, "date_in_future"),
    ],
)
def test_what_is_no_day_is_refused(cell, code):
    with pytest.raises(ValueProblem) as caught:
        parse_date(cell, TODAY)
    assert caught.value.code == code


def test_some_columns_may_lie_ahead():
    assert parse_date("2027-05-01", TODAY, days_ahead=366) == date(2027, 5, 1)
    assert parse_date("2026-12-01", TODAY) == date(2026, 12, 1)
