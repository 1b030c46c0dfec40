"""What the first text of a paper is drafted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from xingzhi.core.models import User
from xingzhi.plans.ledger.models import Plan, PlanTask, Progress
from xingzhi.publish.papers.contributed import Contributed, contributed
from xingzhi.publish.papers.quarters import months


@dataclass(frozen=True)
class Ground:
    """What a text is drafted from: the plan, the person who asks, the stretch of days it reports on."""

    plan: Plan | None
    user: User
    region: str
    start: date
    end: date
    takes_summaries: bool = False  # a quarter's report comes before the summaries

    @cached_property
    def tasks(self) -> list[PlanTask]:
        """The tasks of the plan in order; measures under a task as tasks of their own."""
        if self.plan is None:
            return []
        return list(PlanTask.objects.led_by(self.user).filter(plan=self.plan).order_by("order", "id"))

    @cached_property
    def contributed(self) -> list[Contributed]:
        """What units wrote in their summaries, where the paper takes it."""
        return contributed(self.plan, self.user) if self.plan is not None and self.takes_summaries else []

    @cached_property
    def progress(self) -> dict[int, list[Progress]]:
        """By task: the newest word of each unit within the stretch."""
        found: dict[int, dict[int, Progress]] = {}
        rows = Progress.objects.visible_to(self.user).filter(
            share__task__in=self.tasks, month__in=months(self.start, self.end)
        )
        for each in rows.select_related("share__unit").order_by("month", "version"):
            found.setdefault(each.share.task_id, {})[each.share_id] = each
        return {task: list(words.values()) for task, words in found.items()}
