"""How many filings in how short a time are more than usual: counts against one's own past and one's peers.

Counts of a window are taken as negative binomial: mean as usual, variance a multiple of it (filings come in batches);
where the multiple is 1 this is the Poisson distribution. The reader of a tail sees how surprising a count is, no more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
EXACT = 1e-15  # terms below this share of the sum add nothing


def tail(count: int, mean: float, spread: float) -> float:
    """The chance of `count` and more where the mean is `mean` and the variance `spread` times that.

    For counts above the mean; 1.0 for those not above it. Poisson where `spread` is (nearly) 1 or less.
    """
    if count <= mean:
        return 1.0
    poisson = spread < 1 + 1e-9
    if poisson:
        term = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
    else:
        size, share = mean / (spread - 1), 1 - 1 / spread
        term = math.exp(
            math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
            - size * math.log(spread) + count * math.log(share)
        )  # fmt: skip
    total, at = term, count
    while term > total * EXACT:
        term *= mean / (at + 1) if poisson else (at + size) / (at + 1) * share
        total += term
        at += 1
    return min(1.0, total)


@dataclass(frozen=True)
class Pace:
    """The settings of a search for windows: lengths in days or in windows."""

    window: int  # days
    least: int  # filings in a window to be looked at
    past: int  # windows looked back
    enough_past: int  # windows of past to tell one's own spread from
    prior: float  # windows the peers' usual pace counts for beside one's own past
    ratio: float  # times the usual
    share: float  # of the peers that never had more
    least_peers: int
    chance: float  # at most this surprising
    seasons: int  # years looked back to the same season
    slack: int  # days a season may lie apart
    episode: int  # days a busy time is measured against the past before it


@dataclass
class Unit:
    """One applicant, inventor or agency: its days of filing in order."""

    name: str
    days: Days

    @cached_property
    def starts(self) -> Days:
        """The different days."""
        return np.unique(self.days)

    def counts(self, window: int) -> Days:
        """Filings in the window that begins with each different day."""
        found: Days = between(self.days, self.starts, self.starts + window)
        return found


def between(days: Days, first: Any, end: Any) -> Any:
    """How many of the ordered days lie from `first` up to before `end`."""
    return np.searchsorted(days, end) - np.searchsorted(days, first)


@dataclass
class Peers:
    """Units of about the same size: their busiest windows and their usual spread."""

    units: Sequence[Unit]  # by number of filings
    pace: Pace
    period: int  # days the table spans
    sizes: Days = field(init=False)
    busiest: Days = field(init=False)
    spreads: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sizes = np.array([len(unit.days) for unit in self.units], np.int64)
        self.busiest = np.array([unit.counts(self.pace.window).max() for unit in self.units], np.int64)

    def of(self, at: int) -> Days:
        """The places of the units of the same tenth by size, of the nearest ones where these are few; not itself."""
        same = np.flatnonzero(self._tenths == self._tenths[at])
        if len(same) <= self.pace.least_peers:
            apart = np.abs(np.log(self.sizes) - np.log(self.sizes[at]))
            same = np.argsort(apart, kind="stable")[: self.pace.least_peers + 1]
        others: Days = same[same != at]
        return others

    @cached_property
    def _tenths(self) -> Days:
        edges = np.unique(np.quantile(self.sizes, np.arange(1, 10) / 10))
        return np.searchsorted(edges, self.sizes, side="right").astype(np.int64)

    def highest(self, peers: Days) -> float:
        """What the busiest window of that share of the peers does not exceed."""
        return float(np.quantile(self.busiest[peers], self.pace.share, method="higher"))

    def usual_spread(self, peers: Days) -> float:
        """The middle one of the peers' spreads."""
        return float(np.median([self._spread(int(at)) for at in peers]))

    def _spread(self, at: int) -> float:
        if at not in self.spreads:
            days, window = self.units[at].days, self.pace.window
            cells = np.bincount((days - days[0]) // window, minlength=max(1, self.period // window))
            self.spreads[at] = spread_of(cells)
        return self.spreads[at]


def spread_of(counts: Any) -> float:
    """Variance over mean, at least 1."""
    mean = float(np.mean(counts)) if len(counts) else 0.0
    return max(1.0, float(np.var(counts)) / mean) if mean else 1.0
