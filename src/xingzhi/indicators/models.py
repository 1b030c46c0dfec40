"""What the office itself adds to its figures: tables it supplies, what it decides, and scores of patents."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel


class OfficeTable(ScopedModel):
    """A table the office supplied beside the packs: what was read of it lies in a file named by its digest.

    The newest of a kind that was not withdrawn is the one in use.
    """

    kind = models.CharField(max_length=30)  # "crosswalk" or "scorecard"
    digest = models.CharField(max_length=64)  # of the table as read
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=300)  # where it came from, in the office's words
    doc_no = models.CharField(max_length=100, blank=True)
    dated = models.DateField(null=True)
    verified = models.BooleanField(default=False)  # compared with the official text
    counts = models.JSONField(default=dict)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    loaded_at = models.DateTimeField(auto_now_add=True)
    withdrawn = models.BooleanField(default=False)

    @property
    def path(self) -> Path:
        """The file of the table as read."""
        return Path(settings.HOME) / "packs" / f"{self.kind}-{self.digest}.json"

    @property
    def ref(self) -> str:
        """How a result names it."""
        return f"{self.kind}@{self.digest[:12]}"


class Decision(ScopedModel):
    """What the office decided of a detail no published text gives, or stated of its lists; the newest of a name counts.

    Names are those of the pack's settings, or "complete:REGISTER" with the last day up to which its list is complete.
    An empty value takes an earlier one back.
    """

    name = models.CharField(max_length=60)
    value = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=300)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["name", "-id"], name="decision_name")]


class ValueScore(ScopedModel):
    """One person's scores of one patent in one situation, with the evidence of each; never changed, only added to."""

    patent = models.CharField(max_length=20)  # application number
    scenario = models.CharField(max_length=30)
    table = models.CharField(max_length=100)  # the scorecard it was made with
    items = models.JSONField(default=list)  # {"code", "score", "evidence"}
    result = models.DecimalField(max_digits=6, decimal_places=2, null=True)  # None where something is missing
    missing = models.JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)
    scored_by = models.ForeignKey(User, on_delete=models.PROTECT)
    scored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["patent", "-id"], name="value_score_patent")]


class DifferenceReason(ScopedModel):
    """Why a figure of ours differs from the one received, in an officer's words; the newest of a period counts.

    `start` is None for stocks and for sums from 1 January, which their last day tells apart. An empty text takes an
    earlier one back. `own` and `official` are what stood beside each other when it was written.
    """

    indicator = models.CharField(max_length=80)
    start = models.DateField(null=True)
    end = models.DateField()
    text = models.CharField(max_length=500, blank=True)
    own = models.DecimalField(max_digits=24, decimal_places=6)
    official = models.DecimalField(max_digits=24, decimal_places=6)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "region", "end", "-id"], name="difference_reason_of")]


class OfficialChoice(ScopedModel):
    """Which of several figures received that contradict each other is used; the newest of a period counts.

    `chosen` is the key of the record, "" takes an earlier choice back. `said` is what each record stated by then: once
    a record is added or corrected the choice no longer holds.
    """

    indicator = models.CharField(max_length=80)
    start = models.DateField(null=True)
    end = models.DateField()
    chosen = models.CharField(max_length=320, blank=True)
    said = models.JSONField(default=dict)
    reason = models.CharField(max_length=500)
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT)
    chosen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "region", "end", "-id"], name="official_choice_of")]
