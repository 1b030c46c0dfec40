"""The parts a path is drawn from, for one day: who may leave and when, who may enter, by which chances."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from xingzhi.indicators.path import pledges
from xingzhi.indicators.path.chances import Chance, Floats, History
from xingzhi.indicators.path.fees import STATES, FeeStates, fee_states
from xingzhi.indicators.path.holdings import Holdings, days_of
from xingzhi.indicators.path.pledges import Ending
from xingzhi.indicators.path.simulate import Held, Parts, Waiting


@dataclass(frozen=True)
class Gathered:
    """Everything known on a day about the months ahead; the lists and the drawing both read it."""

    holdings: Holdings
    at: date
    ends: list[date]
    history: History
    fees: FeeStates
    lapses: dict[str, Chance]
    bands: NDArray[np.int64]
    granted: Floats  # band of age by month
    pending: Chance
    unseen_mean: Floats
    unseen: Chance
    counted: tuple[int, int] | None
    endings: tuple[Ending, ...]
    pledge: Chance

    @property
    def until(self) -> date:
        """The last day of the path."""
        return self.ends[-1]


def gather(holdings: Holdings, at: date, ends: list[date]) -> Gathered:
    """Read everything once."""
    history = History(holdings, at, ends)
    bands, granted, pending = history.grants()
    mean, unseen = history.unseen()
    rows = pledges.rows_of(holdings) if holdings.is_high else []
    counted = history.counted_when_granted()
    all_stay = not holdings.is_high and counted[0] == counted[1]
    return Gathered(
        holdings=holdings,
        at=at,
        ends=ends,
        history=history,
        fees=fee_states(holdings, at, ends[-1]),
        lapses=history.lapses(),
        bands=bands,
        granted=granted,
        pending=pending,
        unseen_mean=mean,
        unseen=unseen,
        counted=None if all_stay else counted,
        endings=tuple(pledges.endings(holdings, rows, at, ends[-1])),
        pledge=pledges.chance(history, rows),
    )


def parts_of(found: Gathered) -> Parts:
    """The parts as numbers: patents alike in every respect are one group."""
    holdings = found.holdings
    term = holdings.term_end()
    counts = np.column_stack(
        [holdings.counts_ahead(found.at, end) & (term > days_of(end)) for end in found.ends]
    )  # fmt: skip
    groups: Counter[tuple[int, bytes]] = Counter()
    for place in np.flatnonzero(holdings.in_force(found.at)):
        if counts[place].any():
            groups[int(found.fees.state[place]), counts[place].tobytes()] += 1
    held = tuple(
        Held(STATES[state], number, found.lapses[STATES[state]].by_month, np.frombuffer(pattern, dtype=bool))
        for (state, pattern), number in sorted(groups.items())
    )
    waiting = Counter(found.bands[holdings.pending(found.at)].tolist())
    spread = {name: chance.spread for name, chance in found.lapses.items()}
    spread |= {"pending_grant": found.pending.spread, "unseen_grant": found.unseen.spread}
    return Parts(
        held=held,
        waiting=tuple(Waiting(number, found.granted[band]) for band, number in sorted(waiting.items())),
        unseen=found.unseen_mean,
        counted=found.counted,
        pledges=tuple((_month(found.ends, each.day), found.pledge.last or 0.0) for each in found.endings),
        spread=spread,
    )


def _month(ends: list[date], day: date) -> int:
    return next(place for place, end in enumerate(ends) if day <= end)
