"""Busy times: counts against one's own past, one's season and one's peers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from xingzhi.screening.signals.busy import busy_times
from xingzhi.screening.signals.pace import Pace, Peers, Unit, spread_of, tail

PACE = Pace(window=30, least=10, past=36, enough_past=12, prior=6, ratio=3, share=0.9, least_peers=20, chance=0.001,
            seasons=3, slack=30, episode=180)  # fmt: skip
PERIOD = 3650


def told(days: list[int], others: int = 30) -> list[tuple[int, int]]:
    """First and last day of the busy times of a unit among others that file now and then."""
    rng = np.random.default_rng(1)
    units = [Unit(f"other {i}", np.sort(rng.integers(0, PERIOD, len(days)))) for i in range(others)]
    units = [Unit("it", np.sort(np.array(days, np.int64))), *units]
    return [(busy.first, busy.last) for busy in busy_times(units[0], 0, Peers(units, PACE, PERIOD))]


def poisson(count: int, mean: float) -> float:
    return 1 - sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count))


@pytest.mark.parametrize(("count", "mean"), [(3, 1.0), (8, 2.5), (15, 6.0)])
def test_without_extra_spread_the_tail_is_poissons(count, mean):
    assert tail(count, mean, 1.0) == pytest.approx(poisson(count, mean), rel=1e-6)
    assert tail(count, mean, 1.0 + 1e-7) == pytest.approx(poisson(count, mean), rel=1e-3)


def test_the_tail_is_the_negative_binomials():
    mean, spread = 3.0, 2.5
    size, share = mean / (spread - 1), 1 - 1 / spread
    each = [
        math.gamma(k + size) / math.gamma(size) / math.factorial(k) * (1 - share) ** size * share**k for k in range(120)
    ]
    assert tail(10, mean, spread) == pytest.approx(sum(each[10:]), rel=1e-9)
    assert tail(10, mean, 5.0) > tail(10, mean, spread) > tail(10, mean, 1.0)


def test_a_count_that_is_not_above_the_mean_surprises_nobody():
    assert tail(2, 3.0, 1.5) == 1.0


def test_very_small_chances_do_not_fail():
    assert 0.0 <= tail(5000, 0.01, 1.0) < 1e-300
    assert 0.0 <= tail(5000, 0.01, 4.0) < 1e-300


def test_spread_is_variance_over_mean_and_at_least_one():
    assert spread_of([1, 1, 1, 1]) == 1.0
    assert spread_of([0, 0, 0, 8]) == 6.0
    assert spread_of([]) == 1.0


def test_many_filings_in_a_month_after_a_quiet_past_are_told():
    assert told([*range(0, 2000, 200), *range(3000, 3028)]) == [(3000, 3027)]


def test_a_new_name_that_files_many_at_once_is_told():
    assert told([*range(3000, 3025)]) == [(3000, 3024)]


def test_few_filings_are_not_told_however_unusual():
    assert told([0, *range(3000, 3009)]) == []


def test_who_always_files_many_is_not_told():
    assert told([*range(0, 3650, 2), *range(1, 3650, 4)]) == []


def test_who_files_as_many_each_year_at_that_time_is_told_the_first_time_only():
    found = told([year * 365 + 300 + day for year in range(9) for day in range(0, 28, 2)])
    assert [first // 365 for first, _ in found] == [0]


def test_weeks_that_follow_each_other_are_one_busy_time():
    assert told([*range(0, 2000, 200), *range(3000, 3090)]) == [(3000, 3089)]


def test_without_enough_peers_the_own_past_decides():
    assert told([*range(0, 2000, 200), *range(3000, 3028)], others=5) == [(3000, 3027)]


def test_a_crowd_that_files_as_many_at_once_is_nothing_unusual():
    units = [Unit(f"{i}", np.arange(100 * i, 100 * i + 15)) for i in range(30)]
    peers = Peers(units, PACE, PERIOD)
    assert [busy_times(unit, at, peers) for at, unit in enumerate(units)] == [[]] * 30
