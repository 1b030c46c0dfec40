"""What tables make of figures: half-up rounding, 同比, 占比, 位次, 完成率, 序时进度. Pure; None is unknown, never zero."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

Key = TypeVar("Key")
PLACES = 1  # of percentages, as the regional bulletins print them


def half_up(value: Decimal, places: int) -> Decimal:
    """Rounded half up, as official figures are: 0.125 -> 0.13, -0.125 -> -0.13."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def shown(value: Decimal | None, places: int) -> str:
    """A figure as printed: 13398 -> 13398, 5.592 with two places -> 5.59; nothing for unknown."""
    return "" if value is None else f"{half_up(value, places):f}"


def change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """同比 in per cent; None where either is unknown or the base is 0."""
    if now is None or not before:
        return None
    return half_up((now - before) / before * 100, PLACES)


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """A part of a whole in per cent; None where either is unknown or the whole is 0."""
    if part is None or not whole:
        return None
    return half_up(part / whole * 100, PLACES)


def ranks(values: Mapping[Key, Decimal | None]) -> dict[Key, int | None]:
    """位次, the largest first; equal values share one, the next is skipped; unknown ones have none."""
    known = sorted((value for value in values.values() if value is not None), reverse=True)
    return {key: None if value is None else known.index(value) + 1 for key, value in values.items()}


def changed_words(now: Decimal | None, before: Decimal | None) -> str:
    """同比 as a sentence says it: 同比增长12.3%, 与上年同期持平, 上年同期为0不作同比."""
    if now is None or before is None:
        return "同比暂缺"
    if before == 0:
        return "上年同期为0，不作同比"
    found = change(now, before)
    assert found is not None
    if now == before:
        return "与上年同期持平"
    return f"同比{'增长' if now > before else '下降'}{abs(found)}%"


def ahead_words(points: Decimal) -> str:
    """How far what is done is ahead of what is due: 快2.5个百分点, 慢0.3个百分点, 持平."""
    return "持平" if not points else f"{'快' if points > 0 else '慢'}{abs(points)}个百分点"
