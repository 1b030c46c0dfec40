"""What the page of a forecast says of its intervals is what the back-test found."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from xingzhi.packs import load
from xingzhi.web.views.forecast import how_wide, tile


@pytest.mark.parametrize(
    ("share", "said"), [(0.514, "只有 51% 包含实际值"), (0.83, "有 83% 包含实际值"), (None, "不知道它有多少次")]
)
def test_intervals_that_held_less_often_than_named_are_said_to(share: Any, said: str) -> None:
    found: Any = SimpleNamespace(chosen=SimpleNamespace(tested=SimpleNamespace(coverage={80: share})))
    assert said in how_wide(found)


def test_a_count_is_forecast_as_whole_records_with_the_measured_rate() -> None:
    tested = SimpleNamespace(coverage={80: 0.46})
    month = SimpleNamespace(month=date(2027, 10, 31), value=358.04, low80=339.7, high80=376.4)
    found: Any = SimpleNamespace(ahead=[month], chosen=SimpleNamespace(tested=tested))
    shown = tile(found, load().indicators["valid_inventions"])
    assert (shown["places"], shown["note"]) == (0, "区间 340—376，回测中 46% 的实际值落在这样的区间里")
