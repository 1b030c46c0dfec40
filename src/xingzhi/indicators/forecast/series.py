"""The monthly series of an indicator, from a snapshot or from official figures received; what is not known stays None.

A month counts once the register reaches its end: the months after the newest entry are late, not low.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs.year_path import YearPathRules
from xingzhi.snapshots.models import Snapshot

DATED = {"patents": ("publication_date", "grant_date", "lapse_date", "legal_status_date")}
_PERIOD = re.compile(r"^\s*(\d{4})\s*[-年./]?\s*(\d{1,2})\s*月?(?:末|底)?\s*$")


@dataclass(frozen=True)
class MonthlySeries:
    """Values by month from `first` on. `gaps` are months inside the series without a value; `late` those not yet told.

    `through` is the newest entry of the register.
    """

    months: tuple[date, ...]  # last days
    values: tuple[float | None, ...]
    gaps: tuple[date, ...]
    late: tuple[date, ...]
    through: date | None


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_between(first: date, last: date) -> list[date]:
    """The last days of the months from one day's to another's."""
    found = []
    while first <= last:
        found.append(month_end(first))
        first = found[-1] + timedelta(1)
    return found


def newest_entry(snapshot: Snapshot, register: str, date_field: str = "") -> date | None:
    """The newest day an entry of the whole register is of, up to the day of the snapshot."""
    names = DATED.get(register) or ((date_field,) if date_field else ())
    as_of = timezone.localdate(snapshot.as_of)
    if not names:
        return as_of
    newest = ", ".join(f'max(CASE WHEN "{name}" <= $as_of THEN "{name}" END)' for name in names)
    with DuckDBEngine(threads=1) as engine:
        engine.register("rows", snapshot.path(register))
        row = engine.sql(f"SELECT {newest} FROM rows", as_of=as_of).to_pylist()[0]  # noqa: S608
    return max((day for day in row.values() if day), default=None)


def monthly(measure: Measure, region: str, at: date, rules: YearPathRules) -> MonthlySeries:
    """The series of an indicator for a place, up to the last month its register tells whole."""
    count = measure.count
    if count is None:  # reckoned from other indicators, or without a source
        return MonthlySeries((), (), (), (), None)
    through = newest_entry(measure.snapshot, measure.query.register.name, count.date_field)
    if through is None:
        return MonthlySeries((), (), (), (), None)
    last = complete_month(min(through, at), rules)
    first = max(_back(last, rules.setting("series_months") - 1), measure.indicator.since or date.min)
    months = months_between(first.replace(day=1), last)
    if not months:
        return MonthlySeries((), (), (), (), through)
    missing = empty_months(measure, count.date_field, months, rules)
    values: list[float | None]
    if measure.indicator.kind == "flow":
        counted = {
            row["month"]: row["known"]
            for row in measure.query.breakdown(
                Cell(region, Span(months[0].replace(day=1), months[-1])), ("month",)
            ).to_pylist()
        }
        values = [float(counted.get(f"{end:%Y-%m}", 0)) for end in months]
    else:
        found = [measure.value(Cell(region, Span(end, end))).value for end in months]
        values = [None if value is None else float(value) for value in found]
    values = [None if end in missing else value for end, value in zip(months, values, strict=True)]
    known = [place for place, value in enumerate(values) if value is not None]
    late = tuple(end for end in months_between(last + timedelta(1), at) if end <= at)
    if not known:
        return MonthlySeries((), (), (), late, through)
    held = slice(known[0], len(months))
    gaps = tuple(end for end, value in zip(months[held], values[held], strict=True) if value is None)
    return MonthlySeries(tuple(months[held]), tuple(values[held]), gaps, late, through)


def complete_month(newest: date, rules: YearPathRules) -> date:
    """The last month's end that entries up to a day tell whole."""
    end = month_end(newest)
    if (end - newest).days <= rules.setting("complete_days"):
        return end
    return newest.replace(day=1) - timedelta(1)


def _back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(max(1, year), month + 1, 1)


def empty_months(measure: Measure, field: str, months: list[date], rules: YearPathRules) -> set[date]:
    """Months for which the whole register holds nothing while it usually holds many: a file is missing."""
    register = measure.query.register.name
    with DuckDBEngine(threads=1) as engine:
        engine.register("rows", measure.snapshot.path(register))
        rows = engine.sql(
            f"SELECT strftime(\"{field}\", '%Y-%m') AS month, count(*) AS entries FROM rows"  # noqa: S608
            f' WHERE "{field}" BETWEEN $first AND $last GROUP BY 1',
            first=months[0].replace(day=1), last=months[-1],
        ).to_pylist()  # fmt: skip
    held = {row["month"]: row["entries"] for row in rows}
    usual = sorted(held.values())[len(held) // 2] if held else 0
    if usual < rules.setting("gap_entries"):
        return set()
    begun = min(held)
    return {end for end in months if f"{end:%Y-%m}" > begun and f"{end:%Y-%m}" not in held}


def month_of_period(text: str) -> date | None:
    """The month an official figure's period names (2026-03, 2026年3月); None where it is no month."""
    found = _PERIOD.match(text)
    if not found or not 1 <= int(found[2]) <= 12 or not 1985 <= int(found[1]) <= 9990:
        return None
    return month_end(date(int(found[1]), int(found[2]), 1))


def of_official(figures: list[tuple[str, float]]) -> MonthlySeries:
    """The series of official figures received, (period, value); two different values for one month leave it unknown."""
    held: dict[date, set[float]] = {}
    for period, value in figures:
        if end := month_of_period(period):
            held.setdefault(end, set()).add(value)
    if not held:
        return MonthlySeries((), (), (), (), None)
    months = months_between(min(held).replace(day=1), max(held))
    values = [next(iter(held[end])) if len(held.get(end, ())) == 1 else None for end in months]
    gaps = tuple(end for end, value in zip(months, values, strict=True) if value is None)
    return MonthlySeries(tuple(months), tuple(values), gaps, (), max(held))
