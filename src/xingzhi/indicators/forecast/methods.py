"""Methods of forecasting a monthly series, in numpy. Each takes known values in order and gives the next `months`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
YEAR = 12
_LEVEL = np.array([0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9])
_TREND = np.array([0.02, 0.1, 0.3])
_DAMPING = np.array([0.8, 0.9, 0.98])
_SEASON_YEARS = 3  # fewer years tell a season from chance badly
_SEASON_SIGNAL = 1.645  # the share of a season must be larger than chance makes it, at ten per cent


def seasonal_floor(known: Values, months: int) -> Values:
    """Each month as the same month a year before; the last value where there is no year yet."""
    if len(known) < YEAR:
        return np.repeat(known[-1], months)
    return np.resize(known[-YEAR:], months)


def theta(known: Values, months: int) -> Values:
    """The theta method: half the linear trend, on a smoothed level, with a season where there is one."""
    season = season_of(known)
    plain = known - season[np.arange(len(known)) % YEAR]
    steps = np.arange(len(plain))
    slope = np.polyfit(steps, plain, 1)[0] if len(plain) > 2 else 0.0
    level, _ = _smoothed(plain, _LEVEL)
    ahead = level + slope / 2 * np.arange(1, months + 1)
    return ahead + season[(len(known) + np.arange(months)) % YEAR]


def damped(known: Values, months: int) -> Values:
    """Exponential smoothing with a trend that fades, with a season where there is one."""
    season = season_of(known)
    plain = known - season[np.arange(len(known)) % YEAR]
    best, ends = np.inf, (plain[-1], 0.0, 0.9)
    for damping in _DAMPING:
        error, level, trend = _holt(plain, damping)
        if error < best:
            best, ends = error, (level, trend, damping)
    level, trend, damping = ends
    fading = np.cumsum(damping ** np.arange(1, months + 1))
    ahead: Values = level + trend * fading + season[(len(known) + np.arange(months)) % YEAR]
    return ahead


METHODS: dict[str, Callable[[Values, int], Values]] = {
    "seasonal_floor": seasonal_floor,
    "theta": theta,
    "damped": damped,
}


def season_of(known: Values) -> Values:
    """What each month of the year adds, counted from the first value on; zeros where no season is told from chance."""
    nothing = np.zeros(YEAR)
    if len(known) < _SEASON_YEARS * YEAR:
        return nothing
    around = known - np.convolve(np.pad(known, YEAR // 2, mode="edge"), _MOVING, mode="valid")[: len(known)]
    centred = around - around.mean()
    spread = float(centred @ centred)
    if spread == 0:
        return nothing
    correlations = np.array([centred[k:] @ centred[:-k] / spread for k in range(1, YEAR + 1)])
    limit = _SEASON_SIGNAL * np.sqrt((1 + 2 * (correlations[:-1] ** 2).sum()) / len(known))
    if correlations[-1] <= limit:
        return nothing
    months = np.array([around[month::YEAR].mean() for month in range(YEAR)])
    found: Values = months - months.mean()
    return found


_MOVING = np.concatenate([[0.5], np.ones(YEAR - 1), [0.5]]) / YEAR


def _smoothed(plain: Values, weights: Values) -> tuple[float, float]:
    """The last level of simple smoothing with the weight that erred least, and that error."""
    level, error = np.repeat(plain[0], len(weights)), np.zeros(len(weights))
    for value in plain[1:]:
        error += (value - level) ** 2
        level = level + weights * (value - level)
    at = int(error.argmin())
    return float(level[at]), float(error[at])


def _holt(plain: Values, damping: float) -> tuple[float, float, float]:
    """Error, last level and last trend of the best of all weights, all tried at once."""
    alpha, beta = (grid.ravel() for grid in np.meshgrid(_LEVEL, _TREND))
    level = np.repeat(plain[0], len(alpha))
    trend = np.repeat((plain[min(YEAR, len(plain) - 1)] - plain[0]) / max(1, min(YEAR, len(plain) - 1)), len(alpha))
    error = np.zeros(len(alpha))
    for value in plain[1:]:
        ahead = level + damping * trend
        error += (value - ahead) ** 2
        risen = ahead + alpha * (value - ahead)
        trend = damping * trend + beta * (risen - level - damping * trend)
        level = risen
    at = int(error.argmin())
    return float(error[at]), float(level[at]), float(trend[at])
