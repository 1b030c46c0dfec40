"""Workbooks that came back: of a unit's month, of the whole ledger; what in them waits for a person."""

from __future__ import annotations

from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel
from xingzhi.intake.models import kept_file
from xingzhi.plans.ledger.models import OfTaskUnitQuerySet, Plan, PlanTask, TaskUnit
from xingzhi.plans.units import Unit


class MonthBook(ScopedModel):
    """A unit's workbook of a month, as it came back, with who signed it. Its region is the unit's."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="month_books")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="month_books")
    month = models.CharField(max_length=7)
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    filler = models.CharField(max_length=100)
    reviewer = models.CharField(max_length=100)
    filled_on = models.DateField()
    zero = models.BooleanField(default=False)
    taken = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    problems = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "unit", "digest"], name="month_book_once")]

    @property
    def path(self) -> Path:
        """The file as it came."""
        return kept_file(self.digest, self.file_name)


class ProgressConflict(models.Model):
    """What a workbook says of a month, and what was said here since it went out; a person decides."""

    share = models.ForeignKey(TaskUnit, on_delete=models.CASCADE, related_name="conflicts")
    month = models.CharField(max_length=7)
    book = models.ForeignKey(MonthBook, on_delete=models.CASCADE, related_name="conflicts")
    ours = models.JSONField()
    theirs = models.JSONField()  # answer, text, value
    decided = models.CharField(max_length=6, blank=True)  # ours, theirs
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = OfTaskUnitQuerySet.as_manager()


class LedgerBook(ScopedModel):
    """The whole ledger as it came back from a meeting: what it would change, shown before anything is taken."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="ledger_books")
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    changes = models.JSONField(default=list)  # {"task", "row", "column", "was", "now", "since"}
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open")  # open, taken, set_aside
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "digest"], name="ledger_book_once")]

    @property
    def path(self) -> Path:
        """The file as it came."""
        return kept_file(self.digest, self.file_name)


class AddedState(models.TextChoices):
    """What became of a row that was added."""

    OPEN = "", _("待确认")
    ACCEPTED = "accepted", _("已列入任务")
    REFUSED = "refused", _("不列入")


class AddedRow(ScopedModel):
    """A row somebody added to a workbook, or a task's wording somebody changed (`task` then says whose): kept apart."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="added_rows")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    month_book = models.ForeignKey(MonthBook, null=True, on_delete=models.CASCADE, related_name="added")
    ledger_book = models.ForeignKey(LedgerBook, null=True, on_delete=models.CASCADE, related_name="added")
    task = models.ForeignKey(PlanTask, null=True, on_delete=models.CASCADE, related_name="rewordings")
    row = models.IntegerField()
    text = models.TextField()
    said = models.JSONField(default=dict)  # other columns as written
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=AddedState, default=AddedState.OPEN, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    made = models.ForeignKey(PlanTask, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
