"""Proposals that two parties are one."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from xingzhi.core.scope import ScopedModel, ScopedQuerySet
from xingzhi.registers.parties.models import DecisionKind, MergedParty, PartyDecision


class Likely(models.TextChoices):
    """How much speaks for one party."""

    SAME = "same", _("很可能同一")
    PROPOSE = "propose", _("需要核对")


class ProposalQuerySet(ScopedQuerySet):
    """A proposal is seen by whoever may decide it: all records of both parties lie in the person's region."""

    def waiting(self) -> Self:
        """Found in the latest search, and neither party merged nor both kept apart since."""
        merged = MergedParty.objects.filter(Q(party=OuterRef("one")) | Q(party=OuterRef("other")))
        apart = PartyDecision.objects.filter(
            Q(party=OuterRef("one"), other=OuterRef("other")) | Q(party=OuterRef("other"), other=OuterRef("one")),
            kind=DecisionKind.APART,
            undone_by=None,
        )
        return self.filter(~Exists(merged), ~Exists(apart), current=True)


class PartyProposal(ScopedModel):
    """Two parties that may be one, with what speaks for and against it. `one` is the smaller id.

    `reasons` are [comparison, level, bits] of the pack; `rivals` ids of further parties that a short name among the two
    fits as well. `later`: an officer looked and left it open.
    """

    one = models.ForeignKey("registers.Party", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("registers.Party", on_delete=models.CASCADE, related_name="+")
    likely = models.CharField(max_length=10, choices=Likely)
    bits = models.FloatField()
    likelihood = models.FloatField()
    reasons = models.JSONField(default=list)
    rivals = models.JSONField(default=list)
    later = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    current = models.BooleanField(default=True)
    run = models.BigIntegerField()
    first_seen = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        app_label = "cases"
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="party_proposal_once")]
        indexes = [models.Index(fields=["current", "-bits", "id"], name="party_proposal_list")]
