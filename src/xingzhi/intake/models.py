"""Batch: one received file, or one edit by hand, and what became of its rows."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import Job, User
from xingzhi.core.scope import ScopedModel


class BatchState(models.TextChoices):
    """How far a batch is."""

    RECEIVED = "received", _("待确认列对应")
    QUEUED = "queued", _("排队中")
    STAGING = "staging", _("核对中")
    APPLYING = "applying", _("入库中")
    APPLIED = "applied", _("已入库")
    FAILED = "failed", _("出错")
    CANCELLED = "cancelled", _("已取消")


class Batch(ScopedModel):
    """One change of one register. accepted + rejected + skipped = rows_read, always.

    `inserted`, `updated`, `unchanged` and `withheld` say what became of the accepted rows; several rows of one record
    (an application published twice) count once each.
    """

    register = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    owner = models.ForeignKey(User, on_delete=models.PROTECT)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL)
    by_hand = models.BooleanField(default=False)
    file_name = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.BigIntegerField(default=0)
    encoding = models.CharField(max_length=30, blank=True)
    sheets = models.JSONField(default=list)  # per sheet: name, head, headings, mapping, first rows, whether taken
    notes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.RECEIVED)
    rows_read = models.BigIntegerField(default=0)
    accepted = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    inserted = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    withheld = models.BigIntegerField(default=0)
    unassigned = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=dict)  # why rows were rejected or skipped, and how many
    packs = models.CharField(max_length=64, blank=True)
    revision = models.BigIntegerField(null=True, unique=True)
    cursor = models.BigIntegerField(default=0)  # chunks already applied
    received_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="batch_region")]

    @property
    def file(self) -> Path:
        """The received file, kept under its digest."""
        return Path(settings.HOME) / "files" / self.digest[:2] / f"{self.digest}{Path(self.file_name).suffix.lower()}"

    @property
    def staging(self) -> Path:
        """The folder of checked rows waiting to be applied, and of the rejected ones."""
        return Path(settings.HOME) / "staging" / str(self.id)

    @property
    def rejects_file(self) -> Path:
        """The workbook of rejected rows, to mend and send again."""
        return self.staging / "rejected.xlsx"
