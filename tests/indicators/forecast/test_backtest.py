"""Methods and back-test: the floor is always there, another method only where it beats it, intervals hold as they say."""

from __future__ import annotations

import numpy as np
import pytest

from xingzhi.indicators.forecast.backtest import LEVELS, choose, half_widths
from xingzhi.indicators.forecast.methods import METHODS, seasonal_floor

MONTHS = 12


def test_the_floor_is_the_same_month_a_year_before():
    known = np.arange(30.0)
    assert list(seasonal_floor(known, 12)) == list(known[-12:])
    assert list(seasonal_floor(np.array([3.0, 5.0]), 3)) == [5, 5, 5], "no year yet: the last value"


def test_a_rising_stock_is_not_left_to_the_floor():
    known = 100 + 2.0 * np.arange(72) + np.random.default_rng(1).normal(0, 1, 72)
    chosen = choose(known, MONTHS, 36, 48)
    assert chosen.why == "beats_floor"
    assert chosen.tested.mae < chosen.floor.mae
    said = METHODS[chosen.method](known, MONTHS)
    assert abs(said[-1] - (100 + 2 * 83)) < 8


def test_a_strong_season_alone_keeps_the_floor_honest():
    months = np.arange(72)
    known = 50 + 30 * np.sin(2 * np.pi * months / 12)
    chosen = choose(known, MONTHS, 36, 48)
    assert chosen.floor.mae == pytest.approx(0, abs=1e-9)
    assert chosen.method == "seasonal_floor"
    assert chosen.why == "floor_best"


@pytest.mark.parametrize(("length", "broken", "why"), [(30, False, "short"), (72, True, "broken"), (3, False, "short")])
def test_short_and_broken_series_get_the_floor_and_say_so(length, broken, why):
    chosen = choose(np.arange(float(length)), MONTHS, 36, 48, broken=broken)
    assert (chosen.method, chosen.why) == ("seasonal_floor", why)


def test_intervals_hold_about_as_often_as_they_say():
    dice = np.random.default_rng(7)
    held = {level: [] for level in LEVELS}
    for _ in range(16):
        values = dice.poisson(20, 84).astype(float)
        known, came = values[:-12], values[-12:]
        chosen = choose(known, MONTHS, 36, 48)
        off = np.abs(came - METHODS[chosen.method](known, MONTHS))
        for level in LEVELS:
            held[level] += list(off <= chosen.widths[level])
    assert 0.72 < np.mean(held[80]) < 0.92
    assert 0.90 < np.mean(held[95]) <= 1


def test_intervals_never_narrow_further_ahead_and_are_wider_at_95():
    errors = np.random.default_rng(3).normal(0, 1, (20, 12))
    assert (np.diff(half_widths(errors, 80)) >= 0).all()
    assert (half_widths(errors, 95) >= half_widths(errors, 80)).all()
