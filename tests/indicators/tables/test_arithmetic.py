"""Half-up rounding, 同比 without a base, ranks, suppression: what a reader of a table would notice."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.periods import Period
from xingzhi.indicators.tables.suppress import Sum, protected, small, solved
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
    values = {"a": D("2"), "b": D("9"), "c": D("6"), "d": D("0"), "all": D("17")}
    total = [Sum(["a", "b", "c", "d"], "all")]
    assert small(values, 3) == {"a"}
    assert protected(small(values, 3), values, total) == {"a", "c"}
    assert protected(small(values, 3), values, []) == {"a"}
    assert protected({"all"}, values, total) == {"all", "a"}, "a sum is told by its parts"
    ones = {"a": D("1"), "b": D("1"), "c": D("7"), "all": D("9")}
    assert protected(small(ones, 3), ones, [Sum(["a", "b", "c"], "all")]) == {"a", "b", "c"}, (
        "two that make 2 are 1 each"
    )
    assert protected({"a"}, {"a": D("2"), "b": D("0"), "all": D("2")}, [Sum(["a", "b"], "all")]) == {"a", "all"}


def test_nothing_hidden_can_be_solved_from_all_sums_together():
    """Random tables with sums below and at the right: as linear equations they have no one solution for a hidden cell."""
    chance = Random(5)
    for _ in range(150):
        rows, columns = chance.randint(2, 6), chance.randint(2, 4)
        values = {(r, c): D(chance.choice((0, 0, 1, 1, 2, 3, 8, 20))) for r in range(rows) for c in range(columns)}
        values |= {(r, "all"): sum((values[r, c] for c in range(columns)), D(0)) for r in range(rows)}
        across = [*range(columns), "all"]
        values |= {("all", c): sum((values[r, c] for r in range(rows)), D(0)) for c in across}
        sums = [Sum([(r, c) for r in range(rows)], ("all", c)) for c in across]
        sums += [Sum([(r, c) for c in range(columns)], (r, "all")) for r in (*range(rows), "all")]
        hidden = protected(small(values, 3), values, sums)
        assert small(values, 3) <= hidden
        assert not solved(hidden, sums)


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
