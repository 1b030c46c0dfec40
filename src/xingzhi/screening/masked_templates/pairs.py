"""Which texts may be one template filled otherwise, and how far two of them are: kept runs in order, slots in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xingzhi.engine.kernels.letters import Letters
from xingzhi.packs import Screening
from xingzhi.screening.texts.applications import Applications

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Candidates:
    """Texts, numbered among those long enough, with those each is roughly alike."""

    applications: Applications
    settings: Screening
    chosen: Array  # the place of each among the applications
    letters: Letters
    own: Array  # of each letter whether it counts: is no stock phrase
    counted: Array  # of each text how many letters count
    order: list[int]  # those with candidates, the most central first
    partners: dict[int, Array]

    def alike(self, leader: int, others: Array) -> dict[int, float]:
        """Those of the others that are one template with the leader, and the share of both texts that kept runs make up.

        Kept runs make up `share` of both, stock phrases aside (`share_one_applicant` where an applicant is the same or
        not known), at least `least_slots` places are filled otherwise, and little was added rather than exchanged.
        """
        from xingzhi.engine.kernels.alignment import compare
        from xingzhi.engine.kernels.compiling import thread_count

        settings, longest = self.settings, self.settings.integer("longest")
        left = np.full(len(others), leader)
        told = compare(self.letters, self.own, left, others, settings.integer("least_run"), longest, thread_count())
        lengths = np.minimum(np.diff(self.letters.starts), longest)
        share = np.minimum(1, 2 * told[:, 0] / np.maximum(1, self.counted[leader] + self.counted[others]))
        fits = (
            (share >= float(settings["share"]))
            & (told[:, 2] <= float(settings["added"]) * (lengths[leader] + lengths[others]))
            & (self.counted[others] >= settings.integer("least_counted"))
        )
        return {
            int(other): float(alike)
            for other, alike, slots in zip(others[fits], share[fits], told[fits, 1].tolist(), strict=True)
            if self._is_template(int(self.chosen[leader]), int(self.chosen[other]), float(alike), slots)
        }

    def _is_template(self, a: int, b: int, share: float, slots: int) -> bool:
        named = "share" if strangers(self.applications, (a, b)) else "share_one_applicant"
        if share < float(self.settings[named]):
            return False
        return slots + _other_figures(self.applications, a, b) >= self.settings.integer("least_slots")


def find_candidates(applications: Applications, settings: Screening) -> Candidates:
    """Texts of the pack's least length whose masked three-character sets are `candidates` alike."""
    from xingzhi.engine.kernels.compiling import thread_count
    from xingzhi.engine.kernels.jaccard import similar_pairs
    from xingzhi.engine.kernels.stretches import stock_marks

    threads = thread_count()
    chosen = applications.long(settings.integer("minimum_length"))
    column = pa.array([applications.masked[at] for at in chosen], pa.large_string())
    left, right, likeness = similar_pairs(column, settings["candidates"], settings.integer("gram"), threads=threads)
    letters = applications.letters(chosen, threads)
    often = max(settings.integer("stock_least"), int(float(settings["stock_share"]) * len(chosen)))
    own = ~stock_marks(letters, settings.integer("stock_piece"), often, threads)
    sums = np.concatenate(([0], np.cumsum(own)))
    ends = np.minimum(letters.starts[1:], letters.starts[:-1] + settings.integer("longest"))
    counted = sums[ends] - sums[letters.starts[:-1]]
    central = np.bincount(left, likeness, len(chosen)) + np.bincount(right, likeness, len(chosen))
    central[counted < settings.integer("least_counted")] = 0
    order = [int(at) for at in np.argsort(-central, kind="stable") if central[at] > 0]
    return Candidates(applications, settings, chosen, letters, own, counted, order, _partners(left, right))


def _partners(left: Array, right: Array) -> dict[int, Array]:
    """The candidates of each text, ascending."""
    one, other = np.concatenate((left, right)), np.concatenate((right, left))
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    edges = np.flatnonzero(np.diff(one, prepend=-1, append=-1))
    return {int(one[start]): other[start:end] for start, end in pairwise(edges)}


def strangers(applications: Applications, places: Sequence[int]) -> bool:
    """Whether two of these applications have known applicants and none in common."""
    known = {frozenset(applications.filings[at].parties) for at in places} - {frozenset()}
    return any(not one & other for one in known for other in known)


def _other_figures(applications: Applications, a: int, b: int) -> int:
    """How many figures differ, of texts with equally many; where one has more, slots tell already."""
    one, other = (applications.masking.figures(applications.folded[at]) for at in (a, b))
    return sum(x != y for x, y in zip(one, other, strict=True)) if len(one) == len(other) else 0
