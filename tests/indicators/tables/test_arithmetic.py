"""Half-up rounding, 同比 without a base, ranks, suppression: what a reader of a table would notice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.periods import Period
from xingzhi.indicators.tables.suppress import suppressed
from xingzhi.packs.tables import PublishedTable


def D(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("now", "before", "percent", "words"),
    [
        ("33", "31", "6.5", "同比增长6.5%"),
        ("24", "33", "-27.3", "同比下降27.3%"),
        ("5", "5", "0.0", "与上年同期持平"),
        ("7", "0", None, "上年同期为0，不作同比"),
        ("7", None, None, "同比暂缺"),
        (None, "7", None, "同比暂缺"),
        ("1001", "800", "25.1", "同比增长25.1%"),  # 25.125
        ("80.1", "80", "0.1", "同比增长0.1%"),  # 0.125, half up
    ],
)
def test_change(now, before, percent, words):
    assert arithmetic.change(D(now), D(before)) == D(percent)
    assert arithmetic.changed_words(D(now), D(before)) == words


def test_rounding_is_half_up_and_unknown_is_blank():
    assert [arithmetic.shown(D(each), 2) for each in ("0.125", "5.592", "-0.125", None)] == [
        "0.13",
        "5.59",
        "-0.13",
        "",
    ]


def test_equal_values_share_a_rank_and_unknown_ones_have_none():
    found = arithmetic.ranks({"a": D("5"), "b": D("7"), "c": D("5"), "d": None, "e": D("1")})
    assert found == {"a": 2, "b": 1, "c": 2, "d": None, "e": 4}


def test_a_hidden_cell_cannot_be_worked_out_from_the_total():
    values = {"a": D("2"), "b": D("9"), "c": D("6"), "d": D("0")}
    assert suppressed(values, 3, total_shown=True) == {"a", "c"}
    assert suppressed(values, 3, total_shown=False) == {"a"}
    assert suppressed(values, 0, total_shown=True) == set()


def test_a_table_of_register_counts_may_not_suppress():
    column = {"id": "a", "label": {"zh": "甲", "en": "A"}, "indicator": "grants", "period": "month"}
    body = {"title": {"zh": "表", "en": "T"}, "unit": {"zh": "件", "en": "n"}, "columns": [column], "suppress_below": 3}
    with pytest.raises(ValueError, match="only tables of surveys"):
        PublishedTable.model_validate(body)
    assert PublishedTable.model_validate(body | {"survey": True}).suppress_below == 3


def test_periods():
    month, quarter = Period.parse("2024-03"), Period.parse("2024-02", "quarter")
    assert (month.label, month.to_date, str(month.end)) == ("2024年3月", "2024年1—3月", "2024-03-31")
    assert (quarter.label, str(quarter.start("quarter")), str(quarter.end)) == (
        "2024年第一季度",
        "2024-01-01",
        "2024-03-31",
    )
    assert month.before.code == "2023-03"
    for wrong in ("2024-13", "x", "1970-01", "2024"):
        with pytest.raises(ValueError, match=wrong):
            Period.parse(wrong)
