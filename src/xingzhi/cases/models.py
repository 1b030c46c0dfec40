"""Clue: a finding that waits for a person. The score is the machine's, the judgement the officer's; both are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.bad_faith.models import LoadedName, PatternFinding  # noqa: F401 - told to Django
from xingzhi.cases.cluster_models import Cluster, ClusterMember  # noqa: F401 - told to Django
from xingzhi.cases.gazette.models import GazetteList, Lead, PlaceName, SwitchedOff  # noqa: F401 - told to Django
from xingzhi.cases.matters.models import Card, Contact, Event, Matter, ProcedureText, Step  # noqa: F401 - told to Django
from xingzhi.cases.notified.models import Dispatch, DispatchItem, Enquiry, Report, ReturnConflict, Returned  # noqa: F401
from xingzhi.cases.papers.models import PaperTemplate  # noqa: F401 - told to Django
from xingzhi.cases.party_models import PartyProposal  # noqa: F401 - told to Django
from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.core.scope import ScopedModel, ScopedQuerySet, Unindexed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


CONFLICTS = "source_conflict"


class Verdict(models.TextChoices):
    """What an officer says of a clue; only the competent body finds. A conflict has words of its own."""

    OPEN = "", _("待研判")
    SUSPECTED = "suspected", _("疑似")
    DISMISSED = "dismissed", _("排除")
    KEPT = "kept", _("保留台账的值")
    TAKEN = "taken", _("采用另一来源的值")
    UNSURE = "unsure", _("待定")


def verdicts_of(screening: str) -> tuple[Verdict, ...]:
    """What may be said of a screening's clues."""
    if screening == CONFLICTS:
        return (Verdict.KEPT, Verdict.TAKEN, Verdict.UNSURE)
    return (Verdict.SUSPECTED, Verdict.DISMISSED, Verdict.UNSURE)


class ClueQuerySet(ScopedQuerySet):
    """A clue is seen by whoever may see one of its records."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The clues with a record inside the person's region."""
        if sees_all(user):
            return self.all()
        within = ClueRecord.objects.visible_to(user).filter(clue=OuterRef("pk"))
        return self.filter(Exists(within))


def pairs_of(screening: str, group: Any) -> Q:
    """The condition that a clue is a pair found by the latest run in a group, looked up by the group alone.

    SQLite would take the index of the list for the narrower one.
    """
    screened = Exact(Unindexed(F("screening"), output_field=models.CharField()), screening)
    current = Exact(Unindexed(F("current"), output_field=models.BooleanField()), True)
    return Q(group=group) & Q(screened) & Q(current)


class Clue(models.Model):
    """A finding over one or more records, the same one however often it is found again."""

    screening = models.CharField(max_length=50)
    key = models.CharField(max_length=700, unique=True)  # the screening and the sorted record keys
    relation = models.CharField(max_length=40)  # of a pair the kind that heads it, of a conflict the column
    kinds = models.CharField(max_length=400, blank=True)  # of a pair all kinds that hold, as "|a|b|"
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
            models.Index(fields=["group", "-score", "id"], name="clue_group"),
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


class ClusterJudgementQuerySet(ScopedQuerySet):
    """A judgement of many clues is seen by whoever sees one of them."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those with a judgement the person may see."""
        return self.filter(Exists(Judgement.objects.visible_to(user).filter(together=OuterRef("pk"))))


class ClusterJudgement(models.Model):
    """What an officer said of many pairs of a cluster at once. Each of them has its own judgement, which names this."""

    screening = models.CharField(max_length=50)
    group = models.CharField(max_length=320)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=500)
    note = models.CharField(max_length=1000, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    clues = models.JSONField(default=list)  # numbers of the clues it is given to
    run = models.BigIntegerField(null=True)

    objects = ClusterJudgementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["group", "-id"], name="cluster_judgement_group")]


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
    together = models.ForeignKey(ClusterJudgement, null=True, on_delete=models.PROTECT, related_name="judgements")

    objects = JudgementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clue", "together"], name="judgement_once_together")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the judgement; one that stands is never changed."""
        if self.pk:
            raise ValueError("a judgement is never changed")
        super().save(*args, **kwargs)
