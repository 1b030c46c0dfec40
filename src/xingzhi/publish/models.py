"""Releases, their files, figures and steps. What was released is never changed; an amendment is a new version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import Job, User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.indicators.tables.periods import Period
from xingzhi.packs import load
from xingzhi.snapshots.models import Snapshot


class ReleaseState(models.TextChoices):
    """Where a release stands."""

    DRAFT = "draft", _("起草")
    SUBMITTED = "submitted", _("已提交")
    CHECKED = "checked", _("已审核")
    APPROVED = "approved", _("已批准")
    RELEASED = "released", _("已发布")


class ReleaseQuerySet(ScopedQuerySet):
    """Releases of the person's region; those anybody may read are asked for apart."""

    def public(self) -> ReleaseQuerySet:
        """What the office switched on for everybody, released, and no longer under embargo; also where it was amended since."""
        today = timezone.localdate()
        out = self.filter(state=ReleaseState.RELEASED, public=True)
        return out.filter(models.Q(embargo=None) | models.Q(embargo__lte=today))


class Release(ScopedModel):
    """One version of one bulletin. `content` is all it says; once released neither it nor the files change."""

    bulletin = models.CharField(max_length=60)  # the pack
    period = models.CharField(max_length=10)  # "2024-03": the last month
    ranked = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    amends = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="amendments")
    state = models.CharField(max_length=10, choices=ReleaseState, default=ReleaseState.DRAFT)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT)
    content = models.JSONField(default=dict)
    edits = models.JSONField(default=dict)  # figure -> {"value", "reason", "by"}
    rewritten = models.JSONField(default=dict)  # sentence, or part of the leader's page -> {"text", "by"}
    notes = models.JSONField(default=list)  # footnotes the office added; an amendment takes them over
    reasons = models.JSONField(default=dict)  # figure of the earlier version -> why it changed
    confirmed = models.JSONField(default=dict)  # other release|figure -> why it may differ (see `comparing`)
    digest = models.CharField(max_length=64, blank=True)
    number = models.CharField(max_length=100, blank=True)  # 文号, given by the office
    inputs_basis = models.CharField(max_length=300, blank=True)  # why figures computed here may leave the office
    embargo = models.DateField(null=True)
    public = models.BooleanField(default=False)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="releases_made")
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField(null=True)

    objects = ReleaseQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="release_region")]

    @property
    def title(self) -> str:
        """Its title; before it was computed, the one it will have."""
        if title := self.content.get("title"):
            return str(title)
        body = load().bulletin(self.bulletin)
        period = Period.parse(self.period, body.period)
        return body.title.zh.format(period=period.label, place=load().regions.name(self.region))

    @property
    def internal(self) -> bool:
        """Whether it holds figures computed here, or of an internal record, for which nobody said why they may leave."""
        figures = self.content.get("figures", {}).values()
        inside = any((section.get("collected") or {}).get("internal") for section in self.content.get("sections", []))
        return not self.inputs_basis and (inside or any(figure["kind"] != "official" for figure in figures))

    @property
    def seen_by_all(self) -> bool:
        """Whether everybody may read it today."""
        return self.public and not self.open and not self.embargoed

    @property
    def embargoed(self) -> bool:
        """Whether the day from which everybody may read it is still to come."""
        return self.embargo is not None and self.embargo > timezone.localdate()

    @property
    def superseded(self) -> bool:
        """Whether a later version was released, for everybody or not."""
        return any(not each.open and not each.embargoed for each in self.amendments.all())

    @property
    def open(self) -> bool:
        """Whether it may still change."""
        return self.state != ReleaseState.RELEASED


class PartQuerySet(ScopedQuerySet):
    """Parts are seen by whoever sees their release."""

    region_field = "release__region"


class ReleaseFile(models.Model):
    """One file of a release, kept under its digest."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="release_file_once")]

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return Path(settings.HOME) / "releases" / self.digest[:2] / self.digest


class ReleasedFigure(models.Model):
    """A figure a release states: by it a fact is found in all documents that quote it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=250)
    indicator = models.CharField(max_length=80)
    place = models.CharField(max_length=12, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["key"], name="released_figure_key"),
            models.Index(fields=["indicator", "place"], name="released_figure_of"),
        ]


class ReleaseStep(models.Model):
    """Who moved a release on, when, and what they noted."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=500, blank=True)

    objects = PartQuerySet.as_manager()


def figure_rows(release: Release) -> list[ReleasedFigure]:
    """The rows of the figures its content states."""
    figures: dict[str, dict[str, Any]] = release.content.get("figures", {})
    return [
        ReleasedFigure(release=release, key=key[:250], indicator=held["indicator"], place=held["region"], value=held["value"])
        for key, held in figures.items()
    ]  # fmt: skip


from xingzhi.publish.papers.models import Paper  # noqa: E402, F401 - told to Django
