"""Groups of signals as a person may see them: counted over the applications that are theirs, filtered and in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models.fields.json import KT

from xingzhi.cases.listing import SIZES
from xingzhi.cases.models import Clue, ClusterState
from xingzhi.cases.seen import LONG
from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.registers.models import Patent
from xingzhi.screening.models import Run
from xingzhi.screening.signals.groups import Members, members_of
from xingzhi.screening.signals.reading import newest
from xingzhi.text.normalise import fold

Array = npt.NDArray[Any]
AT_ONCE = 500  # keys looked up in one query
EPOCH = date(1970, 1, 1)
STATES = (ClusterState.OPEN.value, ClusterState.JUDGED.value)
ORDERS = ("size", "judged", "applicants", "first", "last", "score")
LARGEST_FIRST = "-size"
OF_SIZE = {"1": (1, 1), **SIZES}
LEAD = 3  # members named in a line


@dataclass(frozen=True)
class Line:
    """A group in a list, over the applications the person may see; `hidden` counts the others."""

    name: str
    size: int
    hidden: int
    judged: int
    applicants: int
    first: date | None
    last: date | None
    score: float
    lead: Sequence[str]  # keys of those filed first
    regions: Sequence[str]


@dataclass(frozen=True, eq=False)
class Groups:
    """A screening's groups, each over the applications the person may see; a group without one counts nothing."""

    run: Run
    members: Members
    seen: Array  # of each row whether the person may see the application
    figures: Mapping[str, Array]  # of each group, by the names of `ORDERS`, and how many members are `hidden`

    def matching(self, query: Mapping[str, str]) -> Array:
        """The numbers of the groups with a member in the place and with the words of an address, of its size."""
        rows = self.seen
        if region := query.get("region", ""):
            rows = rows & _within(self.members, region if region.isdigit() else None)
        for word in query.get("q", "").split():
            rows = rows & pc.match_substring(self.members.words, _typed(word)).to_numpy(zero_copy_only=False)
        found = np.bincount(self.members.groups[rows], minlength=len(self.members.names)) > 0
        if query.get("size", "") in OF_SIZE:
            least, most = OF_SIZE[query["size"]]
            found &= (self.figures["size"] >= least) & (self.figures["size"] <= (most or np.inf))
        return np.flatnonzero(found)

    def by_state(self, groups: Array) -> dict[str, Array]:
        """Of these groups those in which something waits, and those that were judged throughout."""
        waiting = self.figures["judged"][groups] < self.figures["size"][groups]
        return dict(zip(STATES, (groups[waiting], groups[~waiting]), strict=True))

    def ordered(self, groups: Array, order: str) -> Array:
        """These groups by one of `ORDERS`, with "-" in front the largest first; equal ones as they stand in the run."""
        values = self.figures[order.lstrip("-")][groups].astype(float)
        return groups[np.argsort(-values if order.startswith("-") else values, kind="stable")]

    def line(self, group: int) -> Line:
        """What a list says of a group."""
        rows = self.members.rows(group)
        rows = rows[self.seen[rows]]
        days = self.members.days[rows]
        keys = self.members.keys.take(rows[np.lexsort((rows, np.where(days, days, np.inf)))[:LEAD]]).to_pylist()
        places = [self.members.places[at] for at in np.unique(self.members.regions[rows])]
        told = {name: values[group] for name, values in self.figures.items()}
        return Line(
            self.members.names[group], int(told["size"]), int(told["hidden"]), int(told["judged"]),
            int(told["applicants"]), _day(told["first"]), _day(told["last"]), float(told["score"]), keys, places,
        )  # fmt: skip


@dataclass(frozen=True)
class Member:
    """An application of a group."""

    row: Any
    named: str  # the group as the run names it
    score: float
    clue: Clue | None  # where it was judged


