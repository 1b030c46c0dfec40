"""Where new tasks stand in a plan: behind those of their heading, whichever notice that came from, with the next number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.plans.ledger.models import Plan, PlanTask
from xingzhi.plans.reading.marks import marker_of

_NUMBER = re.compile(r"(\d+)\.(\d+)", re.ASCII)


@dataclass
class _Group:
    """The tasks under a heading: how it is written, its number, and the last number under it."""

    heading: str
    number: int
    last: int = 0


def place(plan: Plan, new: Iterable[PlanTask]) -> None:
    """Give new tasks of a plan number, heading and order; those that stood there keep number and heading."""
    coming = list(new)
    held = list(plan.tasks.exclude(pk__in=[task.pk for task in coming]).order_by("order", "pk"))
    groups: dict[str, _Group] = {}
    numbers = [(task, _NUMBER.fullmatch(task.number)) for task in held]
    top = max((int(number[1]) for _, number in numbers if number), default=0)
    for task, number in numbers:
        if number:
            group = groups.setdefault(_bare(task.heading), _Group(task.heading, int(number[1])))
            group.last = max(group.last, int(number[2]) if int(number[1]) == group.number else 0)
    for task in coming:
        key = _bare(task.heading)
        if key not in groups:
            top += 1
            groups[key] = _Group(task.heading, top)
        group = groups[key]
        group.last += 1
        task.heading, task.number = group.heading, f"{group.number}.{group.last}"
        same = [at for at, each in enumerate(held) if _bare(each.heading) == key]
        held.insert(same[-1] + 1 if same else len(held), task)
    for order, task in enumerate(held, 1):
        task.order = order
    PlanTask.objects.bulk_update(held, ["order", "number", "heading"])


def headings_of(plan: Plan) -> list[str]:
    """The headings of a plan in order."""
    return list(dict.fromkeys(plan.tasks.exclude(heading="").order_by("order", "pk").values_list("heading", flat=True)))


def same_heading(one: str, other: str) -> bool:
    """Whether two headings differ in number and stops at most."""
    return _bare(one) == _bare(other)


def _bare(heading: str) -> str:
    """A heading without its number and stops: 二、强化保护 and 三、强化保护。 are one."""
    marker = marker_of(heading)
    return re.sub(r"\W", "", heading[len(marker.text) :] if marker else heading)
