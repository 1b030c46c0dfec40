"""The year-end path of an indicator for one place: month by month with intervals, the target, the lists, what keeps it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from xingzhi.indicators.forecast.run import as_plain
from xingzhi.indicators.measure import Measure, Value, rate
from xingzhi.indicators.path.holdings import HIGH, VALID, Holdings, month_ends
from xingzhi.indicators.path.keeping import Keep, keeping
from xingzhi.indicators.path.lists import KindLine, Line, counted_now, entering, kinds, leaving
from xingzhi.indicators.path.parts import Gathered, gather, parts_of
from xingzhi.indicators.path.simulate import Drawn, draw
from xingzhi.indicators.path.targets import Target, targets_of
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator, Packs
from xingzhi.snapshots.models import Snapshot

LEVELS = (10.0, 90.0, 2.5, 97.5)


class NoPath(Exception):
    """No path can be drawn. `code`: "indicator" (none of those of the pack), "no_data", "over" (the year has ended), "not_over"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class PathMonth:
    """A month's end: the expected number with its 80 and 95 % intervals, and the same as the indicator's value."""

    end: date
    count: float
    counts: tuple[float, float, float, float]  # low and high of 80 %, of 95 %
    value: float | None
    values: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class YearPath:
    """A path and all it rests on. `months` is empty where the office has no earlier year to count chances from.

    `reach` is the share of drawn years that reach the target; `needed` the number of patents the target asks for;
    `fees_known` whether the fee register speaks of any of these patents; `late` whether entries after `at` are awaited.
    """

    indicator: str
    region: str
    at: date
    until: date
    late: bool
    unit: str
    now: Value
    months: tuple[PathMonth, ...]
    targets: tuple[Target, ...]
    target: Decimal | None
    needed: int | None
    reach: float | None
    kinds: tuple[KindLine, ...]
    leaving: tuple[Line, ...]
    entering: tuple[Line, ...]
    keeping: tuple[Keep, ...]
    counted_when_granted: tuple[int, int] | None
    fees_known: bool
    years: tuple[int, ...]
    pack: str
    snapshot: str
    internal: bool = True

    def as_json(self, lines: int | None = None) -> dict[str, Any]:
        """Dates as text, numbers rounded; lists cut at `lines`, with how many there are."""
        found = {name: as_plain(value) for name, value in asdict(self).items()}
        for name in ("leaving", "entering", "keeping"):
            found[f"{name}_in_all"] = len(found[name])
            found[name] = found[name][:lines]
        return found


def counted_by(indicator: Indicator, packs: Packs) -> str:
    """The indicator whose records are counted; raise `NoPath` where no path is drawn for it."""
    if indicator.id not in packs.year_path.indicators.ids:
        raise NoPath("indicator")
    name = indicator.numerator_indicator or indicator.id
    return HIGH if name == HIGH else VALID


def year_path(
    indicator: Indicator,
    packs: Packs,
    snapshot: Snapshot,
    region: str,
    at: date,
    holdings: Holdings | None = None,
    until: date | None = None,
) -> YearPath:
    """The path from a day, or from the newest entry of the register before it, to 31 December of the day's year.

    Raises `NoPath` where none can be drawn.
    """
    count_of = counted_by(indicator, packs)
    holdings = holdings or Holdings(snapshot, packs, region, count_of)
    if holdings.through is None or not holdings.keys:
        raise NoPath("no_data")
    start, until = min(at, holdings.through), until or date(at.year, 12, 31)
    if start >= until:
        raise NoPath("over")
    found = gather(holdings, start, month_ends(start, until))
    measure = Measure(indicator, packs, snapshot)
    drawn = draw(parts_of(found), len(found.ends), packs.year_path.setting("draws")) if found.history.years else None
    end = measure.of_count(Cell(region, Span(until, until)), int(counted_now(found).sum()), 0)
    targets = targets_of(snapshot, indicator, region, until.year)
    target = targets[0].value if len({each.value for each in targets}) == 1 else None
    needed = needed_for(target, end.denominator, indicator)
    out, into = leaving(found), entering(found)
    return YearPath(
        indicator=indicator.id,
        region=region,
        at=start,
        until=until,
        late=holdings.through < at,
        unit=indicator.unit.zh,
        now=measure.value(Cell(region, Span(start, start))),
        months=_months(found, drawn, end.denominator, indicator) if drawn else (),
        targets=targets,
        target=target,
        needed=needed,
        reach=float((drawn.counts[:, -1] >= needed).mean()) if drawn and needed is not None else None,
        kinds=tuple(kinds(found, out, into, drawn.effects if drawn else {})),
        leaving=tuple(out),
        entering=tuple(into),
        keeping=tuple(keeping(found, out)),
        counted_when_granted=found.counted,
        fees_known=bool(holdings.fees),
        years=tuple(sorted(ends[-1].year for _, ends in found.history.years)),
        pack="; ".join((measure.ref, packs.ref("year_path"))),
        snapshot=snapshot.label,
    )


def needed_for(target: Decimal | None, denominator: Decimal | None, indicator: Indicator) -> int | None:
    """The least number of patents whose value, rounded as the indicator is, reaches a target."""
    if target is None or (indicator.denominator and not denominator):
        return None
    if not indicator.denominator or denominator is None:
        return int(target.to_integral_value(rounding="ROUND_CEILING"))
    number = int(target * denominator)
    while number > 0 and rate(number - 1, denominator, indicator.decimals) >= target:
        number -= 1
    while rate(number, denominator, indicator.decimals) < target:
        number += 1
    return number


def _months(found: Gathered, drawn: Drawn, denominator: Decimal | None, indicator: Indicator) -> tuple[PathMonth, ...]:
    per = float(denominator) if denominator else None
    months = []
    for place, end in enumerate(found.ends):
        column = drawn.counts[:, place]
        low80, high80, low95, high95 = (float(each) for each in np.percentile(column, LEVELS))
        mean, bounds = float(column.mean()), (low80, high80, low95, high95)
        if not indicator.denominator:
            months.append(PathMonth(end, mean, bounds, mean, bounds))
        elif per is None:
            months.append(PathMonth(end, mean, bounds, None, None))
        else:
            values = (low80 / per, high80 / per, low95 / per, high95 / per)
            months.append(PathMonth(end, mean, bounds, mean / per, values))
    return tuple(months)
