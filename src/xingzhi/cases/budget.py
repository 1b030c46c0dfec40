"""How many leads an officer is shown in a month: those already followed, then the strongest; the others are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xingzhi.packs import load

SIZE = 500


def show_best(month: Any, order: str) -> None:
    """Choose which leads of an officer and month come first (`shown`); `month` are all of them, `order` the best first."""
    followed = month.exclude(matter=None)
    left = max(0, int(load().gazette_watch.budget.value) - followed.count())
    best = list(month.filter(matter=None).order_by(order, "id").values_list("pk", flat=True)[:left])
    month.update(shown=False)
    followed.update(shown=True)
    for chunk in chunks(best):
        month.model.objects.filter(pk__in=chunk).update(shown=True)


def chunks(keys: Sequence[Any]) -> list[Sequence[Any]]:
    """Keys in parts a query can take."""
    return [keys[start : start + SIZE] for start in range(0, len(keys), SIZE)]
