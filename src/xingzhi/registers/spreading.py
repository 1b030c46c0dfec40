"""Rows that are several records, such as a mark filed for several classes in one line."""

from __future__ import annotations

from collections.abc import Sequence

from xingzhi.core.declare import Register, Values
from xingzhi.registers import bulk
from xingzhi.registers.models import MODELS


def spread(register: Register, rows: Sequence[Values]) -> Sequence[Values]:
    """The records the rows are; one that stands under a row's own key, as it was kept before, stays one."""
    made = [register.spread(row) for row in rows]
    if all(len(each) == 1 for each in made):
        return rows
    whole = {register.key(row) for row, each in zip(rows, made, strict=True) if len(each) > 1}
    known = {key for (key,) in bulk.find(MODELS[register.name], "key", whole, ("key",))}
    return [
        one for row, each in zip(rows, made, strict=True) for one in ([row] if register.key(row) in known else each)
    ]
