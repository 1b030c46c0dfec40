"""Times in which somebody filed more than usual: above its own past, its season and its peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from xingzhi.screening.signals.pace import Days, Pace, Peers, Unit, between, spread_of, tail

YEAR = 365


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
