"""Keep the table of clusters in step with a run's pairs and with what is judged of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pyarrow.parquet as pq
from django.db import transaction
from django.db.models import Count, Max, Q

from xingzhi.cases.cluster_models import Cluster, ClusterMember, ClusterState
from xingzhi.cases.models import Clue, Judgement
from xingzhi.cases.sections import lawful_codes
from xingzhi.core.jobs import JobRun
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.screening.models import Run
from xingzhi.screening.similar_applications.clusters import Found, clusters_of
from xingzhi.screening.similar_applications.facts import facts_of

REGISTER = "patents"
CHUNK = 2_000  # members written in one transaction
LEAD = 5


def rebuild(run: JobRun, made: Run) -> int:
    """Make the clusters those of a run; return how many. Done again after a kill, it ends in the same state.

    A cluster goes on as the one most of its members were in; its members keep the day they came in.
    """
    findings = pq.read_table(made.path, columns=["key_a", "key_b", "score", "kinds", "group"])
    keys = {*findings["key_a"].to_pylist(), *findings["key_b"].to_pylist()}
    found = list(clusters_of(findings, facts_of(made.snapshot, keys, load()), load().screening(made.screening)))
    earlier = _earlier(made.screening, found)
    done = 0
    for chunk in _chunks(found):
        with transaction.atomic():
            run.fence()
            _write(made, chunk, earlier)
        done += len(chunk)
        run.progress(done, len(found), "整理成组线索")
    _drop(run, made.screening, keys)
    return len(found)


def _earlier(screening: str, found: Sequence[Found]) -> dict[str, int]:
    """Which known cluster each group goes on as: that of most of its members, each taken once."""
    before = dict(ClusterMember.objects.filter(screening=screening).values_list("key", "cluster"))
    votes = [
        (count, cluster, each.group)
        for each in found
        for cluster, count in Counter(before[key] for key in each.members if key in before).items()
    ]
    taken: dict[str, int] = {}
    used: set[int] = set()
    for _count, cluster, group in sorted(votes, key=lambda vote: (-vote[0], vote[1], vote[2])):
        if group not in taken and cluster not in used:
            taken[group] = cluster
            used.add(cluster)
    return taken


def _chunks(found: Iterable[Found]) -> Iterable[list[Found]]:
    chunk: list[Found] = []
    members = 0
    for each in found:
        chunk.append(each)
        members += len(each.members)
        if members >= CHUNK:
            yield chunk
            chunk, members = [], 0
    if chunk:
        yield chunk


def _write(made: Run, chunk: Sequence[Found], earlier: dict[str, int]) -> None:
    """Write some clusters with their members and counts."""
    known = Cluster.objects.in_bulk([earlier[each.group] for each in chunk if each.group in earlier])
    clusters, changed = {}, []
    for each in chunk:
        cluster = known.get(earlier.get(each.group, 0)) or Cluster(screening=made.screening)
        values = _values(each)
        if cluster.pk and any(getattr(cluster, name) != value for name, value in values.items()):
            changed.append(cluster)
        for name, value in values.items():
            setattr(cluster, name, value)
        clusters[each.group] = cluster
    Cluster.objects.bulk_create(cluster for cluster in clusters.values() if cluster.pk is None)
    Cluster.objects.bulk_update(changed, list(_values(chunk[0])), batch_size=200)
    Cluster.objects.filter(pk__in=[cluster.pk for cluster in clusters.values()]).update(run=made.pk)
    _place(made.screening, {key: clusters[each.group] for each in chunk for key in each.members})
    recount(made.screening, list(clusters))


def _values(each: Found) -> dict[str, Any]:
    return {
        "group": each.group,
        "heading": each.heading,
        "kinds": dict(each.kinds),
        "size": len(each.members),
        "pairs": each.pairs,
        "applicants": each.applicants,
        "score": each.score,
        "first_filed": each.first_filed,
        "last_filed": each.last_filed,
        "lead": each.members[:LEAD],
    }


def _place(screening: str, wanted: dict[str, Cluster]) -> None:
    """Put records into their clusters; one that was there stays, one that was in another moves."""
    of_screening = ClusterMember.objects.filter(screening=screening, register=REGISTER)
    held = {member.key: member for member in of_screening.filter(key__in=list(wanted))}
    moved = [member for key, member in held.items() if member.cluster_id != wanted[key].pk]
    for member in moved:
        member.cluster = wanted[member.key]
    ClusterMember.objects.bulk_update(moved, ["cluster"], batch_size=500)
    fresh = [key for key in wanted if key not in held]
    regions = dict(MODELS[REGISTER].objects.filter(key__in=fresh).values_list("key", "region"))
    ClusterMember.objects.bulk_create(
        ClusterMember(cluster=wanted[key], screening=screening, register=REGISTER, key=key, region=regions[key])
        for key in fresh
        if key in regions
    )


def _drop(run: JobRun, screening: str, keys: Collection[str]) -> None:
    """Take out records that are alike to nothing any more, and clusters nobody is left in."""
    gone = [
        pk for pk, key in ClusterMember.objects.filter(screening=screening).values_list("pk", "key") if key not in keys
    ]
    for start in range(0, len(gone), CHUNK):
        with transaction.atomic():
            run.fence()
            ClusterMember.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
    with transaction.atomic():
        run.fence()
        Cluster.objects.filter(screening=screening, members=None).delete()


def recount(screening: str, groups: Sequence[str]) -> None:
    """Count again what waits in some clusters, and who came in after the last judgement."""
    # Locked before counting: whoever judges at the same time counts after this.
    clusters = list(Cluster.objects.select_for_update().filter(screening=screening, group__in=groups).order_by("id"))
    lawful = Q(relation__in=lawful_codes())
    pairs = Clue.objects.filter(screening=screening, group__in=groups, current=True)
    counted = {
        row["group"]: row
        for row in pairs.order_by()
        .values("group")
        .annotate(waiting=Count("id", filter=Q(verdict="") & ~lawful), suspect=Count("id", filter=~lawful))
    }
    joined = _joined(screening, groups)
    changed = []
    for cluster in clusters:
        row = counted.get(cluster.group, {"waiting": 0, "suspect": 0})
        judged = ClusterState.JUDGED if row["suspect"] else ClusterState.LAWFUL
        said = (
            row["waiting"],
            joined.get(cluster.group, 0) if row["waiting"] else 0,
            ClusterState.OPEN if row["waiting"] else judged,
        )
        if said != (cluster.waiting, cluster.joined, cluster.state):
            cluster.waiting, cluster.joined, cluster.state = said
            changed.append(cluster)
    Cluster.objects.bulk_update(changed, ["waiting", "joined", "state"], batch_size=500)


def _joined(screening: str, groups: Sequence[str]) -> dict[str, int]:
    """How many members of each group came in after somebody last judged something in it."""
    of_groups = Judgement.objects.filter(clue__screening=screening, clue__group__in=groups, clue__current=True)
    judged = dict(of_groups.order_by().values_list("clue__group").annotate(Max("at")))
    members = ClusterMember.objects.filter(screening=screening, cluster__group__in=list(judged))
    counts: Counter[str] = Counter()
    for group, joined_at in members.values_list("cluster__group", "joined_at"):
        counts[group] += joined_at > judged[group]
    return counts
