"""A paper, its versions, steps and files. What was issued is never changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Plan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PaperState(models.TextChoices):
    """Where a paper stands."""

    DRAFT = "draft", _("起草")
    SUBMITTED = "submitted", _("已提交审核")
    CHECKED = "checked", _("已审核")
    APPROVED = "approved", _("已批准")
    ISSUED = "issued", _("已印发")


class PaperQuerySet(ScopedQuerySet):
    """Kept by the office; once issued also read by those it was sent to."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Papers of the person's region, and issued ones a unit of the person's region received."""
        own = super().visible_to(user)
        sent = PaperRecipient.objects.visible_to(user).values("paper")
        return self.filter(models.Q(pk__in=own.values("pk")) | models.Q(pk__in=sent, state=PaperState.ISSUED))

    def kept_by(self, user: User | AnonymousUser) -> Self:
        """Papers the person's office keeps; only these are drafted, moved and read with their records."""
        return super().visible_to(user)


class Paper(ScopedModel):
    """One paper. `frame` holds what stands around the text; `explained` why a difference to another document is right."""

    kind = models.CharField(max_length=30)  # an id of the pack paper_kinds
    title = models.CharField(max_length=300)
    year = models.IntegerField()
    period = models.CharField(max_length=10, blank=True)  # 2026-Q3
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="papers")
    explains = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="explanations")
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.DRAFT)
    version = models.IntegerField(default=0)
    frame = models.JSONField(default=dict)
    publicity = models.CharField(max_length=20)
    publicity_reason = models.CharField(max_length=500)
    inputs_basis = models.CharField(max_length=300, blank=True)  # why figures computed here may leave the office
    names_basis = models.CharField(max_length=300, blank=True)  # why names of notified items may leave
    explained = models.JSONField(default=dict)  # difference -> {"reason", "by", "at"}
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField(null=True)
    published_on = models.DateField(null=True)  # the day it was made public
    published_where = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="papers_made")
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PaperQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="paper_region")]

    @property
    def text(self) -> PaperVersion:
        """The newest version of the text."""
        found: PaperVersion = self.versions.get(number=self.version)
        return found

    @property
    def is_open(self) -> bool:
        """Whether the text may change."""
        return self.state == PaperState.DRAFT

    @property
    def internal(self) -> bool:
        """Whether it states figures computed here that nobody said may leave: 内部测算，不对外发布."""
        return not self.inputs_basis and any(
            each["kind"] == "figure" and not each["official"]
            for block in self.text.blocks
            for sentence in block.get("sentences", ())
            for each in sentence["evidence"]
        )

    @property
    def kind_label(self) -> str:
        """What its kind is called in Chinese."""
        return load().paper_kinds.kind(self.kind).label.zh


class OfPaperQuerySet(ScopedQuerySet):
    """Seen by the office that keeps the paper."""

    region_field = "paper__region"


class PaperVersion(models.Model):
    """One version of the text: blocks {"level", "text"} for headings, {"level": 0, "sentences"} for paragraphs.

    A sentence is {"id", "text", "evidence"}; its id stays the same through all versions. "checked" is the wording a
    person read beside its evidence.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    title = models.CharField(max_length=300)
    blocks = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfPaperQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once")]


class PaperStep(models.Model):
    """Who moved a paper on, when, and what they noted."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=20)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=500, blank=True)
    acting_for = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfPaperQuerySet.as_manager()


class PaperFile(models.Model):
    """A file of an issued paper, kept under its digest."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()

    objects = OfPaperQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "name"], name="paper_file_once")]

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return Path(settings.HOME) / "papers" / self.digest[:2] / self.digest


def sentences(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All sentences of a text in order."""
    return [sentence for block in blocks for sentence in block.get("sentences", ())]


from xingzhi.publish.papers.asked import PaperOpinion, PaperRecipient, PaperReview  # noqa: E402, F401 - need Paper first
from xingzhi.publish.papers.deputy import Deputy  # noqa: E402, F401 - told to Django
from xingzhi.publish.papers.kept_facts import PaperFacts  # noqa: E402, F401 - needs Paper first