def groups_of(screening: str, user: User) -> Groups | None:
    """The groups of a screening's newest run; `None` where it never ran or its signals are not for this person."""
    run = newest(screening, user)
    if run is None:
        return None
    members = members_of(run)
    seen = _seen(run, members, user)
    judged = np.zeros(len(seen), bool)
    judged[list(_judged(screening, members, user))] = True
    return Groups(run, members, seen, _figures(members, seen, judged & seen))


def inside(groups: Groups, name: str, user: User) -> tuple[Line, list[tuple[str, str, float]]] | None:
    """A group and its applications as (key, name of the group in the run, score), the strongest first.

    `None` where there is none of that name of which the person may see an application.
    """
    numbers = [at for at, each in enumerate(groups.members.names) if each == name]
    if not numbers or not groups.figures["size"][numbers[0]]:
        return None
    rows = groups.members.rows(numbers[0])
    rows = rows[groups.seen[rows]]
    rows = rows[np.argsort(-groups.members.scores[rows], kind="stable")]
    keys, named = groups.members.keys.take(rows).to_pylist(), groups.members.named.take(rows).to_pylist()
    scores = groups.members.scores[rows].tolist()
    return groups.line(numbers[0]), list(zip(keys, named, scores, strict=True))


def read_members(screening: str, chosen: Sequence[tuple[str, str, float]], user: User) -> list[Member]:
    """Applications of a group with their records and what was said of them, in the order given."""
    keys = [key for key, _, _ in chosen]
    rows = records(keys, user)
    clues = Clue.objects.visible_to(user).filter(screening=screening, group__in=keys)
    said = {(clue.group, clue.evidence.get("group", "")): clue for clue in clues}
    return [Member(rows[key], named, score, said.get((key, named))) for key, named, score in chosen if key in rows]


def records(keys: Iterable[str], user: User) -> dict[str, Any]:
    """The patents of these keys that the person may see, without their long texts."""
    return {row.key: row for row in Patent.objects.visible_to(user).filter(key__in=list(keys)).defer(*LONG)}


def _within(members: Members, region: str | None) -> Array:
    """Of each row whether it lies at or under a place; none where there is no place."""
    inside = [at for at, place in enumerate(members.places) if region is not None and (place or "").startswith(region)]
    return np.isin(members.regions, inside)


def _seen(run: Run, members: Members, user: User) -> Array:
    """Of each row whether the person may see the application today: one may have moved since the snapshot."""
    if sees_all(user):
        return np.ones(len(members.groups), bool)
    found = _within(members, user.region)
    if found.any() and Patent.objects.filter(revision__gt=run.snapshot.revision).exists():
        keys = members.keys.filter(pa.array(found)).to_pylist()
        today = [key for start in range(0, len(keys), AT_ONCE) for key in _visible(keys[start : start + AT_ONCE], user)]
        found &= pc.is_in(members.keys, value_set=pa.array(today, pa.string())).to_numpy(zero_copy_only=False)
    return found


def _visible(keys: Sequence[str], user: User) -> Iterator[str]:
    yield from Patent.objects.visible_to(user).filter(key__in=keys).values_list("key", flat=True)


def _judged(screening: str, members: Members, user: User) -> Iterator[int]:
    """The rows of which an officer has said something."""
    clues = Clue.objects.visible_to(user).filter(screening=screening).exclude(verdict="")
    said = set(clues.values_list("group", KT("evidence__group")))
    keys = pa.array(sorted({key for key, _ in said}), pa.string())
    for at in np.flatnonzero(pc.is_in(members.keys, value_set=keys).to_numpy(zero_copy_only=False)):
        if (members.keys[at].as_py(), members.named[at].as_py()) in said:
            yield int(at)


def _figures(members: Members, seen: Array, judged: Array) -> dict[str, Array]:
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


def _day(number: Any) -> date | None:
    return EPOCH + timedelta(days=int(number)) if number else None


def _typed(word: str) -> str:
    """A word as `Members.words` hold it; a number without the letters that may stand before it."""
    return re.sub(r"^(cn|zl)(?=\d)", "", fold(word))
