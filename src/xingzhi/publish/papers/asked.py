"""What a paper is asked of others, and who received it: opinions, reviews, recipients."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel
from xingzhi.plans.units import Unit
from xingzhi.publish.papers.models import OfPaperQuerySet, Paper


class Taken(models.TextChoices):
    """What became of an opinion."""

    OPEN = "", _("未处理")
    YES = "yes", _("采纳")
    PARTLY = "partly", _("部分采纳")
    NO = "no", _("不采纳")
    NOTHING = "nothing", _("无意见")


class PaperOpinion(ScopedModel):
    """An opinion asked of a unit on one version; its region is the unit's, so that a banner sees its own and no other's."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken = models.CharField(max_length=10, choices=Taken, default=Taken.OPEN, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "unit", "version"], name="paper_opinion_once")]


class ReviewResult(models.TextChoices):
    """What a review found."""

    PASSED = "passed", _("通过")
    CHANGES = "changes", _("修改后通过")
    REFUSED = "refused", _("不通过")
    NOT_NEEDED = "not_needed", _("不需要")


class PaperReview(models.Model):
    """A review of one version: by which body, on which day, with what result; "not needed" has its reason."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="reviews")
    step = models.CharField(max_length=40)  # an id of the pack's reviews
    version = models.IntegerField()
    result = models.CharField(max_length=12, choices=ReviewResult)
    body = models.CharField(max_length=100, blank=True)
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfPaperQuerySet.as_manager()


class PaperRecipient(ScopedModel):
    """Who received an issued paper, when, by what way, and when they said so; its region is the unit's."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="recipients")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    sent_on = models.DateField()
    channel = models.CharField(max_length=40)
    received_on = models.DateField(null=True)
    received_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "name"], name="paper_recipient_once")]
