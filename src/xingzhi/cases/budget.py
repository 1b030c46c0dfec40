"""How many leads an officer is shown in a month: those shown or followed already, then the strongest; the others are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from xingzhi.packs import load

SIZE = 500


def show_best(month: Any, order: str, together: Sequence[str] = ("pk",), always: Q | None = None) -> None:
    """Choose which leads of an officer and month come first (`shown`); `month` are all of them, `order` the best first.

    What was shown stays shown. Leads alike in the fields `together` count once; those of `always` are shown and do not
    count.
    """
    counted = month
    if always is not None:
        month.filter(always).update(shown=True)
        counted = month.exclude(always)
    counted.exclude(matter=None).update(shown=True)
    limit = int(load().gazette_watch.budget.value)
    used = set(counted.filter(shown=True).values_list(*together))
    best = []
    for pk, *alike in counted.filter(shown=False).order_by(order, "id").values_list("pk", *together):
        if tuple(alike) in used or len(used) < limit:
            used.add(tuple(alike))
            best.append(pk)
    for chunk in chunks(best):
        month.model.objects.filter(pk__in=chunk).update(shown=True)


def chunks(keys: Sequence[Any]) -> list[Sequence[Any]]:
    """Keys in parts a query can take."""
    return [keys[start : start + SIZE] for start in range(0, len(keys), SIZE)]
