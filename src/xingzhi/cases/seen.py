"""A cluster's records and pairs as a person may see them: of another region only what is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from xingzhi.cases.cluster_models import Cluster, ClusterMember
from xingzhi.cases.models import Clue, pairs_of
from xingzhi.cases.sections import lawful_to, unpublished
from xingzhi.core.declare import register_named
from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.core.scope import region_within
from xingzhi.registers.models import MODELS

REGISTER = "patents"
LONG = ("abstract", "first_claim")


@dataclass(frozen=True)
class Seen:
    """One record. `row` is None where the person may know its number and region only."""

    key: str
    region: str
    row: Any = None
    own: bool = False
    joined_at: datetime | None = None

    def __getitem__(self, name: str) -> Any:
        """The value of a column; None where there is none or it may not be told."""
        public = register_named(REGISTER)[name].public
        return getattr(self.row, name) if self.row is not None and (self.own or public) else None

    @property
    def filed(self) -> date | None:
        """When it was filed, where that may be told."""
        found: date | None = self["filing_date"]
        return found

    @property
    def place(self) -> tuple[bool, date, str]:
        """Its place among others: by filing date, what is not told last."""
        return (self.filed is None, self.filed or date.max, self.key)


def records(user: User, keys: Collection[str] | QuerySet[Any]) -> dict[str, tuple[Any, bool]]:
    """The rows of these patents the person may read, each with whether it is the person's own."""
    patents = MODELS[REGISTER].objects
    wanted = Q(key__in=keys)
    own = {row.key: (row, True) for row in patents.visible_to(user).filter(wanted).defer(*LONG)}
    if sees_all(user):
        return own
    published = patents.filter(wanted, first_public_date__isnull=False).defer(*LONG)
    return {row.key: (row, False) for row in published} | own


def members(user: User, cluster: Cluster) -> list[Seen]:
    """The members of a cluster, first filed first."""
    rows = records(user, cluster.members.values("key"))
    found = [
        Seen(key, region, *rows.get(key, (None, False)), joined_at=joined_at)
        for key, region, joined_at in cluster.members.values_list("key", "region", "joined_at")
    ]
    return sorted(found, key=lambda each: each.place)


def pairs(user: User, cluster: Cluster) -> QuerySet[Clue]:
    """The pairs of a cluster the person may see, most alike first."""
    return Clue.objects.visible_to(user).filter(pairs_of(cluster.screening, cluster.group)).order_by("-score", "id")


class Link(NamedTuple):
    """A pair as the picture needs it."""

    pk: int
    score: float
    relation: str
    key: str

    @property
    def ends(self) -> list[str]:
        """The keys of its two records."""
        return self.key.split("|")[-2:]


def links(user: User, cluster: Cluster, most: int) -> list[Link]:
    """The pairs of a cluster the person may see, most alike first, no more than `most`."""
    found = pairs(user, cluster).values_list("pk", "score", "relation", "key")
    return [Link(pk, score or 0.0, relation, key) for pk, score, relation, key in found[:most]]


@dataclass(frozen=True)
class Line:
    """A cluster in a list. `told` is false where a member is hidden: then nothing is said of what it is."""

    cluster: Cluster
    lead: list[Seen]
    regions: list[str]
    waiting: int
    told: bool


def lines(user: User, clusters: Sequence[Cluster]) -> list[Line]:
    """Clusters as lines of a list, in the order given; a few questions for all of them."""
    regions: dict[int, list[str]] = {cluster.pk: [] for cluster in clusters}
    within = ClusterMember.objects.filter(cluster__in=clusters)
    for pk, region in within.order_by("region").values_list("cluster", "region").distinct():
        regions[pk].append(region)
    rows = records(user, [key for cluster in clusters for key in cluster.lead])
    hidden = _hidden(user, within)
    waiting = _waiting(user, clusters)
    return [
        Line(
            cluster,
            sorted((Seen(key, "", *rows.get(key, (None, False))) for key in cluster.lead), key=lambda each: each.place),
            regions[cluster.pk],
            waiting.get(cluster.group, 0),
            cluster.pk not in hidden,
        )
        for cluster in clusters
    ]


def _hidden(user: User, within: QuerySet[ClusterMember]) -> set[int]:
    """The clusters with a member that is neither the person's own nor published."""
    if sees_all(user):
        return set()
    outside = within.exclude(region_within(user.region or ""))
    return set(outside.filter(key__in=unpublished()).values_list("cluster", flat=True))


def _waiting(user: User, clusters: Iterable[Cluster]) -> dict[str, int]:
    """How many pairs of each group wait for this person."""
    groups = {cluster.group: cluster.screening for cluster in clusters}
    seen = Clue.objects.visible_to(user).filter(group__in=list(groups), current=True, verdict="")
    seen = seen.filter(screening__in=set(groups.values())).exclude(lawful_to(user))
    return dict(seen.order_by().values_list("group").annotate(Count("id")))
