"""The same answer again and again: "as planned" month after month without new evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Answer, Plan, PlanTask, PlanTaskState, Progress


@dataclass(frozen=True)
class Told:
    """The newest word of a unit on a month."""

    share: int
    task: int
    month: str
    answer: str
    value: Any
    evidence: list[dict[str, str]]
    parts: dict[str, str]


def newest_words(user: User, plans: Iterable[int], until: str) -> dict[int, list[Told]]:
    """What was last said of each month up to one, by share, in the order of months; only what the person may see."""
    seen = (
        Progress.objects.visible_to(user)
        .filter(share__task__plan__in=list(plans), month__lte=until)
        .order_by("share", "month", "version")
        .values_list("share", "share__task", "month", "answer", "value", "evidence", "parts")
    )
    last = {(row[0], row[2]): Told(*row) for row in seen}
    found: dict[int, list[Told]] = defaultdict(list)
    for told in last.values():
        found[told.share].append(told)
    return found


def run_of(words: list[Told]) -> int:
    """How many months in a row, up to the newest, say "as planned" and bring no evidence."""
    length = 0
    for told in reversed(words):
        if told.answer != Answer.AS_PLANNED or told.evidence:
            break
        length += 1
    return length


def runs(words: Mapping[int, list[Told]]) -> dict[int, int]:
    """The longest run of a task's units, by task."""
    found: dict[int, int] = {}
    for each in words.values():
        found[each[0].task] = max(found.get(each[0].task, 0), run_of(each))
    return found


def repeated_for(user: User, month: str) -> list[PlanTask]:
    """Open tasks whose run the person is to be told of: the lead first, all of their office when it goes on."""
    rules = load().plan_ledger
    tasks = PlanTask.objects.led_by(user).filter(state=PlanTaskState.OPEN)
    plans = Plan.objects.visible_to(user).filter(year=int(month[:4])).values_list("pk", flat=True)
    long = {pk: n for pk, n in runs(newest_words(user, plans, month)).items() if n >= rules.lead_told_after.value}
    return [
        task for task in tasks.filter(pk__in=long)
        if task.lead_person_id == user.pk or long[task.pk] >= rules.leader_told_after.value or task.lead_person_id is None
    ]  # fmt: skip
