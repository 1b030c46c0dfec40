"""Groups of signals as a person may see them: counted over the applications that are theirs, filtered and in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow.compute as pc

from xingzhi.cases.cluster_models import ClusterState
from xingzhi.cases.listing import SIZES
from xingzhi.cases.models import Clue
from xingzhi.cases.seen import LONG
from xingzhi.cases.signal_figures import Array, figures_of, judged_rows, seen_by, within
from xingzhi.core.models import User
from xingzhi.registers.models import Patent
from xingzhi.screening.models import Run
from xingzhi.screening.signals.groups import Members, members_of
from xingzhi.screening.signals.reading import newest
from xingzhi.text.normalise import fold

EPOCH = date(1970, 1, 1)
STATES = (ClusterState.OPEN.value, ClusterState.JUDGED.value)
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
            rows = rows & within(self.members, region if region.isdigit() else None)
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
    seen = seen_by(run, members, user)
    judged = np.zeros(len(seen), bool)
    judged[list(judged_rows(screening, members, user))] = True
    return Groups(run, members, seen, figures_of(members, seen, judged & seen))


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


def _day(number: Any) -> date | None:
    return EPOCH + timedelta(days=int(number)) if number else None


def _typed(word: str) -> str:
    """A word as `Members.words` hold it; a number without the letters that may stand before it."""
    return re.sub(r"^(cn|zl)(?=\d)", "", fold(word))
