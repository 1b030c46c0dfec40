"""Summaries asked of the addressees of a notice or plan: what each owes, what came in, each thing that happened to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.plans.ledger.models import Plan, PlanTask
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.units import Unit

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


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


class SummaryCallQuerySet(ScopedQuerySet):
    """Seen by the office that asked and by whoever sees a summary of it; it holds no text itself."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The calls of the person's region, and those in which the person's region owes a summary."""
        own = super().visible_to(user)
        return self.filter(
            models.Q(pk__in=own.values("pk")) | models.Q(pk__in=Summary.objects.visible_to(user).values("call"))
        )

    def led_by(self, user: User | AnonymousUser) -> Self:
        """The calls of which the person sees every summary."""
        return super().visible_to(user)


class SummaryCall(ScopedModel):
    """Summaries asked of the addressees of a notice, or of all units of a plan, by a day. Asked once."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="summary_calls")
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="summary_calls")
    task = models.ForeignKey(PlanTask, null=True, on_delete=models.SET_NULL, related_name="+")  # that binds them to it
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    media = models.JSONField(default=list)  # of Medium
    contact = models.CharField(max_length=100)
    phone = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SummaryCallQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "notice"], name="summary_call_once"),
            models.UniqueConstraint(fields=["plan"], condition=models.Q(notice=None), name="summary_call_of_plan_once"),
        ]


class Summary(ScopedModel):
    """What one unit owes for one notice by a day. Its region is the unit's."""

    call = models.ForeignKey(SummaryCall, null=True, on_delete=models.CASCADE, related_name="summaries")
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="summaries")
    task = models.ForeignKey(PlanTask, null=True, on_delete=models.SET_NULL, related_name="summaries")
    year = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="summaries")
    due_on = models.DateField(null=True)
    media = models.JSONField(default=list)  # of Medium, as the notice asks
    state = models.CharField(max_length=10, choices=SummaryState, default=SummaryState.DUE)
    paper_on = models.DateField(null=True)  # the day the signed paper came
    electronic_on = models.DateField(null=True)  # the day the first version came
    reason = models.CharField(max_length=500, blank=True)  # why it was returned or excused
    version = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "unit", "year"], name="summary_once"),
            models.UniqueConstraint(fields=["call", "unit"], name="summary_of_call_once"),
        ]


class OfSummaryQuerySet(ScopedQuerySet):
    """Seen by whoever sees the summary."""

    region_field = "summary__region"


def kept_file(digest: str) -> Path:
    """Where a file that came in is kept."""
    return Path(settings.HOME) / "summaries" / digest[:2] / digest


class SummaryText(models.Model):
    """One version of what came in: the file under its digest, its paragraphs as read, and where each goes in the plan."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="texts")
    version = models.IntegerField()
    digest = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=300, blank=True)
    paragraphs = models.JSONField(default=list)  # {"heading", "text", "frame"}
    pack_ref = models.CharField(max_length=100, blank=True)  # by whose rules the places were proposed
    places = models.JSONField(default=list)  # beside the paragraphs: see matching.Place
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfSummaryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["summary", "version"], name="summary_text_once")]

    @property
    def path(self) -> Path:
        """The file as it came."""
        return kept_file(self.digest)


class SummaryStep(models.Model):
    """One thing that happened to an owed summary."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=20)  # asked, reminded, received, paper, returned, accepted, excused, reopened
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfSummaryQuerySet.as_manager()


class StraySummary(ScopedModel):
    """A file of which one cannot tell whose summary it is; a person says. Its region is that of who brought it."""

    call = models.ForeignKey(SummaryCall, on_delete=models.CASCADE, related_name="strays")
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    units = models.JSONField(default=list)  # ids of units it may be of, where several are named
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled = models.BooleanField(default=False)
    summary = models.ForeignKey(Summary, null=True, on_delete=models.SET_NULL, related_name="+")  # whose it was

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "region", "digest"], name="stray_summary_once")]

    @property
    def path(self) -> Path:
        """The file as it came."""
        return kept_file(self.digest)


class OfCallQuerySet(ScopedQuerySet):
    """Seen by the office that asked, never by who owes a summary alone."""

    region_field = "call__region"


class DraftParagraph(models.Model):
    """A paragraph of the office's draft under a heading of the plan, with the paragraphs of units it came from."""

    call = models.ForeignKey(SummaryCall, on_delete=models.CASCADE, related_name="draft")
    heading = models.CharField(max_length=300, blank=True)
    order = models.IntegerField(default=0)
    text = models.TextField()
    sources = models.JSONField(default=list)  # {"summary", "version", "paragraph", "unit"}
    rev = models.IntegerField(default=1)  # of the text: who edits an older one is told
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(auto_now=True)

    objects = OfCallQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
