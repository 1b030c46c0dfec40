"""A form sent out for a period, what each unit reports, how that went, and what came back by workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class RoundQuerySet(ScopedQuerySet):
    """Seen by the office that opened it and by whoever sees a report of it; it holds no value itself."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The rounds of the person's region, and those in which the person's region reports."""
        own = super().visible_to(user)
        return self.filter(
            models.Q(pk__in=own.values("pk")) | models.Q(pk__in=UnitReport.objects.visible_to(user).values("round"))
        )

    def led_by(self, user: User | AnonymousUser) -> Self:
        """The rounds of which the person sees every report."""
        return super().visible_to(user)


class Round(ScopedModel):
    """A form opened for a period. It keeps the form as it was, so that a later pack changes nothing for it."""

    form = models.CharField(max_length=60)
    form_ref = models.CharField(max_length=100)
    title = models.JSONField()  # zh, en
    body = models.JSONField()  # the form as in the pack
    period = models.CharField(max_length=10)
    first_day = models.DateField()
    last_day = models.DateField()
    deadline = models.DateField()
    contact = models.CharField(max_length=100)
    phone = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="round_region")]
        constraints = [models.UniqueConstraint(fields=["region", "form", "period"], name="round_once")]


class UnitKind(models.TextChoices):
    """Who reports."""

    BANNER = "banner", _("旗县市")
    ZONE = "zone", _("开发区")
    UNIT = "unit", _("其他单位")


class State(models.TextChoices):
    """How far a report is."""

    EMPTY = "empty", _("未填报")
    FILLING = "filling", _("填报中")
    SUBMITTED = "submitted", _("已提交，待审核")
    CHECKED = "checked", _("已报，待验收")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已验收")


REPORTED = (State.CHECKED, State.ACCEPTED)  # signed by filler and reviewer, and not sent back
OPEN = (State.EMPTY, State.FILLING, State.RETURNED)  # to be filled in


class UnitReport(ScopedModel):
    """What one unit reports in a round. `unit` names a zone or another unit; of a banner's own office it is blank.

    `name` is what the unit was called when the round was opened. `values` hold numbers as text; `notes` the reasons given;
    `known` what was not asked because it stands already, frozen when the report is submitted.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=10, choices=UnitKind, default=UnitKind.BANNER)
    unit = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.EMPTY)
    values = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    zero = models.BooleanField(default=False)  # signed: nothing happened in the period
    version = models.IntegerField(default=0)
    filler = models.CharField(max_length=100, blank=True)
    reviewer = models.CharField(max_length=100, blank=True)
    filled_on = models.DateField(null=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True)  # the day it first reached the office signed by both
    reason = models.CharField(max_length=500, blank=True)  # why it was sent back

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="unit_report_region")]
        constraints = [models.UniqueConstraint(fields=["round", "region", "unit"], name="unit_report_once")]


class OfReportQuerySet(ScopedQuerySet):
    """Seen by whoever sees the report."""

    region_field = "report__region"


class ReportStep(models.Model):
    """One thing that happened to a report, and what it held after it; only ever added."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="steps")
    version = models.IntegerField()
    what = models.CharField(max_length=20)  # saved, merged, decided, submitted, checked, returned, accepted
    values = models.JSONField()
    notes = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "version"], name="report_step_once")]


class ReturnedForm(models.Model):
    """A workbook that came back: who signed it and what became of its rows; the file is kept under its digest."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="returns")
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    filler = models.CharField(max_length=100)
    reviewer = models.CharField(max_length=100)
    filled_on = models.DateField()
    zero = models.BooleanField(default=False)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    problems = models.JSONField(default=list)  # of rows not taken: row, cell, column, value, code, params

    objects = OfReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "digest"], name="returned_form_once")]


class CellConflict(models.Model):
    """Two values for one cell, neither of which silently wins: a person decides. `returned` is blank for a page's."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="conflicts")
    returned = models.ForeignKey(ReturnedForm, null=True, on_delete=models.CASCADE, related_name="conflicts")
    cell = models.CharField(max_length=60)
    ours = models.TextField(blank=True)
    theirs = models.TextField(blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")  # who brought the other value
    at = models.DateTimeField(auto_now_add=True)
    decided = models.CharField(max_length=10, blank=True)  # "" | ours | theirs
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["returned", "cell"], name="cell_conflict_once")]
