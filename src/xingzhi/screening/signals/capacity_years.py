"""What applicants filed in a year, and what the nearest others do in theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from xingzhi.packs import Screening
from xingzhi.screening.signals.filings import Filing


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
    def classes(self) -> Counter[str]:
        """Applications by classification subclass."""
        return Counter(symbol for filing in self.filings for symbol in filing.subclasses)

    @property
    def fields(self) -> int:
        """Different classification subclasses."""
        return len(self.classes)

    @property
    def per_inventor(self) -> float:
        """Applications for each person named; 0 where none is."""
        return self.count / self.inventors if self.inventors else 0.0


def years_of(filings: Sequence[Filing]) -> Iterator[Year]:
    of_year: dict[tuple[str, int], list[Filing]] = defaultdict(list)
    for filing in filings:
        if filing.day and filing.parties:
            of_year[filing.parties[0], date.fromordinal(filing.day).year].append(filing)
    for (party, year), each in sorted(of_year.items()):
        yield Year(party, year, each)


class Peers:
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
