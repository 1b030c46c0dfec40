"""What hangs together by pairs, and what kind of thing it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from xingzhi.packs import Screening
from xingzhi.screening.similar_applications.kinds import Facts


@dataclass
class Found:
    """A cluster as one run finds it; members in order of filing, those without a date last."""

    group: str  # the smallest key of its members
    members: list[str] = field(default_factory=list)
    pairs: int = 0
    lawful: int = 0  # pairs the law allows
    score: float = 0.0  # of the most alike pair
    kinds: Counter[str] = field(default_factory=Counter)  # kind -> pairs of it
    heading: str = ""
    applicants: int = 0  # different parties
    first_filed: date | None = None
    last_filed: date | None = None


def clusters_of(findings: pa.Table, facts: Mapping[str, Facts], screening: Screening) -> Iterator[Found]:
    """The clusters of a run's pairs, by group.

    `findings` has key_a, key_b, score, kinds and group; `facts` those of every key in it. The kind that stands first in
    the pack heads a cluster. Chains count: A like B and B like C are one cluster, though A and C may differ.
    """
    lawful = {kind.code for kind in screening.lawful_rules}
    made: dict[str, Found] = {}
    members: dict[str, set[str]] = {}
    columns = (findings[name].to_pylist() for name in ("key_a", "key_b", "score", "kinds", "group"))
    for a, b, score, kinds, group in zip(*columns, strict=True):
        cluster = made.setdefault(group, Found(group))
        members.setdefault(group, set()).update((a, b))
        cluster.pairs += 1
        cluster.lawful += bool(lawful.intersection(kinds))
        cluster.score = max(cluster.score, score)
        cluster.kinds.update(kinds)
    for group in sorted(made):
        yield _told(made[group], members[group], facts, screening)


def _told(cluster: Found, members: set[str], facts: Mapping[str, Facts], screening: Screening) -> Found:
    known = [facts[key] for key in members]
    known.sort(key=lambda each: (each.filing_date or date.max, each.key))
    dates = [each.filing_date for each in known if each.filing_date]
    cluster.members = [each.key for each in known]
    cluster.heading = min(cluster.kinds, key=lambda code: screening.order.get(code, len(screening.kinds)), default="")
    cluster.applicants = len(frozenset[str]().union(*(each.parties for each in known)))
    if dates:
        cluster.first_filed, cluster.last_filed = dates[0], dates[-1]
    return cluster
