"""A notice as it was taken in, and each piece of it with what was proposed and what a person decided."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet


class NoticeState(models.TextChoices):
    """How far a notice is."""

    READING = "reading", _("正在读")
    FAILED = "failed", _("没有读成")
    READ = "read", _("待核对")
    ADOPTED = "adopted", _("已列入计划")
    SET_ASIDE = "set_aside", _("不列入计划")


class Notice(ScopedModel):
    """A notice, read once. The file lies under its digest; `read` is all the reader said, with the pack it used."""

    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    number = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True)
    publicity = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    year = models.IntegerField(null=True)
    read = models.JSONField(default=dict)
    pack_ref = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.READ)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(auto_now_add=True)
    adopted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "digest"], name="notice_once")]

    @property
    def path(self) -> Path:
        """The file as it was received."""
        return Path(settings.HOME) / "notices" / self.digest[:2] / self.digest


class OfNoticeQuerySet(ScopedQuerySet):
    """Seen by whoever sees the notice."""

    region_field = "notice__region"


class Decision(models.TextChoices):
    """What a person made of a piece."""

    OPEN = "", _("未核对")
    TASK = "task", _("任务")
    CONTEXT = "context", _("背景")
    NOTHING = "nothing", _("无关")


class Piece(models.Model):
    """A sentence of a notice. `proposed` is what the reader made of it, `decided` how a person left it; both are kept.

    `order` leaves room between two sentences, so that one may be split.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="pieces")
    order = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Decision)  # as read: task, context, nothing
    part = models.CharField(max_length=30, blank=True)
    proposed = models.JSONField(default=dict)  # of a task: what the reader said of it
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN, blank=True)
    decided = models.JSONField(default=dict)
    version = models.IntegerField(default=0)  # of the decision; whoever changes it says which one they saw
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = OfNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["notice", "order"], name="notice_piece_once")]
