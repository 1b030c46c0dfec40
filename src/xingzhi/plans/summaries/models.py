"""A summary that a unit owes, what came in, and each thing that happened to it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.units import Unit


class SummaryState(models.TextChoices):
    """Where an owed summary stands. Late follows from the days."""

    DUE = "due", _("待报送")
    RECEIVED = "received", _("已收到")
    RETURNED = "returned", _("已退回")
    ACCEPTED = "accepted", _("已采纳")
    EXCUSED = "excused", _("免报")


class Medium(models.TextChoices):
    """How it reached the office; a notice may ask for both."""

    PAPER = "paper", _("纸质版")
    ELECTRONIC = "electronic", _("电子版")


class Summary(ScopedModel):
    """What one unit owes for one notice by a day. Its region is the unit's."""

    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="summaries")
    task = models.ForeignKey(PlanTask, null=True, on_delete=models.SET_NULL, related_name="summaries")
    year = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="summaries")
    due_on = models.DateField(null=True)
    media = models.JSONField(default=list)  # of Medium, as the notice asks
    state = models.CharField(max_length=10, choices=SummaryState, default=SummaryState.DUE)
    paper_on = models.DateField(null=True)  # the day the signed paper came
    electronic_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)  # why it was returned or excused
    version = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "unit", "year"], name="summary_once")]


class OfSummaryQuerySet(ScopedQuerySet):
    """Seen by whoever sees the summary."""

    region_field = "summary__region"


class SummaryText(models.Model):
    """One version of what came in: the file under its digest, and its paragraphs as they were read."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="texts")
    version = models.IntegerField()
    digest = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    paragraphs = models.JSONField(default=list)  # {"heading", "text"}
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfSummaryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["summary", "version"], name="summary_text_once")]

    @property
    def path(self) -> Path:
        """The file as it came."""
        return Path(settings.HOME) / "summaries" / self.digest[:2] / self.digest


class SummaryStep(models.Model):
    """One thing that happened to an owed summary."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=20)  # asked, reminded, received, paper, returned, accepted, excused
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfSummaryQuerySet.as_manager()
