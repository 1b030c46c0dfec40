"""Patents that count by a pledge alone whose term ends: how often such a pledge was released in earlier years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from xingzhi.indicators.path.chances import Chance, History, spread_of
from xingzhi.indicators.path.holdings import Holdings


@dataclass(frozen=True)
class Ending:
    """A pledge that ends within the path: the patent's place and the day."""

    place: int
    day: date
    record: str


def rows_of(holdings: Holdings) -> list[dict[str, Any]]:
    """The pledges of these inventions with a day on which they end."""
    return holdings.rows_of(
        "pledges",
        "SELECT key, application_no, due_on, released_on FROM pledges WHERE due_on IS NOT NULL ORDER BY due_on, key",
    )


def endings(holdings: Holdings, rows: list[dict[str, Any]], at: date, until: date) -> list[Ending]:
    """Pledges that end in the span, of patents no other class counts for; none where an ended pledge counts as well."""
    read = holdings.reading
    if read is None or read.value("pledge_in_force") == "no":
        return []
    only = holdings.counts(at) & ~holdings.counts(at, "sei", "family", "award") & ~holdings.counts(until, "ten_years")
    only &= holdings.in_force(at)
    return [
        Ending(row["place"], row["due_on"], row["key"])
        for row in rows
        if only[row["place"]] and at < row["due_on"] <= until and not _released(row, at)
    ]


def chance(history: History, rows: list[dict[str, Any]]) -> Chance:
    """Of pledges whose term ended in the same months of earlier years, the share released by the year's end."""
    came, cases = [], []
    for start, ends in history.years:
        open_ = [row for row in rows if start < row["due_on"] <= ends[-1] and not _released(row, start)]
        cases.append(float(len(open_)))
        came.append(float(sum(_released(row, ends[-1]) for row in open_)))
    number, happened = int(sum(cases)), int(sum(came))
    share = happened / number if number else 0.0
    years = tuple(sorted(ends[-1].year for _, ends in history.years))
    spread = spread_of(came, [share * each for each in cases], happened)
    return Chance(np.repeat(share, len(history.ends)), happened, number, years, spread, number < history.least,
                  known=number > 0)  # fmt: skip


def _released(row: dict[str, Any], at: date) -> bool:
    return row["released_on"] is not None and row["released_on"] <= at
