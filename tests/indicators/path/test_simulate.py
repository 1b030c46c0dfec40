"""Drawn paths: as many leave and enter as the chances say, and luck of a whole year widens the interval."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from xingzhi.indicators.path.holdings import NEVER, anniversaries, day_of, days_of, month_ends, shifted
from xingzhi.indicators.path.simulate import Held, Parts, Waiting, draw


def parts(**changed):
    made = {
        "held": (Held("fee_unknown", 100, np.array([0.1, 0.2]), np.array([True, True])),),
        "waiting": (Waiting(50, np.array([0.1, 0.3])),),
        "unseen": np.array([1.0, 4.0]),
        "counted": None,
        "pledges": (),
        "spread": {},
    }
    return Parts(**(made | changed))


def test_the_mean_is_what_the_chances_say():
    drawn = draw(parts(), 2, 4000)
    assert drawn.counts[:, 0].mean() == pytest.approx(90 + 5 + 1, abs=0.3)
    assert drawn.counts[:, 1].mean() == pytest.approx(80 + 15 + 4, abs=0.4)
    assert drawn.effects["fee_unknown"] == pytest.approx(-20, abs=0.3)
    assert (draw(parts(), 2, 50).counts == draw(parts(), 2, 50).counts).all(), "the same records give the same path"


def test_years_that_differ_make_the_interval_wider():
    quiet, wild = draw(parts(), 2, 4000).counts[:, 1], draw(parts(spread={"fee_unknown": 0.3}), 2, 4000).counts[:, 1]
    assert wild.std() > 1.5 * quiet.std()


def test_only_a_share_of_the_granted_counts_and_an_ending_pledge_takes_one():
    drawn = draw(parts(counted=(20, 100), pledges=((1, 1.0),)), 2, 4000)
    assert drawn.effects["pending_grant"] == pytest.approx(3, abs=0.3)
    assert drawn.counts[:, 1].mean() == pytest.approx(80 + 3 + 0.8 - 1, abs=0.4)


def test_what_begins_to_count_later_counts_from_then():
    late = Held("fee_paid", 10, np.array([0.0, 0.0]), np.array([False, True]))
    drawn = draw(parts(held=(late,), waiting=(), unseen=np.zeros(2)), 2, 100)
    assert drawn.counts.tolist() == [[0, 10]] * 100


def test_days():
    filed = np.array([days_of(date(2016, 2, 29)), NEVER])
    assert day_of(anniversaries(filed, 1)[0]) == date(2017, 2, 28)
    assert anniversaries(filed, 1)[1] == NEVER
    assert shifted(date(2024, 2, 29), -1) == date(2023, 2, 28)
    assert shifted(date(2023, 2, 28), 1) == date(2024, 2, 29)
    assert month_ends(date(2026, 10, 30), date(2026, 12, 31)) == [
        date(2026, 10, 31),
        date(2026, 11, 30),
        date(2026, 12, 31),
    ]
