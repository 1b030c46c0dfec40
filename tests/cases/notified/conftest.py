"""Seven notified applications of two banners, and the workbooks sent out for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cases.notified.lists import item, notified
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.notified.dispatching import dispatch_items


@pytest.fixture
def listed(take_in: Any, league: Any, tmp_path: Path) -> Any:
    """Two banners, three applicants, seven applications."""
    rows = {
        "科尔沁右翼前旗": [item(1), item(2), item(3), item(4, firm="示例乙农业有限公司")],
        "扎赉特旗": [
            item(5, firm="示例丙机械有限公司"),
            item(6, firm="示例丙机械有限公司"),
            item(7, firm="示例丙机械有限公司"),
        ],
    }
    return take_in(league, notified(tmp_path, **rows))


@pytest.fixture
def out(listed, league):
    """Both banners have theirs."""
    return {
        each.region: each
        for each in dispatch_items(league, [BANNER, OTHER_BANNER], date(2026, 12, 10), "王某", "0482-1")
    }
