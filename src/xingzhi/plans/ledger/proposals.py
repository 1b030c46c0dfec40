"""Evidence the registers hold already: proposed, attached by one click, asked of nobody."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.plans.ledger.models import PlanTask, TargetKind, TaskUnit
from xingzhi.registers.models import MODELS

EACH = 5  # records of one register that are proposed


@dataclass(frozen=True)
class Proposed:
    """A record of a register that may show what was done, and the day it tells."""

    register: str
    row: Any
    day: date


def days_of(month: str) -> tuple[date, date]:
    """The first and last day of a month."""
    year, number = map(int, month.split("-"))
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def sources_of(task: PlanTask) -> list[tuple[str, str]]:
    """The registers looked in for a task and the column of the day: of a count the one counted, else by the pack's words."""
    if task.target_kind == TargetKind.COUNT:
        return [(task.target["register"], task.target["date_field"])]
    said = task.heading + task.text
    return [
        (each.register_, each.date_field)
        for each in load().plan_ledger.evidence
        if any(word in said for word in each.words)
    ]


def proposed(user: User, share: TaskUnit, month: str, held: list[dict[str, str]]) -> list[Proposed]:
    """Records of the unit's region and of the month that the person sees and that are not attached yet."""
    return list(_each(user, share, month, {(each.get("register"), each.get("key")) for each in held}))


def _each(user: User, share: TaskUnit, month: str, held: set[tuple[Any, Any]]) -> Iterator[Proposed]:
    start, end = days_of(month)
    for register, column in sources_of(share.task):
        seen = MODELS[register].objects.visible_to(user).filter(region_within(share.region))
        rows = seen.filter(**{f"{column}__gte": start, f"{column}__lte": end}).order_by(f"-{column}", "pk")
        for row in rows[: EACH + len(held)]:
            if (register, row.key) not in held:
                yield Proposed(register, row, getattr(row, column))
