"""What officers decided about parties. Only ever added: what a decision changed can be turned back by another."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet


class OfPartyQuerySet(ScopedQuerySet):
    """Seen by whoever sees the party."""

    region_field = "party__region"


class DecisionKind(models.TextChoices):
    """What an officer decided."""

    MERGE = "merge", _("归并")
    SPLIT = "split", _("拆分")
    APART = "apart", _("确认不是同一主体")
    UNDO = "undo", _("撤销")


class PartyDecision(ScopedModel):
    """One decision. `region` is the smallest region that holds all records it touches: who may undo it sees it.

    `homes` holds [spelling, party before, party after] of each spelling moved, `pointers` [party, into before, into
    after] of each party merged or freed (ids; null is none). The state at any revision follows from turning later
    decisions back.
    """

    kind = models.CharField(max_length=10, choices=DecisionKind)
    party = models.ForeignKey("registers.Party", on_delete=models.PROTECT, related_name="decisions")
    other = models.ForeignKey("registers.Party", null=True, on_delete=models.PROTECT, related_name="other_decisions")
    homes = models.JSONField(default=list)
    pointers = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    officer = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    revision = models.BigIntegerField(unique=True)
    undone_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undoes")

    class Meta:
        app_label = "registers"
        indexes = [models.Index(fields=["region", "-id"], name="party_decision_region")]

    @property
    def stands(self) -> bool:
        """Whether nobody undid it."""
        return self.undone_by_id is None and self.kind != DecisionKind.UNDO

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the decision; one that stands is never changed, but for being marked as undone."""
        if self.pk and kwargs.get("update_fields") != ["undone_by"]:
            raise ValueError("a decision is never changed")
        super().save(*args, **kwargs)


class MergedParty(models.Model):
    """A party an officer merged into another, which may itself be merged: `root` is the one that stands for both."""

    party = models.OneToOneField("registers.Party", primary_key=True, on_delete=models.CASCADE, related_name="merged")
    into = models.ForeignKey("registers.Party", on_delete=models.CASCADE, related_name="+")
    root = models.ForeignKey("registers.Party", on_delete=models.CASCADE, related_name="holds")

    objects = OfPartyQuerySet.as_manager()

    class Meta:
        app_label = "registers"
