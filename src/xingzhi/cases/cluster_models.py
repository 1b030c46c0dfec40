"""Clusters: records that hang together by the pairs of a screening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.core.scope import ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class ClusterQuerySet(ScopedQuerySet):
    """A cluster is seen by whoever may see one of its records."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The clusters with a member inside the person's region."""
        if sees_all(user):
            return self.all()
        return self.filter(Exists(ClusterMember.objects.visible_to(user).filter(cluster=OuterRef("pk"))))


class ClusterState(models.TextChoices):
    """Whether something of a cluster waits for a person."""

    OPEN = "open", _("待研判")
    JUDGED = "judged", _("已研判")
    LAWFUL = "lawful", _("依法成组")


class Cluster(models.Model):
    """Records that hang together by the pairs of a screening.

    An index over the clues, made again by each run: what was judged stands with the pairs. It keeps its number as long as
    most of its members stay together. All counts are over the whole cluster, whoever looks.
    """

    screening = models.CharField(max_length=50)
    group = models.CharField(max_length=320)  # of the pairs that make it
    heading = models.CharField(max_length=40)  # the kind that heads it
    kinds = models.JSONField(default=dict)  # kind -> pairs of it
    size = models.IntegerField()
    pairs = models.IntegerField()
    applicants = models.IntegerField()
    score = models.FloatField()  # of its most alike pair
    first_filed = models.DateField(null=True)
    last_filed = models.DateField(null=True)
    lead = models.JSONField(default=list)  # keys of the members filed first
    state = models.CharField(max_length=10, choices=ClusterState, default=ClusterState.OPEN)
    waiting = models.IntegerField(default=0)  # pairs not judged yet, lawful ones apart
    joined = models.IntegerField(default=0)  # members that came in after the last judgement
    run = models.BigIntegerField(null=True)  # the run that found it so

    objects = ClusterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["screening", "state", "-size", "-id"], name="cluster_list"),
            models.Index(fields=["screening", "heading", "state", "-size", "-id"], name="cluster_kind"),
            models.Index(fields=["group"], name="cluster_group"),
        ]


class ClusterMember(ScopedModel):
    """One record of a cluster, the region that owns it, and since when it is in."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="members")
    screening = models.CharField(max_length=50)
    register = models.CharField(max_length=40)
    key = models.CharField(max_length=320)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["region", "cluster"], name="cluster_member_region"),
            models.Index(fields=["register", "key"], name="cluster_member_key"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["screening", "register", "key"], name="cluster_member_once"),
        ]
