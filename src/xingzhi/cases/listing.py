"""The list of clusters: its conditions and states, for the page and the export alike."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from xingzhi.cases.cluster_models import Cluster, ClusterMember, ClusterQuerySet, ClusterState
from xingzhi.cases.models import Clue, pairs_of
from xingzhi.cases.sections import lawful_to, unpublished
from xingzhi.core.declare import register_named
from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.core.scope import region_within
from xingzhi.registers import search
from xingzhi.registers.filters import key_condition
from xingzhi.registers.listing import Order
from xingzhi.registers.models import MODELS
from xingzhi.screening.similar_applications.run import SCREENING

LARGEST_FIRST = Order("size", descending=True)
SIZES = {"2": (2, 2), "3-5": (3, 5), "6-20": (6, 20), "21-": (21, None)}
CONDITIONS = ("kind", "region", "size", "q")


def filtered(user: User, query: Mapping[str, str]) -> ClusterQuerySet:
    """The clusters the person may see under the conditions of an address."""
    found = Cluster.objects.visible_to(user).filter(screening=SCREENING)
    if kind := query.get("kind", ""):
        found = found.filter(heading=kind)
        if not sees_all(user):
            found = found.exclude(_hides(user))
    if query.get("size", "") in SIZES:
        least, most = SIZES[query["size"]]
        found = found.filter(size__gte=least) if most is None else found.filter(size__range=(least, most))
    within = _with_member(user, query)
    return found if within is None else found.filter(within)


def _hides(user: User) -> Q:
    """The condition that a cluster has a member of which the person may know its number only."""
    outside = ClusterMember.objects.filter(cluster=OuterRef("pk")).exclude(region_within(user.region or ""))
    return Q(Exists(outside.filter(key__in=unpublished())))


def _with_member(user: User, query: Mapping[str, str]) -> Q | None:
    """The condition that a member the person may see is in a place, or is found by its number, title or applicant."""
    seen = ClusterMember.objects.visible_to(user).filter(screening=SCREENING)
    region, words = query.get("region", ""), query.get("q", "").strip()
    if region:
        seen = seen.filter(region_within(region)) if region.isdigit() else seen.none()
    if words:
        register = register_named("patents")
        asked = [
            each for each in (search.condition(register, words), key_condition(register, words)) if each is not None
        ]
        matched = Q(pk__in=[])
        for each in asked:
            matched |= each
        seen = seen.filter(key__in=MODELS["patents"].objects.visible_to(user).filter(matched).values("key"))
    return Q(pk__in=seen.values("cluster")) if region or words else None


def by_state(user: User, clusters: ClusterQuerySet) -> dict[str, ClusterQuerySet]:
    """Clusters by whether something in them waits for this person.

    Who sees everything reads what was counted; for others only the pairs they see count.
    """
    if sees_all(user):
        return {state.value: clusters.filter(state=state) for state in ClusterState}
    seen = Clue.objects.visible_to(user).filter(pairs_of(SCREENING, OuterRef("group")))
    suspect = seen.exclude(lawful_to(user))
    waiting = Exists(suspect.filter(verdict=""))
    return {
        ClusterState.OPEN.value: clusters.filter(waiting),
        ClusterState.JUDGED.value: clusters.filter(~waiting, Exists(suspect)),
        ClusterState.LAWFUL.value: clusters.filter(~Exists(suspect)),
    }
