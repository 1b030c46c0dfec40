"""Units that stand behind the tasks they are for: a second bracket, a line below a whole list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xingzhi.plans.reading.groups import Group
from xingzhi.plans.reading.task import Task


def whole_list(tasks: Sequence[Task], last: Sequence[Task], path: tuple[str, ...], group: Group) -> None:
    """Units on a line of their own hold for the items of the list before them that name none."""
    if not last:
        return
    for task in reversed(tasks):
        if task.path != path or (task.units is not None and task not in last):
            return
        if task.units is None:
            task.units, task.units_from = group.units, "following"


def more_units(last: Sequence[Task], group: Group) -> None:
    """A second bracket right behind the first names more units for the same tasks."""
    for task in last:
        if task.units is None:
            task.units, task.units_from = group.units, "following"
        elif task.units_from in ("bracket", "following"):
            known = {each.name for each in task.units.named}
            more = tuple(each for each in group.units.named if each.name not in known)
            task.units = replace(task.units, named=(*task.units.named, *more))
