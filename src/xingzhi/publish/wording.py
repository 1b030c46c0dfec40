"""Figures as sentences say them, and as a release keeps them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure
from xingzhi.indicators.tables.grid import UNKNOWN, UNLIKE

LEFT_OUT = "不计"  # in a sentence a dash after 占 would be read as the numeral one


def day(on: date) -> str:
    """2024年3月31日."""
    return f"{on.year}年{on.month}月{on.day}日"


def stretch(start: date, end: date) -> str:
    """2024年3月, 2024年1—3月; days where it is no whole months."""
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1 and start.year == end.year and start < end
    if not whole:
        return day(end) if start == end else f"{day(start)}至{day(end)}"
    return (
        f"{start.year}年{start.month}月" if start.month == end.month else f"{start.year}年{start.month}—{end.month}月"
    )


def said(now: Figure, part: str, other: Figure | None) -> str:
    """A figure, or what a sentence says of it beside another: 上年同期, 同比, 占比. Unknown is said, never 0.

    No rate across the two kinds of value: an official figure is not divided by one counted here.
    """
    if part in ("change", "share") and unlike(now, other):
        return f"同比{LEFT_OUT}" if part == "change" else f"（{LEFT_OUT}）"
    if part == "change":
        return arithmetic.changed_words(now.value, other.value if other else None)
    if part == "before":
        now = other or now
    if part == "share":
        found = arithmetic.percent(now.value, other.value if other else None)
        return UNKNOWN if found is None else f"{found}%"
    return arithmetic.shown(now.value, now.decimals) or UNKNOWN


def said_change(now: Figure, before: Figure) -> str:
    """同比 in a text without footnotes: where none is made it says why."""
    return f"同比{LEFT_OUT}（{UNLIKE}）" if unlike(now, before) else said(now, "change", before)


def unlike(now: Figure, other: Figure | None) -> bool:
    """Whether two known figures are of two kinds."""
    return other is not None and not now.like(other)


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure as a release keeps it."""
    said = {"remark": figure.remark, "contradicts": figure.contradicts, "chosen": figure.chosen}
    return {
        "indicator": figure.indicator, "region": figure.region, "start": figure.start.isoformat(),
        "end": figure.end.isoformat(), "where": {name: sorted(codes) for name, codes in sorted(figure.where.items())},
        "value": None if figure.value is None else f"{figure.value:f}", "unit": figure.unit, "kind": figure.kind,
        "source": figure.source, "own": None if figure.own is None else f"{figure.own:f}", "unknown": figure.unknown,
        "missing": figure.missing, **{name: held for name, held in said.items() if held},
    }  # fmt: skip
