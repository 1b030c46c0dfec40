"""What the registers held of a place's inventions on a day, as arrays: dates as days, in the order of the numbers.

Facts dated after the day are not used, so that a path can be drawn as it could have been drawn then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.forecast.series import month_end, newest_entry
from xingzhi.indicators.high_value.facts import facts_path
from xingzhi.indicators.high_value.reading import reading
from xingzhi.indicators.high_value.states import covers
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Packs
from xingzhi.packs.year_path import YearPathRules
from xingzhi.snapshots.models import Snapshot

Marks = NDArray[np.bool_]
Days = NDArray[np.int64]
NEVER = np.iinfo(np.int64).max // 2  # a day that has not come
VALID, HIGH = "valid_inventions", "high_value_inventions"
_INVENTIONS = {"patent_type": "invention"}
_DATES = ("filing_date", "publication_date", "grant_date", "lapse_date", "legal_status_date")


@dataclass
class Holdings:
    """The inventions of a region in one snapshot, and what can be asked of them for any day.

    `count_of` is the indicator whose records are counted: valid or high-value inventions.
    """

    snapshot: Snapshot
    packs: Packs
    region: str
    count_of: str
    held_cache: dict[date, Marks] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules: YearPathRules = self.packs.year_path
        self.valid = Measure(self.packs.indicators[VALID], self.packs, self.snapshot).query
        self.reading = reading(self.packs) if self.is_high else None
        columns = ", ".join(f"CAST({name} - DATE '1970-01-01' AS BIGINT) AS {name}" for name in _DATES)
        with DuckDBEngine() as engine:
            engine.register("rows", self.snapshot.path("patents"))
            rows = engine.sql(
                f"SELECT key, region, legal_status, {columns} FROM rows WHERE patent_type = 'invention'"  # noqa: S608
                " AND starts_with(region, $region) AND region_how <> 'outside' ORDER BY key",
                region=self.region,
            )
        self.keys: list[str] = rows["key"].to_pylist()
        self.status = np.array([each or "" for each in rows["legal_status"].to_pylist()], dtype=object)
        self.days = {name: np.array(rows[name].fill_null(NEVER), dtype=np.int64) for name in _DATES}
        self.through = newest_entry(self.snapshot, "patents")

    @property
    def is_high(self) -> bool:
        """Whether high-value inventions are counted."""
        return self.count_of == HIGH

    def in_force(self, at: date) -> Marks:
        """Which are granted and in force on a day, by the pack's own definition."""
        if at not in self.held_cache:
            found = self.valid.marks(Cell(self.region, Span(at, at), _INVENTIONS))
            self.held_cache[at] = np.array(found["fits"], dtype=bool)
        return self.held_cache[at]

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """What makes inventions of the region high value, for certain or possibly; `place` is that in the arrays."""
        if self.reading is None:
            return []
        with DuckDBEngine(threads=1) as engine:
            engine.register("facts", facts_path(self.snapshot, self.reading))
            rows = engine.sql("SELECT * FROM facts ORDER BY key, class, since").to_pylist()
        return [row | {"place": self.places[row["key"]]} for row in rows if row["key"] in self.places]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each number stands in the arrays."""
        return {key: place for place, key in enumerate(self.keys)}

    def counts(self, at: date, *classes: str) -> Marks:
        """Which would be counted on a day if in force: all, or those of high value for certain (by these classes)."""
        if self.reading is None:
            return np.ones(len(self.keys), dtype=bool)
        found = np.zeros(len(self.keys), dtype=bool)
        if at < self.reading.valid_from:
            return found
        held = [row["place"] for row in self.facts if row["level"] == "sure" and covers(row, at)
                and (not classes or row["class"] in classes)]  # fmt: skip
        found[held] = True
        return found

    def counts_ahead(self, at: date, end: date) -> Marks:
        """Which would be counted on a later day by what is certain on a day: as now, and by the years that pass."""
        if self.reading is None:
            return self.counts(at)
        return self.counts(at) | self.counts(end, "ten_years")

    def pending(self, at: date) -> Marks:
        """Which were published, and neither granted nor ended, on a day."""
        day = days_of(at)
        ended = np.isin(self.status, ("refused", "withdrawn")) & (self.days["legal_status_date"] <= day)
        known = self.status != ""
        waiting: Marks = known & (self.days["publication_date"] <= day) & (self.days["grant_date"] > day) & ~ended
        return waiting

    def granted_between(self, after: date, until: date) -> Marks:
        """Which were granted after one day, up to another."""
        granted = self.days["grant_date"]
        marks: Marks = (granted > days_of(after)) & (granted <= days_of(until))
        return marks

    @cached_property
    def anniversaries(self) -> list[Days]:
        """The days on which the day of filing comes again, year after year, to the end of the term."""
        return [anniversaries(self.days["filing_date"], years) for years in range(1, self.rules.term.years + 1)]

    def term_end(self) -> Days:
        """The day after the term of each."""
        return self.anniversaries[-1] + 1

    @cached_property
    def fees(self) -> list[dict[str, Any]]:
        """The annual fees of these inventions: place in the arrays, fee year, due day, paid day, status."""
        return self.rows_of(
            "annual_fees",
            "SELECT application_no, fee_year, due_on, paid_on, fee_status FROM annual_fees ORDER BY application_no, fee_year",
        )

    def rows_of(self, register: str, query: str) -> list[dict[str, Any]]:
        """The rows of a register that speak of these inventions, each with its place in the arrays."""
        path = self.snapshot.path(register)
        if not path.exists():
            return []
        with DuckDBEngine(threads=1) as engine:
            engine.register(register, path)
            rows = engine.sql(query).to_pylist()
        return [
            row | {"place": self.places[row["application_no"]]} for row in rows if row["application_no"] in self.places
        ]


def days_of(day: date) -> int:
    """A day as a number."""
    return (day - date(1970, 1, 1)).days


def day_of(number: int) -> date:
    """A number as a day."""
    return date(1970, 1, 1) + timedelta(days=int(number))


def anniversaries(days: Days, years: int) -> Days:
    """The same day so many years later (29 February: the 28th); unknown days stay unknown."""
    known = days < NEVER
    moved = days.copy()
    if known.any():
        stamps = days[known].astype("datetime64[D]")
        months = stamps.astype("datetime64[M]")
        target = months + 12 * years
        last = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
        offset = np.minimum((stamps - months.astype("datetime64[D]")).astype(np.int64), last - 1)
        moved[known] = target.astype("datetime64[D]").astype(np.int64) + offset
    return moved


def month_ends(after: date, until: date) -> list[date]:
    """The months' ends after a day, up to another."""
    found, day = [], after
    while day < until:
        day = min(until, month_end(day + timedelta(1)))
        found.append(day)
    return found


def shifted(day: date, years: int) -> date:
    """The same day of another year; the end of February stays its end."""
    if (day + timedelta(1)).day == 1:
        return month_end(date(day.year + years, day.month, 1))
    return day.replace(year=day.year + years)
