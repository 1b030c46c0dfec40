"""How many filings in how short a time are more than usual: counts against one's own past and one's peers.

Counts of a window are taken as negative binomial: mean as usual, variance a multiple of it (filings come in batches);
where the multiple is 1 this is the Poisson distribution. The reader of a tail sees how surprising a count is, no more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
EXACT = 1e-15  # terms below this share of the sum add nothing
YEAR = 365


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


@dataclass(frozen=True)
class Busy:
    """A time in which a unit filed more than usual."""

    name: str
    first: int  # day
    last: int
    facts: Mapping[str, Any]  # of its most surprising window
    chance: float


def busy_times(unit: Unit, at: int, group: Peers) -> list[Busy]:
    """The unit's busy times in order: windows above its own past, above its season and above its peers."""
    pace = group.pace
    counts = unit.counts(pace.window)
    wanted = np.flatnonzero(counts >= pace.least)
    if not len(wanted):
        return []
    peers = group.of(at)
    enough = len(peers) >= pace.least_peers
    highest = group.highest(peers) if enough else 0.0
    spread = group.usual_spread(peers) if enough else 1.0
    pool = len(unit.days) * pace.window / group.period
    found: list[Busy] = []
    anchor = end = -group.period
    for place in wanted:
        start, count = int(unit.starts[place]), int(counts[place])
        if count <= highest:
            continue
        if start > end + pace.window or start - anchor > pace.episode:
            anchor = start
        past = _past(unit.days, anchor, pace)
        usual = (past.sum() + pace.prior * pool) / (len(past) + pace.prior)
        own = spread_of(past) if len(past) >= pace.enough_past else 1.0
        season = _season(unit.days, start, pace)
        chance = max(tail(count, usual, max(own, spread)), tail(count, season, max(own, spread)) if season else 0.0)
        if chance > pace.chance or count < pace.ratio * max(usual, season):
            continue
        end = int(unit.days[np.searchsorted(unit.days, start + pace.window) - 1])
        facts = {"window_days": pace.window, "filed_in_window": count, "usual": round(float(usual), 2),
                 "past_windows": len(past), "same_season": season, "peers": len(peers) if enough else 0,
                 "peers_highest": int(highest) if enough else None, "peers_percent": round(100 * pace.share)}  # fmt: skip
        found = _joined(found, Busy(unit.name, start, end, facts, chance), pace)
    return found


def _joined(found: list[Busy], new: Busy, pace: Pace) -> list[Busy]:
    """Windows that overlap are one busy time, told by the most surprising one."""
    if not found or new.first > found[-1].last + pace.window:
        return [*found, new]
    held = found[-1]
    told = min(held, new, key=lambda busy: busy.chance)
    return [*found[:-1], Busy(held.name, held.first, max(held.last, new.last), told.facts, told.chance)]


def _past(days: Days, before: int, pace: Pace) -> Days:
    """Filings in each earlier window, as far as the unit's first filing and the pace look back."""
    length = min(pace.past, (before - int(days[0])) // pace.window)
    edges = before - pace.window * np.arange(length, -1, -1)
    places = np.searchsorted(days, edges)
    return np.diff(places).astype(np.int64)


def _season(days: Days, start: int, pace: Pace) -> int:
    """The most filings in such a window at that time of the year in earlier years."""
    most = 0
    for years in range(1, pace.seasons + 1):
        middle = start - YEAR * years
        near = days[slice(*np.searchsorted(days, (middle - pace.slack, middle + pace.window + pace.slack)))]
        if len(near):
            most = max(most, int(between(near, near, near + pace.window).max()))
    return most
