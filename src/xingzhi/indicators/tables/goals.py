"""Cells that hold a value against its annual target: 年度目标, 完成率, 序时进度."""

from __future__ import annotations

from decimal import Decimal

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.grid import NONE, GridCell
from xingzhi.indicators.tables.periods import Period


def percent_cell(value: Decimal | None) -> GridCell:
    """A rate in per cent."""
    return GridCell(NONE) if value is None else GridCell(f"{value}%", value)


def target_cell(goal: Decimal | None) -> GridCell:
    """The target of the year."""
    return GridCell(NONE, why="年度目标未登记") if goal is None else GridCell(f"{goal.normalize():f}", goal)


def done_cell(value: Decimal | None, goal: Decimal | None) -> GridCell:
    """How much of the target is reached."""
    return percent_cell(arithmetic.percent(value, goal))


def pace_cell(value: Decimal | None, goal: Decimal | None, period: Period) -> GridCell:
    """How much of the year has passed, and by how many points the value is ahead of that."""
    passed, whole = period.elapsed
    due, done = arithmetic.percent(Decimal(passed), Decimal(whole)), arithmetic.percent(value, goal)
    if due is None or done is None:
        return percent_cell(None)
    return GridCell(f"{due}%（{arithmetic.ahead_words(done - due)}）", due)
