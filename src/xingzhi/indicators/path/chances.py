"""Chances counted from the office's own earlier years, month by month, each with its counts and its unsteadiness.

For each earlier year the same day is taken, and what came of the patents as they stood then. Nothing is borrowed from
elsewhere: where there are too few cases the chance says so, and where there are none there is no chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from xingzhi.indicators.path.fees import STATES, fee_states
from xingzhi.indicators.path.holdings import NEVER, Holdings, days_of, shifted

Floats = NDArray[np.float64]
BAND = 6  # months of age that share a hazard
MONTH = 30.4375  # days


@dataclass(frozen=True)
class Chance:
    """By each month's end the share to which it happened: `happened` of `cases` by the last, in these years.

    `spread` is the relative variance of a single year's outcome beside pure chance. Where the own cases are `few`, the
    shares may be those of all kinds together; `known` False: there is nothing to count a chance from.
    """

    by_month: Floats
    happened: int
    cases: int
    years: tuple[int, ...]
    spread: float
    few: bool
    known: bool = True

    @property
    def last(self) -> float | None:
        """The chance by the year's end."""
        return float(self.by_month[-1]) if self.known else None


def spread_of(came: list[float], expected: list[float], happened: int) -> float:
    """Relative variance: between the years beyond pure chance, and of the estimate itself."""
    seen, said = np.array(came), np.array(expected)
    square = float((said**2).sum())
    between = max(0.0, float(((seen - said) ** 2).sum() - said.sum()) / square) if len(came) > 1 and square else 0.0
    return between + 1 / max(1, happened)


