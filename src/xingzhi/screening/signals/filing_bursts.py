"""Bursts: one applicant, inventor or agency files far more in a short time than it used to and than its peers do.

Needs numbers, applicants and filing dates only; titles, inventors and agencies add where they are given. A burst is no
limb of the article by itself: it is context for 3-5 and 3-6.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from xingzhi.packs import Screening
from xingzhi.screening.signals.busy import Busy, busy_times
from xingzhi.screening.signals.contract import MOST_PARTNERS, Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import Filing, alike_share, day_of, pieces, read_filings, rounded
from xingzhi.screening.signals.pace import Pace, Peers, Unit

NAME = "filing_bursts"
MOST_TITLES = 200  # compared with each other in one burst


@dataclass(frozen=True)
class Grouping:
    """A way to put filings together."""

    name: str
    of: Callable[[Filing], Iterable[str]]
    column: str  # which must hold something


GROUPINGS = (
    Grouping("applicant", lambda filing: filing.parties[:1], "applicants"),
    Grouping("inventor", lambda filing: filing.inventors, "inventors"),
    Grouping("agency", lambda filing: (filing.agency,) if filing.agency else (), "agency"),
)


def find_bursts(inputs: SignalInputs) -> list[Signal]:
    """A signal for each application in each burst; the group is the burst: what, who, first day."""
    filings, missing = read_filings(inputs)
    dated = [filing for filing in filings if filing.day]
    if not dated:
        return []
    period = max(filing.day for filing in dated) - min(filing.day for filing in dated) + 1
    lacking = tuple(name for name in ("title", *(each.column for each in GROUPINGS)) if name in missing)
    found: list[Signal] = []
    for grouping in GROUPINGS:
        inputs.progress(grouping.name)
        found += _signals_of(grouping, dated, period, inputs.settings, lacking)
    return found


def _signals_of(
    grouping: Grouping, dated: Sequence[Filing], period: int, settings: Screening, lacking: tuple[str, ...]
) -> Iterator[Signal]:
    grouped: dict[str, list[Filing]] = defaultdict(list)
    for filing in dated:
        for name in grouping.of(filing):
            grouped[name].append(filing)
    sizable = {name: sorted(each, key=lambda filing: (filing.day, filing.key)) for name, each in grouped.items()
               if len(each) >= settings.integer("least_on_a_day")}  # fmt: skip
    units = [Unit(name, np.array([filing.day for filing in each], np.int64)) for name, each in sorted(sizable.items())]
    covered: set[tuple[str, int]] = set()
    for pace in (_window(settings), _one_day(settings)):
        if pace.window > period:
            continue
        large = [unit for unit in units if len(unit.days) >= pace.least]
        if not large:
            continue
        peers = Peers(large, pace, period)
        for at in np.flatnonzero(peers.busiest >= pace.least):
            unit = large[int(at)]
            for busy in busy_times(unit, int(at), peers):
                members = [filing for filing in sizable[unit.name] if busy.first <= filing.day <= busy.last]
                days = {(unit.name, filing.day) for filing in members}
                if not days <= covered:  # a serial day inside a burst is told there
                    covered |= days
                    yield from _told(grouping, busy, members, settings, lacking)


def _window(settings: Screening) -> Pace:
    return Pace(
        window=settings.integer("window_days"),
        least=settings.integer("least_in_window"),
        past=settings.integer("past_windows"),
        enough_past=settings.integer("enough_past_windows"),
        prior=float(settings["prior_windows"]),
        ratio=float(settings["times_usual"]),
        share=float(settings["peers_share"]),
        least_peers=settings.integer("least_peers"),
        chance=float(settings["chance"]),
        seasons=settings.integer("season_years"),
        slack=settings.integer("season_days"),
        episode=settings.integer("episode_days"),
    )


def _one_day(settings: Screening) -> Pace:
    """The same for single days: as long a past, counted in days."""
    window = _window(settings)
    return Pace(
        window=1,
        least=settings.integer("least_on_a_day"),
        past=window.past * window.window,
        enough_past=window.enough_past * window.window,
        prior=window.prior * window.window,
        ratio=window.ratio,
        share=window.share,
        least_peers=window.least_peers,
        chance=window.chance,
        seasons=window.seasons,
        slack=window.slack,
        episode=window.window,
    )


def _told(
    grouping: Grouping, busy: Busy, members: Sequence[Filing], settings: Screening, lacking: tuple[str, ...]
) -> Iterator[Signal]:
    full = -math.log10(float(settings["sure_chance"]))
    score = min(1.0, -math.log10(max(busy.chance, 10**-full)) / full)
    on_a_day, most = Counter(filing.day for filing in members).most_common(1)[0]
    titles = [pieces(filing.title) for filing in members[:MOST_TITLES] if filing.title]
    facts: dict[str, Any] = {
        "unit": grouping.name,
        "name": _name(grouping, busy, members),
        "first_day": day_of(busy.first),
        "last_day": day_of(members[-1].day),
        "filings": len(members),
        "same_day": most,
        "same_day_on": day_of(on_a_day),
        "applicants": len({party for filing in members for party in filing.parties[:1]}),
        "agencies": len({filing.agency for filing in members if filing.agency}) or None,
        "alike_titles": rounded(alike_share(titles, float(settings["alike"]))) if titles else None,
        "chance": rounded(busy.chance),
        **busy.facts,
    }
    group = f"{grouping.name}:{busy.name}:{facts['first_day']}"
    keys = [filing.key for filing in members]
    for key in keys:
        partners = tuple(other for other in keys[: MOST_PARTNERS + 1] if other != key)
        yield Signal(key, score, group, partners, facts, lacking)


def _name(grouping: Grouping, busy: Busy, members: Sequence[Filing]) -> str:
    """The applicant as it is written most often; the others are known by their name already."""
    if grouping.name != "applicant":
        return busy.name
    return Counter(filing.names[0] for filing in members).most_common(1)[0][0]


declare(
    SignalScreening(
        NAME,
        ("patents", "patent_parties"),
        find_bursts,
        {"patents": ("key", "title", "applicants", "filing_date", "inventors", "agency")},
    )
)
