"""What units reported last of the numbers a task aims at: the one it is measured by, and each further one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xingzhi.plans.ledger.models import PlanTask, TargetKind, TaskUnit
from xingzhi.plans.ledger.repeated import Told
from xingzhi.plans.ledger.targets import further_goals, number_of


@dataclass(frozen=True)
class Part:
    """A further target of a task: its words, its unit, what each unit reported, and their sum where they add up."""

    text: str
    unit: str
    reported: tuple[tuple[str, Decimal], ...]
    value: Decimal | None


def values_of(task: PlanTask, shares: Iterable[TaskUnit], words: Mapping[int, list[Told]]) -> list[tuple[str, Decimal]]:
    """What each unit last gave as the value of the measured target."""
    if task.target_kind != TargetKind.NUMBER:
        return []
    given = {share: [told.value for told in words.get(share.pk, []) if told.value is not None] for share in shares}
    return [(share.unit.name, values[-1]) for share, values in given.items() if values]


def parts_of(task: PlanTask, shares: list[TaskUnit], words: Mapping[int, list[Told]], *, each: bool) -> list[Part]:
    """How far the further targets are reached. Values of several units add up, but not percentages, and not where `each`
    unit has to reach the target by itself."""
    found = []
    for goal in further_goals(task):
        told = []
        for share in shares:
            given = [
                value
                for word in words.get(share.pk, [])
                if (value := number_of(word.parts.get(goal["text"]))) is not None
            ]
            told += [(share.unit.name, given[-1])] if given else []
        unit = goal.get("unit", "")
        adds = len(told) == 1 or (len(told) > 1 and not each and "%" not in unit and "百分" not in unit)
        value = sum((value for _, value in told), Decimal(0)) if adds else None
        found.append(Part(goal["text"], unit, tuple(told), value))
    return found
