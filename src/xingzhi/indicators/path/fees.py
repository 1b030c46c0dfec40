"""What is known of each patent's annual fee on a day: paid, due, past due, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from xingzhi.indicators.path.holdings import Holdings, days_of

STATES = ("fee_unknown", "fee_paid", "fee_due", "fee_overdue")
UNKNOWN, PAID, DUE, OVERDUE = range(4)


@dataclass(frozen=True)
class FeeStates:
    """Per patent: its state, the day the fee concerned is due, and its fee year (0 where no row names it)."""

    state: NDArray[np.int64]
    due: NDArray[np.int64]
    year: NDArray[np.int64]


def fee_states(holdings: Holdings, at: date, until: date) -> FeeStates:
    """The states on a day, for fees due up to another. A payment after the day was not known on it.

    Where the register says nothing of a patent the due day is the next anniversary of its filing.
    """
    today, last = days_of(at), days_of(until)
    state = np.full(len(holdings.keys), UNKNOWN)
    due = _next_anniversary(holdings, today)
    year = np.zeros(len(holdings.keys), dtype=np.int64)
    for row in holdings.fees:  # by year: a later unpaid year is not hidden by an earlier paid one
        place, day = row["place"], days_of(row["due_on"]) if row["due_on"] else None
        if day is not None and day > last:
            continue
        if _paid(row, at):
            if state[place] == UNKNOWN and _covers(holdings, place, day, today):
                state[place] = PAID
        elif state[place] < DUE:
            late = row["fee_status"] == "overdue" if day is None else day < today
            state[place], year[place] = OVERDUE if late else DUE, row["fee_year"]
            due[place] = due[place] if day is None else day
    return FeeStates(state, due, year)


def _paid(row: dict[str, object], at: date) -> bool:
    paid_on = row["paid_on"]
    if isinstance(paid_on, date):
        return paid_on <= at
    return row["fee_status"] == "paid"


def _covers(holdings: Holdings, place: int, day: int | None, today: int) -> bool:
    """Whether a paid fee is the newest there can be: due within the last year."""
    return day is None or day > today - 366


def _next_anniversary(holdings: Holdings, today: int) -> NDArray[np.int64]:
    """The next day on which the months and days of filing come again."""
    found = holdings.days["filing_date"].copy()
    for later in holdings.anniversaries:
        found = np.where(found < today, later, found)
    return found
