"""Paths of an earlier year, drawn from what was known at each month's end, beside what came.

A path is drawn on the snapshot there was on its day. Where none is kept, today's stands in with what is dated after the day
left out: entries made late or corrected since are then known too early, and `Drawn.then` is false.
Two plain guesses stand beside: that nothing changes, and that the change of the year before comes again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from xingzhi.indicators.change.ends import snapshot_on
from xingzhi.indicators.forecast.run import as_plain
from xingzhi.indicators.path.holdings import Holdings, month_ends, shifted
from xingzhi.indicators.path.run import NoPath, YearPath, counted_by, year_path
from xingzhi.packs import Indicator, Packs
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class Drawn:
    """One path: from which day, what it said of the year's end, what came, and whether it lay inside its intervals."""

    at: date
    said: float
    low80: float
    high80: float
    low95: float
    high95: float
    came: int
    unchanged: int  # the number on the day
    as_before: int | None  # that number and the change of the year before
    snapshot: str  # on which it was drawn
    then: bool  # whether that is the one of the day


@dataclass(frozen=True)
class BackTest:
    """How the paths of a year did, in patents. Means are of absolute errors at the year's end."""

    indicator: str
    region: str
    year: int
    paths: tuple[Drawn, ...]
    error: float | None
    error_unchanged: float | None
    error_as_before: float | None
    inside80: float | None
    inside95: float | None
    month_ends: int  # months' ends of all paths, over which the shares inside are counted
    snapshot: str
    pack: str

    def as_json(self) -> dict[str, Any]:
        """Dates as text, numbers rounded."""
        return {name: as_plain(value) for name, value in asdict(self).items()}


def back_test(indicator: Indicator, packs: Packs, snapshot: Snapshot, region: str, year: int) -> BackTest:
    """Paths from 31 December before the year and from each month's end in it; raise `NoPath` where none can be."""
    holdings = Holdings(snapshot, packs, region, counted_by(indicator, packs))
    end = date(year, 12, 31)
    if holdings.through is None or not holdings.keys:
        raise NoPath("no_data")
    if holdings.through < end:
        raise NoPath("not_over")
    drawn: list[Drawn] = []
    inside: list[tuple[bool, bool]] = []
    for at in [date(year - 1, 12, 31), *month_ends(date(year - 1, 12, 31), date(year, 11, 30))]:
        found = _path(indicator, packs, holdings, at, end)
        if found is None:
            continue
        known, path = found
        drawn.append(_drawn(known, path, end, _count(holdings, end), then=known is not holdings))
        for month in path.months:
            came, (low80, high80, low95, high95) = _count(holdings, month.end), month.counts
            inside.append((low80 <= came <= high80, low95 <= came <= high95))
    marks = np.array(inside, dtype=float)
    return BackTest(
        indicator=indicator.id,
        region=region,
        year=year,
        paths=tuple(drawn),
        error=_mean([abs(each.said - each.came) for each in drawn]),
        error_unchanged=_mean([abs(each.unchanged - each.came) for each in drawn]),
        error_as_before=_mean([abs(each.as_before - each.came) for each in drawn if each.as_before is not None]),
        inside80=float(marks[:, 0].mean()) if inside else None,
        inside95=float(marks[:, 1].mean()) if inside else None,
        month_ends=len(inside),
        snapshot=snapshot.label,
        pack=packs.ref("year_path"),
    )


def _path(
    indicator: Indicator, packs: Packs, holdings: Holdings, at: date, end: date
) -> tuple[Holdings, YearPath] | None:
    """The path of a day to the year's end, and on what it was drawn; None where no earlier year gives chances."""
    then = snapshot_on(at, "patents")
    if then is not None and then.revision != holdings.snapshot.revision:
        kept = Holdings(then, packs, holdings.region, holdings.count_of)
        holdings = kept if kept.keys and kept.through is not None else holdings
    path = year_path(indicator, packs, holdings.snapshot, holdings.region, at, holdings, until=end)
    return (holdings, path) if path.months else None


def _drawn(holdings: Holdings, path: YearPath, end: date, came: int, *, then: bool) -> Drawn:
    last = path.months[-1]
    low80, high80, low95, high95 = last.counts
    now, earlier = _count(holdings, path.at), shifted(path.at, -1)
    change = _count(holdings, shifted(end, -1)) - _count(holdings, earlier)
    return Drawn(path.at, last.count, low80, high80, low95, high95, came, now, now + change, path.snapshot, then)


def _count(holdings: Holdings, at: date) -> int:
    return int((holdings.in_force(at) & holdings.counts(at)).sum())


def _mean(values: list[float]) -> float | None:
    return float(np.mean(values)) if values else None
