"""How fresh the records behind a figure are, up to when they are complete, and what is missing of them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Query
from xingzhi.indicators.series import years_loaded
from xingzhi.packs import Packs
from xingzhi.packs.indicators import Lag
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class Freshness:
    """The records of a place in the register a figure counts, and the column it is dated by."""

    rows: int
    oldest: date | None
    newest: date | None
    undated: int
    unassigned: int  # of no place below the one asked for


@lru_cache(maxsize=64)
def _between(path: Path, label: str, column: str) -> tuple[date | None, date | None]:
    """The oldest and the newest day; `label` tells snapshots made anew at one place apart."""
    if not path.exists():
        return None, None
    with DuckDBEngine(threads=1) as engine:
        engine.register("rows", path)
        text = f'SELECT min("{column}") AS oldest, max("{column}") AS newest FROM rows'  # noqa: S608
        oldest, newest = (column[0].as_py() for column in engine.sql(text).columns)
    return (oldest, newest) if isinstance(oldest, date) and isinstance(newest, date) else (None, None)


def reaching(measure: Measure) -> tuple[date | None, date | None]:
    """The oldest and the newest day any record of the snapshot gives in the column the figure is dated by."""
    register, column = measure.query.register, measure.dated_by
    return _between(measure.snapshot.path(register.name), measure.snapshot.label, column.name)


def freshness(measure: Measure, region: str) -> Freshness:
    """How many records of the region the snapshot holds, from when to when."""
    query = measure.query
    column = query.register[query.count_rule.date_field].name
    text = f"""
        SELECT count(*) AS rows, min("{column}") AS oldest, max("{column}") AS newest,
            count(*) FILTER ("{column}" IS NULL) AS undated, count(*) FILTER (region = $region) AS unassigned
        FROM rows WHERE starts_with(region, $region) AND region_how <> 'outside'
    """  # noqa: S608
    found = query.engine.sql(text, region=region).to_pylist()[0]
    below = measure.packs.regions.children(region)
    return Freshness(**found | {"unassigned": found["unassigned"] if below else 0})


def lag_of(measure: Measure) -> Lag | None:
    """How long records of the register keep coming in; None where nothing is set."""
    return measure.packs.lags.get(measure.query.register.name)


def complete_until(measure: Measure) -> date | None:
    """The last day whose records are taken as all here; None where nothing is known."""
    return records_until(measure.query, measure.snapshot, measure.packs)


def records_until(query: Query, snapshot: Snapshot, packs: Packs) -> date | None:
    """The last day whose records are taken as all here: the newest record's, less the lag; None where nothing is known."""
    column = query.register[query.count_rule.date_field].name
    _, newest = _between(snapshot.path(query.register.name), snapshot.label, column)
    if newest is None:
        return None
    lag = packs.lags.get(query.register.name)
    return newest - timedelta(days=lag.days) if lag else newest


@dataclass(frozen=True)
class Reach:
    """How far the records behind a figure reach: the newest one's day, and the last day taken as all here (`until`)."""

    newest: date
    until: date

    @property
    def last_month(self) -> date:
        """The end of the last month whose records are all here."""
        return self.until if month_complete(self.until, self.until) else self.until.replace(day=1) - timedelta(days=1)


def counting(measure: Measure) -> Measure:
    """The figure itself where it counts records, else the first one it is made of that does."""
    return counting(measure.parts[0]) if measure.parts else measure


def reach(measure: Measure) -> Reach | None:
    """How far the records of a figure reach; None where none is dated, or nothing feeds it."""
    counted = counting(measure)
    until = complete_until(counted) if counted.sourced else None
    if until is None:
        return None
    lag = lag_of(counted)
    return Reach(until + timedelta(days=lag.days if lag else 0), until)


def short_of(measure: Measure, day: date) -> Reach | None:
    """How far the records reach where those up to a day are not all here; None where they are, or nothing is known."""
    found = reach(measure)
    return found if found and day > found.until else None


def month_complete(end: date, until: date | None) -> bool:
    """Whether the month that ends on or after a day is over and its records are all here."""
    last = end.replace(day=monthrange(end.year, end.month)[1])
    return end == last and until is not None and last <= until


def population_gaps(measure: Measure, region: str, years: range) -> list[int]:
    """The years in which the rate cannot be computed because the population of the year it divides by is not loaded."""
    series = measure.indicator.denominator
    if series is None:
        return []
    held = set(years_loaded(measure.snapshot, series, measure.packs.regions, region))
    return [year for year in years if year + series.year_offset not in held]
