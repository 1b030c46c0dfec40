"""The forecast of one indicator for one place: months ahead with intervals, the method, and its back-test beside."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from xingzhi.indicators.forecast.backtest import LEVELS, Chosen, choose
from xingzhi.indicators.forecast.methods import METHODS, Values
from xingzhi.indicators.forecast.series import MonthlySeries, month_end, monthly
from xingzhi.indicators.measure import Measure
from xingzhi.packs.year_path import YearPathRules
from xingzhi.registers.record import plain

MONTHS_AHEAD = 12
LEAST = 3  # known months below which nothing is said


@dataclass(frozen=True)
class Ahead:
    """One month ahead: the expected value and its intervals; None where no error tells how wide they are."""

    month: date
    value: float
    low80: float | None
    high80: float | None
    low95: float | None
    high95: float | None


@dataclass(frozen=True)
class Forecast:
    """A forecast and all it rests on. `ahead` is empty and `missing` says why where nothing can be said."""

    indicator: str
    region: str
    unit: str
    source: str  # "computed" | "official"
    series: MonthlySeries
    used: int  # months in a row the method saw
    ahead: tuple[Ahead, ...]
    chosen: Chosen | None
    missing: str  # "" | "no_data" | "short"
    pack: str
    snapshot: str
    internal: bool = True

    def as_json(self) -> dict[str, Any]:
        """Dates as text, numbers rounded to four places."""
        return {name: as_plain(value) for name, value in asdict(self).items()}


def as_plain(value: Any) -> Any:
    """A value as JSON has it: dates as text, numbers to four places, unknown ones null."""
    if isinstance(value, dict):
        return {str(name): as_plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list | np.ndarray):
        return [as_plain(each) for each in value]
    if isinstance(value, float):
        return None if np.isnan(value) else round(value, 4)
    return plain(value)


def forecast(measure: Measure, region: str, at: date, rules: YearPathRules) -> Forecast:
    """The next twelve months of an indicator as computed from the registers."""
    return of_series(measure, region, monthly(measure, region, at, rules), rules)


def of_series(
    measure: Measure, region: str, series: MonthlySeries, rules: YearPathRules, source: str = "computed"
) -> Forecast:
    """The next twelve months of a series. Where months are missing inside it, only what follows the last gap is used."""
    known = unbroken(series.values)
    ahead: tuple[Ahead, ...] = ()
    chosen = None
    if len(known) >= LEAST:
        chosen = choose(
            known, MONTHS_AHEAD, rules.setting("origins"), rules.setting("least_months"), broken=bool(series.gaps)
        )
        ahead = _ahead(known, chosen, series.months[len(series.values) - 1 - _after_last(series.values)])
    return Forecast(
        indicator=measure.indicator.id,
        region=region,
        unit=measure.indicator.unit.zh,
        source=source,
        series=series,
        used=len(known),
        ahead=ahead,
        chosen=chosen,
        missing="" if ahead else "short" if len(known) else "no_data",
        pack="; ".join((measure.ref, measure.packs.ref("year_path"))),
        snapshot=measure.snapshot.label,
    )


def _after_last(values: tuple[float | None, ...]) -> int:
    """How many values at the end are unknown."""
    return next((back for back, value in enumerate(reversed(values)) if value is not None), 0)


def unbroken(values: tuple[float | None, ...]) -> Values:
    """The known values after the last gap, in order."""
    end = len(values) - _after_last(values)
    start = max((place + 1 for place, value in enumerate(values[:end]) if value is None), default=0)
    return np.array([value for value in values[start:end] if value is not None], dtype=np.float64)


def _ahead(known: Values, chosen: Chosen, last: date) -> tuple[Ahead, ...]:
    said = np.maximum(METHODS[chosen.method](known, MONTHS_AHEAD), 0.0)
    found, end = [], last
    for place, value in enumerate(said):
        end = month_end(end + timedelta(1))
        bounds: list[float | None] = []
        for level in LEVELS:
            width = float(chosen.widths[level][place])
            bounds += [None, None] if np.isnan(width) else [max(0.0, float(value) - width), float(value) + width]
        found.append(Ahead(end, float(value), *bounds))
    return tuple(found)
