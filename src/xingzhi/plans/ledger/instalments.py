"""The times a task that comes again is due: each with its day, and when and by what it was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.db import models

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.ledger.recurring import Due

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class InstalmentQuerySet(ScopedQuerySet):
    """Seen by whoever sees the task."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The instalments of the tasks the person sees."""
        return self.filter(task__in=PlanTask.objects.visible_to(user).values("pk"))


class Instalment(ScopedModel):
    """One time a task is due. The task's own day is that of the first one that is not done."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="instalments")
    label = models.CharField(max_length=20)  # 第一季度, 3月, 第2期
    due_on = models.DateField()
    first_due = models.DateField()  # the day first set, so that late and rescheduled are told apart
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)  # what was done

    objects = InstalmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["due_on", "pk"]


def give(task: PlanTask, dues: Sequence[Due]) -> None:
    """Give a task these times in place of those that are not done, and the day of the next one."""
    left = task.instalments.filter(done_on=None)
    first = list(left.values_list("first_due", flat=True))
    firsts = first if len(first) == len(dues) else [due.day for due in dues]  # as many as before: each was moved
    left.delete()
    Instalment.objects.bulk_create(
        Instalment(task=task, region=task.region, label=due.label[:20], due_on=due.day, first_due=was)
        for due, was in zip(dues, firsts, strict=True)
    )
    if not task.instalments.exists():
        task.due_on = task.first_due = None
        task.save(update_fields=["due_on", "first_due"])
    follow(task)


def follow(task: PlanTask) -> None:
    """Set the task's day to that of the next time it is due; where all is done, it stays."""
    following = task.instalments.filter(done_on=None).first()
    if following is not None:
        task.due_on, task.first_due = following.due_on, following.first_due
        task.save(update_fields=["due_on", "first_due"])


def move(task: PlanTask) -> None:
    """Let the next time a task is due follow the task's own day, which was changed."""
    following = task.instalments.filter(done_on=None).first()
    if following is not None and task.due_on is not None:
        following.due_on = task.due_on
        following.save(update_fields=["due_on"])
        task.first_due = following.first_due


def open_last(task: PlanTask) -> None:
    """Of a task that is opened again after its last time was done, that time is not done any more."""
    last = task.instalments.last()
    if last is not None and not task.instalments.filter(done_on=None).exists():
        last.done_on, last.done_by, last.note = None, None, ""
        last.save(update_fields=["done_on", "done_by", "note"])
        follow(task)
