"""Small-cell suppression, for surveys and firm-level forms only: register counts are public facts and stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

Key = TypeVar("Key")


def suppressed(values: Mapping[Key, Decimal | None], below: int, *, total_shown: bool) -> frozenset[Key]:
    """Which cells of a column are not shown: counts from 1 up to, not including, `below`.

    Where the total stands beside and one cell alone is hidden, the difference would tell it: the smallest of the others
    that is not 0 is hidden too.
    """
    if below <= 0:
        return frozenset()
    hidden = {key for key, value in values.items() if value is not None and 0 < value < below}
    if total_shown and len(hidden) == 1:
        others = [(value, str(key), key) for key, value in values.items() if value and key not in hidden]
        if others:
            hidden.add(min(others, key=lambda each: each[:2])[2])
    return frozenset(hidden)
