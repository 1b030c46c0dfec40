"""Task: one duty about one record, for a unit, by a day, until the registers or a person show that it is done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel
from xingzhi.plans.ledger.brought_back import (  # noqa: F401 - told to Django
    AddedRow,
    LedgerBook,
    MonthBook,
    ProgressConflict,
)
from xingzhi.plans.ledger.instalments import Instalment  # noqa: F401 - told to Django
from xingzhi.plans.ledger.models import Plan, PlanTask, Progress, TaskMove, TaskUnit  # noqa: F401 - told to Django
from xingzhi.plans.notices.models import Notice, Piece  # noqa: F401 - told to Django
from xingzhi.plans.summaries import models as of_summaries  # noqa: F401 - told to Django
from xingzhi.plans.units import Unit  # noqa: F401 - told to Django


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("待办")
    DONE = "done", _("已办结")
    DROPPED = "dropped", _("不再需要")


class Task(ScopedModel):
    """A duty. `title` is that of its record. `period` is what it is of (a fee year, else a year): the same is never asked twice.

    `by_evidence` says that a register showed it, and `evidence` what it showed or what the person said.
    """

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)  # a code of the pack's actions
    indicator = models.CharField(max_length=60, blank=True)  # which figure it keeps
    register = models.CharField(max_length=40)
    record_key = models.CharField(max_length=320)
    period = models.CharField(max_length=20)
    lead_unit = models.CharField(max_length=100, blank=True)
    lead_person = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    origin = models.CharField(max_length=200, blank=True)  # the path it was made from
    evidence = models.CharField(max_length=500, blank=True)
    by_evidence = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "register", "record_key", "period"], name="task_once")
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="task_state"),
            models.Index(fields=["region", "state", "due_on"], name="task_region"),
        ]
