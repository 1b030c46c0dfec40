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

    LOCKED = "locked", _("待输入密码")
    RECEIVED = "received", _("待确认列对应")
    QUEUED = "queued", _("排队中")
    STAGING = "staging", _("核对中")
    APPLYING = "applying", _("入库中")
    APPLIED = "applied", _("已入库")
    FAILED = "failed", _("出错")
    CANCELLED = "cancelled", _("已取消")


def kept_file(digest: str, name: str) -> Path:
    """Where a file of that digest and name is kept."""
    return Path(settings.HOME) / "files" / digest[:2] / f"{digest}{Path(name).suffix.lower()}"


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
    package_name = models.CharField(max_length=255, blank=True)  # what the file came in: an archive, a locked file
    package_digest = models.CharField(max_length=64, blank=True, db_index=True)
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
        """The file that is read, kept under its digest."""
        return kept_file(self.digest, self.file_name)

    @property
    def received(self) -> Path:
        """The file as it was received: what it came in where it came in something."""
        return kept_file(self.package_digest, self.package_name) if self.package_digest else self.file

    @property
    def received_name(self) -> str:
        """What the file was called when it was received."""
        return self.package_name or self.file_name

    @property
    def shown_name(self) -> str:
        """The file's name, with what it came in where that is called otherwise."""
        packed = self.package_name and self.package_name != self.file_name
        return f"{self.package_name} › {self.file_name}" if packed else self.file_name

    @property
    def staging(self) -> Path:
        """The folder of checked rows waiting to be applied, and of the rejected ones."""
        return Path(settings.HOME) / "staging" / str(self.id)

    @property
    def rejects_file(self) -> Path:
        """The workbook of rejected rows, to mend and send again."""
        return self.staging / "rejected.xlsx"
