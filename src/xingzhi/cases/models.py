"""Clue: a finding that waits for a person. The score is the machine's, the judgement the officer's; both are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Verdict(models.TextChoices):
    """What an officer says of a clue; only the competent body finds."""

    OPEN = "", _("待研判")
    SUSPECTED = "suspected", _("疑似")
    DISMISSED = "dismissed", _("排除")
    UNSURE = "unsure", _("待定")


class ClueQuerySet(ScopedQuerySet):
    """A clue is seen by whoever may see one of its records."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The clues with a record inside the person's region."""
        within = ClueRecord.objects.visible_to(user).filter(clue=OuterRef("pk"))
        return self.filter(Exists(within))


class Clue(models.Model):
    """A finding over one or more records, the same one however often it is found again."""

    screening = models.CharField(max_length=50)
    key = models.CharField(max_length=700, unique=True)  # the screening and the sorted record keys
    relation = models.CharField(max_length=40)
    group = models.CharField(max_length=320)
    score = models.FloatField(null=True)
    evidence = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN, blank=True)
    current = models.BooleanField(default=True)  # found again in the latest run
    run = models.BigIntegerField(null=True)  # the latest run that found it
    first_seen = models.DateTimeField(auto_now_add=True)

    objects = ClueQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["screening", "current", "-score", "id"], name="clue_list"),
            models.Index(fields=["group"], name="clue_group"),
        ]


class ClueRecord(ScopedModel):
    """One record a clue speaks of, and the region that owns it."""

    clue = models.ForeignKey(Clue, on_delete=models.CASCADE, related_name="records")
    register = models.CharField(max_length=40)
    key = models.CharField(max_length=320)

    class Meta:
        indexes = [
            models.Index(fields=["region", "clue"], name="clue_record_region"),
            models.Index(fields=["register", "key"], name="clue_record_key"),
        ]


class JudgementQuerySet(ScopedQuerySet):
    """A judgement is seen by whoever sees its clue."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The judgements of clues the person may see."""
        return self.filter(clue__in=Clue.objects.visible_to(user))


class Judgement(models.Model):
    """What a named officer said of a clue, and what the machine had said then. Only ever added."""

    clue = models.ForeignKey(Clue, on_delete=models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=500)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    score = models.FloatField(null=True)
    run = models.BigIntegerField(null=True)

    objects = JudgementQuerySet.as_manager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the judgement; one that stands is never changed."""
        if self.pk:
            raise ValueError("a judgement is never changed")
        super().save(*args, **kwargs)