@dataclass
class History:
    """The earlier years of one place, seen from a day."""

    holdings: Holdings
    at: date
    ends: list[date]  # the months' ends ahead

    def __post_init__(self) -> None:
        rules = self.holdings.rules
        self.least = rules.setting("least_cases")
        span = [(shifted(self.at, -back), [shifted(end, -back) for end in self.ends])
                for back in range(1, rules.setting("history_years") + 1)]  # fmt: skip
        self.years = [
            (start, ends) for start, ends in span if ends[-1] <= self.at and self.holdings.in_force(start).any()
        ]

    def lapses(self) -> dict[str, Chance]:
        """The chance to lapse by what is known of the fee; of too few cases, the chance of all together."""
        total = np.zeros((len(self.years), len(STATES), len(self.ends)))
        cases = np.zeros((len(self.years), len(STATES)))
        lapse = self.holdings.days["lapse_date"]
        for row, (start, ends) in enumerate(self.years):
            held = self.holdings.in_force(start) & (self.holdings.term_end() > days_of(ends[-1]))
            states = fee_states(self.holdings, start, ends[-1]).state
            for code in range(len(STATES)):
                own = lapse[held & (states == code)]
                cases[row, code] = len(own)
                total[row, code] = [(own <= days_of(end)).sum() for end in ends]
        whole = self._chance(total.sum(axis=1), cases.sum(axis=1))
        found = {}
        for code, name in enumerate(STATES):
            own_chance = self._chance(total[:, code], cases[:, code])
            found[name] = own_chance if not own_chance.few else _lent(whole, own_chance)
        return found

    def _chance(self, total: Floats, cases: Floats) -> Chance:
        """Of months by year, and cases by year."""
        number, happened = int(cases.sum()), int(total[:, -1].sum()) if len(total) else 0
        by_month = total.sum(axis=0) / number if number else np.zeros(len(self.ends))
        expected = [float(by_month[-1] * each) for each in cases]
        return Chance(by_month, happened, number, self._years(), spread_of(list(total[:, -1]), expected, happened),
                      number < self.least, known=number > 0)  # fmt: skip

    def _years(self) -> tuple[int, ...]:
        return tuple(sorted(ends[-1].year for _, ends in self.years))

    def grants(self) -> tuple[NDArray[np.int64], Floats, Chance]:
        """For the pending: the age band of each, the chance of each band by month, and the whole with its counts."""
        grant, other, exposed = self._life_table()
        months = len(self.ends)
        bands = len(exposed)
        with np.errstate(divide="ignore", invalid="ignore"):
            granted = np.nan_to_num(np.minimum(1, grant / exposed))
            ended = np.nan_to_num(np.minimum(1 - granted, other / exposed))
        by_band = np.zeros((bands, months))
        steps = np.diff([days_of(self.at), *(days_of(end) for end in self.ends)]) / MONTH
        for band in range(bands):
            left, age, so_far = 1.0, (band + 0.5) * BAND, 0.0
            for month, step in enumerate(steps):
                now = min(bands - 1, int(age // BAND))
                chance = min(1.0, granted[now] * step)
                so_far += left * chance
                left *= max(0.0, 1 - chance - ended[now] * step)
                by_band[band, month] = so_far
                age += step
        place = self._bands(self.at, bands)
        came, expected = [], []
        for start, ends in self.years:
            waiting = self.holdings.pending(start)
            came.append(float((waiting & self.holdings.granted_between(start, ends[-1])).sum()))
            expected.append(float(by_band[self._bands(start, bands)[waiting], -1].sum()))
        happened = int(grant.sum())
        cases = int((self.holdings.days["publication_date"] <= days_of(self.at)).sum())
        scale = self._mean_last(by_band, place)
        whole = Chance(scale, happened, cases, self._years(), spread_of(came, expected, happened),
                       happened < self.least, known=cases > 0)  # fmt: skip
        return place, by_band, whole

    def _mean_last(self, by_band: Floats, place: NDArray[np.int64]) -> Floats:
        waiting = self.holdings.pending(self.at)
        mean: Floats = by_band[place[waiting]].mean(axis=0) if waiting.any() else np.zeros(len(self.ends))
        return mean

    def _bands(self, at: date, bands: int) -> NDArray[np.int64]:
        filed = self.holdings.days["filing_date"]
        age = (days_of(at) - np.where(filed < NEVER, filed, days_of(at))) / MONTH
        return np.clip(age // BAND, 0, bands - 1).astype(np.int64)

    def _life_table(self) -> tuple[Floats, Floats, Floats]:
        """Grants, other ends and months waited by band of age, of all that was published by the day."""
        days, today = self.holdings.days, days_of(self.at)
        filed, begun = days["filing_date"], days["publication_date"]
        known = (filed < NEVER) & (begun <= today) & (self.holdings.status != "")
        ended = np.isin(self.holdings.status, ("refused", "withdrawn"))
        other = np.where(ended, days["legal_status_date"], NEVER)
        stop = np.minimum(np.minimum(days["grant_date"], other), today)
        first, last = (begun - filed)[known] / MONTH, (stop - filed)[known] / MONTH
        bands = max(1, int(np.ceil(last.max() / BAND)) + 1) if known.any() else 1
        edges = np.arange(bands + 1) * BAND
        exposed = np.array([
            np.clip(np.minimum(last, edges[b + 1]) - np.maximum(first, edges[b]), 0, None).sum() for b in range(bands)
        ])  # fmt: skip
        at_band = np.clip(last // BAND, 0, bands - 1).astype(int)
        got = (days["grant_date"][known] <= today) & (days["grant_date"][known] == stop[known])
        lost = ~got & (other[known] <= today)
        granted, gone = (np.bincount(at_band[marks], minlength=bands).astype(float) for marks in (got, lost))
        return granted, gone, exposed

    def unseen(self) -> tuple[Floats, Chance]:
        """Granted by each month's end without having been published on the day: a mean over the years."""
        came = np.array([
            [(~self._seen(start) & self.holdings.granted_between(start, end)).sum() for end in ends]
            for start, ends in self.years
        ], dtype=float).reshape(len(self.years), len(self.ends))  # fmt: skip
        mean = came.mean(axis=0) if len(came) else np.zeros(len(self.ends))
        happened = int(came[:, -1].sum()) if len(came) else 0
        spread = spread_of(list(came[:, -1]), [float(mean[-1])] * len(came), happened) if len(came) else 0.0
        return mean, Chance(
            mean, happened, len(self.years), self._years(), spread, len(self.years) < 2, known=len(came) > 0
        )

    def _seen(self, at: date) -> NDArray[np.bool_]:
        seen: NDArray[np.bool_] = self.holdings.days["publication_date"] <= days_of(at)
        return seen

    def counted_when_granted(self) -> tuple[int, int]:
        """Of those granted in the same months of earlier years: how many were in force and counted at the end, of how many."""
        counted = cases = 0
        for start, ends in self.years:
            new = self.holdings.granted_between(start, ends[-1])
            cases += int(new.sum())
            counted += int((new & self.holdings.in_force(ends[-1]) & self.holdings.counts(ends[-1])).sum())
        return counted, cases


def _lent(whole: Chance, own: Chance) -> Chance:
    """The chance of all where the own cases are too few; its counts stay the own ones, marked as few."""
    return Chance(whole.by_month, own.happened, own.cases, own.years, whole.spread, few=True, known=whole.known)
