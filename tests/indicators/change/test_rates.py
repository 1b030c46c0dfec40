"""Splits of ratios: exact, and worked by hand."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from xingzhi.indicators.change.rates import Group, mix_and_rate, of_ratio, rounded, rounding


def test_a_ratio_by_hand() -> None:
    """100 ÷ 10 = 10 becomes 120 ÷ 8 = 15: of the 5, the 20 more are worth 20 × (1/10 + 1/8) / 2 = 2.25."""
    split = of_ratio((100, 120), (Fraction(10), Fraction(8)))
    assert 20 * split.per_record == Fraction("2.25")
    assert split.population == Fraction("2.75")


def test_mix_and_rate_by_hand() -> None:
    """Two places with unchanged rates of their own: all of the change is mix."""
    before = {"a": Group(10, Fraction(10)), "b": Group(60, Fraction(20))}
    after = {"a": Group(20, Fraction(20)), "b": Group(30, Fraction(10))}
    effects = {each.name: each for each in mix_and_rate(before, after, (Fraction(30), Fraction(30)))}
    assert {name: each.rate for name, each in effects.items()} == {"a": 0, "b": 0}
    assert effects["a"].mix == Fraction(1, 3)
    assert effects["b"].mix == -1


def test_nothing_is_left_of_any_mix_and_rate() -> None:
    dice = random.Random(5)
    for _ in range(1000):
        names = dice.sample("abcdefg", dice.randint(1, 6))
        ends = [
            {name: Group(dice.randrange(500), Fraction(dice.randrange(1, 90), 7) if dice.random() < 0.8 else None)
             for name in names if dice.random() < 0.9}
            for _ in range(2)
        ]  # fmt: skip
        wholes = (Fraction(dice.randrange(1, 999), 13), Fraction(dice.randrange(1, 999), 11))
        counts = [sum(group.count for group in end.values()) for end in ends]
        effects = mix_and_rate(ends[0], ends[1], wholes)
        assert sum(each.total for each in effects) == counts[1] / wholes[1] - counts[0] / wholes[0]


@pytest.mark.parametrize(("value", "shown"), [("1/8", "0.13"), ("-1/8", "-0.13"), ("1/3", "0.33"), ("0", "0.00")])
def test_rounding_is_half_up_and_its_rest_is_told(value: str, shown: str) -> None:
    assert rounded(Fraction(value), 2) == Decimal(shown)
    thirds = [rounded(Fraction(1, 3), 2)] * 3
    assert rounding(Decimal("1.00"), thirds) == Decimal("0.01")
