"""What the page of a forecast says of its intervals is what the back-test found."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from xingzhi.web.views.forecast import how_wide


@pytest.mark.parametrize(
    ("share", "said"), [(0.514, "只有 51% 包含实际值"), (0.83, "有 83% 包含实际值"), (None, "不知道它有多少次")]
)
def test_intervals_that_held_less_often_than_named_are_said_to(share: Any, said: str) -> None:
    found: Any = SimpleNamespace(chosen=SimpleNamespace(tested=SimpleNamespace(coverage={80: share})))
    assert said in how_wide(found)
