"""Filings of a year against what an applicant can bring forth: insured staff, else inventors and fields (limb 3-5).

Staff and capital are read from the parties register where it holds them. Where they are not known they are missing and
nothing follows from that; then an applicant is told only where few inventors file in many unrelated fields at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Any

import numpy as np
import numpy.typing as npt

from xingzhi.packs import Screening
from xingzhi.screening.signals.contract import MOST_PARTNERS, Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import Filing, read_filings, rounded
from xingzhi.text.parties import party_key

NAME = "beyond_capacity"
STAFF, CAPITAL = "insured_staff", "registered_capital"  # people; 万元


@dataclass(frozen=True)
class Year:
    """What one applicant filed in one year."""

    party: str
    year: int
    filings: Sequence[Filing]

    @property
    def count(self) -> int:
        """Applications."""
        return len(self.filings)

    @property
    def inventors(self) -> int:
        """Different people named."""
        return len({name for filing in self.filings for name in filing.inventors})

    @property
    def fields(self) -> int:
        """Different classification subclasses."""
        return len({symbol for filing in self.filings for symbol in filing.subclasses})

    @property
    def per_inventor(self) -> float:
        """Applications for each person named; 0 where none is."""
        return self.count / self.inventors if self.inventors else 0.0


def find_beyond_capacity(inputs: SignalInputs) -> list[Signal]:
    """A signal for each application of an applicant's year that is beyond what it declares or what its peers do."""
    filings, missing = read_filings(inputs)
    settings = inputs.settings
    staff, capital = (_declared(inputs, column) for column in (STAFF, CAPITAL))
    years = [year for year in _years(filings) if year.count >= settings.integer("least_filings")]
    classed = "ipc" not in missing or "ipc_main" not in missing
    columns = tuple(name for name, there in (("inventors", "inventors" not in missing), ("ipc", classed)) if not there)
    peers = _Peers(years, settings)
    found: list[Signal] = []
    for at, year in enumerate(years):
        known, worth = staff.get(year.party), capital.get(year.party)
        lacking = tuple(name for name, value in ((STAFF, known), (CAPITAL, worth)) if value is None) + columns
        highest = peers.highest(at)
        score = _by_staff(year, known, settings) if known is not None else _by_people(year, highest)
        if score:
            told = {STAFF: known, CAPITAL: worth, "peers_percent": round(100 * settings["peers_share"])}
            found += _told(year, score, told, highest, lacking)
    return found


def _declared(inputs: SignalInputs, column: str) -> dict[str, float]:
    """A number the parties register holds, by party; what is not there or no number is not known."""
    columns, _ = inputs.columns("parties", ("key", "name", column))
    found: dict[str, float] = {}
    for key, name, value in zip(*columns.values(), strict=True):
        try:
            number = float(value) if value is not None else None
        except ValueError:
            number = None
        for party in (key, party_key(name, inputs.packs.party_names).key if name else None):
            if party and number is not None:
                found[party] = number
    return found


def _years(filings: Sequence[Filing]) -> Iterator[Year]:
    of_year: dict[tuple[str, int], list[Filing]] = defaultdict(list)
    for filing in filings:
        if filing.day and filing.parties:
            of_year[filing.parties[0], date.fromordinal(filing.day).year].append(filing)
    for (party, year), each in sorted(of_year.items()):
        yield Year(party, year, each)


class _Peers:
    """Years with about as many filings."""

    def __init__(self, years: Sequence[Year], settings: Screening) -> None:
        self.years, self.settings = years, settings
        self.counts: npt.NDArray[np.float64] = np.log([year.count for year in years])
        self.per_inventor = np.array([year.per_inventor for year in years])
        self.fields = np.array([year.fields for year in years], float)
        self.parties = np.array([year.party for year in years])

    def highest(self, at: int) -> tuple[float, float] | None:
        """Filings per inventor and number of fields that share of the nearest others does not exceed.

        The nearest by number of filings, of other applicants, a tenth of all but at least so many; `None` where there
        are fewer.
        """
        least = self.settings.integer("least_peers")
        others = np.flatnonzero(self.parties != self.parties[at])
        if len(others) < least:
            return None
        apart = np.abs(self.counts[others] - self.counts[at])
        nearest = others[np.argsort(apart, kind="stable")[: max(least, len(self.years) // 10)]]
        share = float(self.settings["peers_share"])
        people, fields = (np.quantile(values[nearest], share) for values in (self.per_inventor, self.fields))
        return float(people), float(fields)


def _by_staff(year: Year, staff: float, settings: Screening) -> float:
    """More filings than the declared staff can bring forth: 0 up to the pack's number, rising to 1."""
    allowed = float(settings["filings_per_staff"]) * max(staff, 1.0)
    return 1 - allowed / year.count if year.count > allowed else 0.0


def _by_people(year: Year, highest: tuple[float, float] | None) -> float:
    """Few people and many fields at once, both beyond the peers; 0 where either is not known."""
    if highest is None or not year.inventors or not year.fields:
        return 0.0
    people, fields = highest
    if year.per_inventor <= people or year.fields <= fields:
        return 0.0
    return fmean((1 - people / year.per_inventor / 2, 1 - fields / year.fields / 2))


def _told(
    year: Year,
    score: float,
    told: Mapping[str, Any],
    highest: tuple[float, float] | None,
    lacking: tuple[str, ...],
) -> Iterator[Signal]:
    keys = sorted(filing.key for filing in year.filings)
    facts: Mapping[str, Any] = {
        "name": Counter(filing.names[0] for filing in year.filings).most_common(1)[0][0],
        "year": year.year,
        "filings": year.count,
        "inventors": year.inventors or None,
        "per_inventor": rounded(year.per_inventor) if year.inventors else None,
        "fields": year.fields or None,
        "peers_per_inventor": rounded(highest[0]) if highest else None,
        "peers_fields": rounded(highest[1]) if highest else None,
        **told,
    }
    for key in keys:
        partners = tuple(other for other in keys[: MOST_PARTNERS + 1] if other != key)
        yield Signal(key, score, f"capacity:{year.party}:{year.year}", partners, facts, lacking)


declare(
    SignalScreening(
        NAME,
        ("patents", "patent_parties", "parties"),
        find_beyond_capacity,
        {"patents": ("key", "title", "applicants", "filing_date", "inventors", "ipc_main", "ipc")},
    )
)
