"""What is counted of groups of signals: only over the applications a person may see, as they lie today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models.fields.json import KT

from xingzhi.cases.models import Clue
from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.registers.models import Patent
from xingzhi.screening.models import Run
from xingzhi.screening.signals.groups import Members

Array = npt.NDArray[Any]
AT_ONCE = 500  # keys looked up in one query
ORDERS = ("size", "judged", "applicants", "first", "last", "score")


def within(members: Members, region: str | None) -> Array:
    """Of each row whether it lies at or under a place; none where there is no place."""
    inside = [at for at, place in enumerate(members.places) if region is not None and (place or "").startswith(region)]
    return np.isin(members.regions, inside)


def seen_by(run: Run, members: Members, user: User) -> Array:
    """Of each row whether the person may see the application today: one may have moved since the snapshot."""
    if sees_all(user):
        return np.ones(len(members.groups), bool)
    found = within(members, user.region)
    if found.any() and Patent.objects.filter(revision__gt=run.snapshot.revision).exists():
        keys = members.keys.filter(pa.array(found)).to_pylist()
        today = [key for start in range(0, len(keys), AT_ONCE) for key in _visible(keys[start : start + AT_ONCE], user)]
        found &= pc.is_in(members.keys, value_set=pa.array(today, pa.string())).to_numpy(zero_copy_only=False)
    return found


def _visible(keys: Sequence[str], user: User) -> Iterator[str]:
    yield from Patent.objects.visible_to(user).filter(key__in=keys).values_list("key", flat=True)


def judged_rows(screening: str, members: Members, user: User) -> Iterator[int]:
    """The rows of which an officer has said something."""
    clues = Clue.objects.visible_to(user).filter(screening=screening).exclude(verdict="")
    said = set(clues.values_list("group", KT("evidence__group")))
    keys = pa.array(sorted({key for key, _ in said}), pa.string())
    for at in np.flatnonzero(pc.is_in(members.keys, value_set=keys).to_numpy(zero_copy_only=False)):
        if (members.keys[at].as_py(), members.named[at].as_py()) in said:
            yield int(at)


def figures_of(members: Members, seen: Array, judged: Array) -> dict[str, Array]:
    """Of each group what `ORDERS` name and how many of its members are hidden; of dates 0 where none is known."""
    count, groups = len(members.names), members.groups
    if not count:
        return {name: np.zeros(0, np.int64) for name in (*ORDERS, "hidden")}
    size = np.bincount(groups[seen], minlength=count)
    dated = seen & (members.days != 0)
    first = np.minimum.reduceat(np.where(dated, members.days, np.iinfo(np.int32).max), members.starts)
    filed = members.parties[seen[members.parties[:, 0]]]
    different = np.unique(groups[filed[:, 0]] * members.most_parties + filed[:, 1]) // members.most_parties
    return {
        "size": size,
        "hidden": np.bincount(groups, minlength=count) - size,
        "judged": np.bincount(groups[judged], minlength=count),
        "applicants": np.bincount(different, minlength=count),
        "first": np.where(first == np.iinfo(np.int32).max, 0, first),
        "last": np.maximum.reduceat(np.where(dated, members.days, 0), members.starts),
        "score": np.maximum.reduceat(np.where(seen, members.scores, 0.0), members.starts),
    }
