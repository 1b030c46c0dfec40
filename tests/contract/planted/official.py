"""What the league stated of official figures of each place: a reason for a difference, and a choice between two."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World

MAY = (date(2025, 5, 1), date(2025, 5, 31))
NAMES = {"甲": "科尔沁右翼前旗", "乙": "扎赉特旗", "丙": "兴安盟"}


def plant(world: World) -> None:
    """Three figures of each place; ours differs from one, the two others contradict each other."""
    from tests.contract.world import PLACES, _take
    from xingzhi.indicators.models import DifferenceReason
    from xingzhi.indicators.query import Span
    from xingzhi.indicators.stating import choose_official
    from xingzhi.indicators.used import used_value

    asked = [
        ("发明专利有效量", "截至2025年5月底", "9000", "一"),
        ("专利授权量", "2025年5月", "8", "二"),
        ("专利授权量", "2025年5月", "9", "三"),
    ]
    rows = [{"指标": name, "地区": NAMES[mark], "统计期": period, "数值": value, "单位": "件", "文件": f"秘密{mark}{which}号文"}
            for mark in PLACES for name, period, value, which in asked]  # fmt: skip
    _take(world, "league", "秘密丙五月.csv", rows)
    league = world.people["league"]
    for mark, place in PLACES.items():
        # Written when our figure was known; by now the registers cannot tell it.
        DifferenceReason.objects.create(
            region=place, indicator="valid_inventions", end=MAY[1], text=f"秘密{mark}原因", own=1, official=9000, written_by=league
        )  # fmt: skip
        held = used_value("grants", place, Span(*MAY)).received
        choose_official(league, "grants", place, Span(*MAY), held[0].key, f"秘密{mark}选用")
