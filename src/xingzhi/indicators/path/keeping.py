"""The actions that keep patents or mend their records, each tied to one patent, by what they keep.

There are four, named by the pack. None asks for a filing, a grant or a pledge that does not exist yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from xingzhi.indicators.high_value import CLASSES
from xingzhi.indicators.high_value.states import covers
from xingzhi.indicators.path.lists import Line, counted_now
from xingzhi.indicators.path.parts import Gathered
from xingzhi.indicators.query import Cell, Span

# Which action mends what leaves a class undecided. Reasons that wait for a decision of the office are no data.
MENDS = {
    "family": {"grant_unknown": "prove_family", "grant_day_missing": "prove_family", "end_day_missing": "prove_family"},
    "pledge": {"amount_missing": "record_pledge", "registration_day_missing": "record_pledge",
               "release_day_missing": "record_pledge"},
    "sei": {"text_missing": "mend_data", "no_symbols": "mend_data", "symbols_missing": "mend_data",
            "main_missing": "mend_data", "subclass_only": "mend_data"},
    "ten_years": {"no_date": "mend_data"},
    "award": {"award_unknown": "mend_data", "award_day_missing": "mend_data"},
}  # fmt: skip
ORDER = ("pay_fee", "prove_family", "record_pledge", "mend_data")


@dataclass(frozen=True)
class Keep:
    """One action on one patent. `keeps` is the expected number kept by the year's end (None: unknown, at most one).

    `reason` says what is missing; `register` and `record` where to look; `fee_year` 0 where no row names it.
    """

    key: str
    action: str
    due: date | None
    keeps: float | None
    reason: str
    register: str
    record: str = ""
    fee_year: int = 0


def keeping(found: Gathered, out: list[Line]) -> list[Keep]:
    """Every action: fees known to be unpaid first, by their day; then those that keep most, the earlier day first."""
    lines = [
        Keep(line.key, "pay_fee", line.day, line.chance, line.kind, "annual_fees", "", line.fee_year)
        for line in out
        if line.kind in ("fee_overdue", "fee_due", "fee_unknown")
    ]
    lines += _undecided(found) if found.holdings.is_high else []
    lines += _status(found)
    return sorted(lines, key=_rank)


def _rank(each: Keep) -> tuple[bool, float, bool, int, date, str]:
    unpaid = each.reason in ("fee_overdue", "fee_due")
    most = 0.0 if unpaid else -(each.keeps or 0.0)
    return not unpaid, most, each.keeps is None, ORDER.index(each.action), each.due or date.max, each.key


def _undecided(found: Gathered) -> list[Keep]:
    """Patents in force that may be of high value and are not known to be, for lack of data; each action once."""
    open_ = found.holdings.in_force(found.at) & ~counted_now(found)
    lines: dict[tuple[str, str], Keep] = {}
    for row in found.holdings.facts:
        action = MENDS[row["class"]].get(row["reason"], "") if row["class"] in CLASSES else ""
        if action and row["level"] == "possible" and open_[row["place"]] and covers(row, found.at):
            record = row["record"] if row["register"] != "patents" else ""
            lines.setdefault(
                (row["key"], action),
                Keep(row["key"], action, None, None, row["reason"], row["register"], record),
            )
    return list(lines.values())


def _status(found: Gathered) -> list[Keep]:
    """Inventions of which it is not known whether they are in force."""
    holdings = found.holdings
    cell = Cell(holdings.region, Span(found.at, found.at), {"patent_type": "invention"})
    marks = np.array(holdings.valid.marks(cell)["undecided"], dtype=bool)
    return [Keep(holdings.keys[place], "mend_data", None, None, "status", "patents") for place in np.flatnonzero(marks)]
