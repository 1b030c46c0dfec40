"""What a result rests on, by title and version."""

from __future__ import annotations

from xingzhi.packs import load
from xingzhi.packs.said import said


def test_packs_are_named_by_their_titles():
    packs = load()
    assert (
        said(packs, "indicators@2026-11-27; year_path@2026-11-27") == "指标口径 2026-11-27、预测与年末路径 2026-11-27"
    )
    assert said(packs, ["monthly_bulletin@2026-01-02"], "en") == "Monthly bulletin 2026-01-02"
    assert said(packs, ["calendar@2026-01-02", "gone@2020-01-01"]) == "节假日安排 2026-01-02、gone 2020-01-01"
    assert said(packs, "") == ""
