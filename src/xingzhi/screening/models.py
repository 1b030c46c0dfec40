"""Run: one execution of a screening over one snapshot; its findings are a file, rebuilt and never edited."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import models

from xingzhi.core.scope import ScopedModel
from xingzhi.screening.mark_search.models import SavedSearch  # noqa: F401 - told to Django
from xingzhi.snapshots.models import Snapshot

PART = 2_000  # rows


class Run(ScopedModel):
    """What was searched, in which snapshot, with which packs and program, and how much was found."""

    screening = models.CharField(max_length=50)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT)
    pack = models.CharField(max_length=100)
    program = models.CharField(max_length=50)
    params = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["screening", "snapshot", "pack", "program"], name="run_once"),
        ]

    @property
    def path(self) -> Path:
        """The Parquet file of its findings."""
        return Path(settings.HOME) / "findings" / f"{self.screening}-{self.pk}.parquet"

    def write(self, findings: pa.Table) -> None:
        """Write its findings, in parts, so that those of one record are found without reading all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(findings, self.path, compression="zstd", row_group_size=PART)
