"""Snapshot: the registers frozen as of a revision."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from xingzhi.core.scope import ScopedModel


def edition_of(label: str) -> str:
    """A snapshot in words: 39@37cda1459d49 -> 数据第39版. The digest stands where a file is checked."""
    return f"数据第{label.partition('@')[0]}版"


class Snapshot(ScopedModel):
    """The registers as they stood at a revision, as Parquet files with their digests and totals."""

    revision = models.BigIntegerField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateTimeField()  # when the last batch it holds was applied
    digest = models.CharField(max_length=64)
    files = models.JSONField(default=dict)  # register -> digest of its file
    totals = models.JSONField(default=dict)  # register -> {"rows": n, "regions": {path: n}}
    packs = models.CharField(max_length=64)
    made_with = models.CharField(max_length=100)

    class Meta:
        indexes = [models.Index(fields=["-revision"], name="snapshot_latest")]

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return Path(settings.HOME) / "snapshots" / str(self.revision)

    def path(self, register: str) -> Path:
        """The Parquet file of a register."""
        return self.folder / f"{register}.parquet"

    @property
    def edition(self) -> str:
        """How a document names it."""
        return edition_of(self.label)

    @property
    def label(self) -> str:
        """How a result names the snapshot it rests on."""
        return f"{self.revision}@{self.digest[:12]}"
