"""Back-test of the methods on one series: rolling origins, which method is used, its error, and its intervals.

The earlier half of the origins choose among the methods; the choice is used where it errs less than the floor over all of
them, and is measured beside the floor over the later half, which the choice among methods has not seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from xingzhi.indicators.forecast.methods import METHODS, YEAR, Values

FLOOR = "seasonal_floor"
LEVELS = (80, 95)
_TAIL = {80: 1.282, 95: 1.960}
_FEWEST = 4  # origins a half must have


@dataclass(frozen=True)
class Tested:
    """How a method did: mean absolute error, that error by the floor's in the series (MASE), how often its intervals held."""

    method: str
    mae: float | None
    mase: float | None
    coverage: dict[int, float | None]
    tests: int  # forecast values compared with what came


@dataclass(frozen=True)
class Chosen:
    """The method used, why, how it and the floor did, and the half-widths of its intervals by months ahead."""

    method: str
    why: str  # "beats_floor" | "floor_best" | "short" | "broken"
    tested: Tested
    floor: Tested
    widths: dict[int, Values]


Errors = NDArray[np.float64]  # origins by months ahead; NaN where nothing came yet


def errors_of(known: Values, method: Callable[[Values, int], Values], origins: list[int], months: int) -> Errors:
    """What came less what was said, for each origin (number of values known then) and month ahead."""
    found = np.full((len(origins), months), np.nan)
    for row, origin in enumerate(origins):
        came = known[origin : origin + months]
        found[row, : len(came)] = came - method(known[:origin], months)[: len(came)]
    return found


def half_widths(errors: Errors, level: int) -> Values:
    """Half the width of the interval of a level by months ahead, from the errors made at that distance and its
    neighbours; never narrower further ahead. Where errors are too few for the level, a normal tail of their size."""
    months = errors.shape[1]
    widths = np.zeros(months)
    for ahead in range(months):
        near = np.abs(errors[:, max(0, ahead - 1) : ahead + 2])
        sizes = np.sort(near[~np.isnan(near)])
        if not len(sizes):
            widths[ahead] = np.nan
            continue
        rank = ceil((len(sizes) + 1) * level / 100)
        tail = _TAIL[level] * float(np.sqrt((sizes**2).mean()))
        widths[ahead] = sizes[rank - 1] if rank <= len(sizes) else max(tail, sizes[-1])
    return np.fmax.accumulate(widths)


def choose(known: Values, months: int, origins: int, least: int, *, broken: bool = False) -> Chosen:
    """The method for a series, with its back-test. A series that is short or broken gets the floor."""
    starts = [start for start in range(len(known) - origins, len(known)) if start >= max(2, min(YEAR, len(known) // 2))]
    errors = {name: errors_of(known, method, starts, months) for name, method in METHODS.items()}
    half = len(starts) // 2
    why, method = "floor_best", FLOOR
    if broken or len(known) < least or half < _FEWEST:
        why = "broken" if broken else "short"
    else:
        # What came only after the choice was made would not have been known when choosing.
        early = {name: _mae(_known_by(found[:half], starts[:half], starts[half])) for name, found in errors.items()}
        best = min((name for name in METHODS if name != FLOOR), key=lambda name: early[name])
        if _mae(errors[best]) < _mae(errors[FLOOR]):
            why, method = "beats_floor", best
    scale = _scale(known)
    widths = {level: half_widths(errors[method], level) for level in LEVELS}
    return Chosen(
        method,
        why,
        _tested(method, errors[method], starts, scale),
        _tested(FLOOR, errors[FLOOR], starts, scale),
        widths,
    )


def _scale(known: Values) -> float:
    """The floor's mean error inside the series."""
    lag = YEAR if len(known) > YEAR else 1
    return float(np.abs(known[lag:] - known[:-lag]).mean()) if len(known) > lag else 0.0


def _mae(errors: Errors) -> float:
    held = np.abs(errors[~np.isnan(errors)])
    return float(held.mean()) if len(held) else float("inf")


def _known_by(errors: Errors, starts: list[int], origin: int) -> Errors:
    """The errors that had shown by a later origin."""
    found = errors.copy()
    for row, start in enumerate(starts):
        found[row, max(0, origin - start) :] = np.nan
    return found


def _tested(method: str, errors: Errors, starts: list[int], scale: float) -> Tested:
    """Errors over the later half; each interval there is drawn from the errors that had shown before its origin."""
    half = len(starts) // 2
    later = errors[half:]
    inside: dict[int, list[bool]] = {level: [] for level in LEVELS}
    for row in range(half, len(starts)):
        before = _known_by(errors[:row], starts[:row], starts[row])
        for level in LEVELS:
            widths = half_widths(before, level) if row else np.full(errors.shape[1], np.nan)
            held = ~np.isnan(errors[row]) & ~np.isnan(widths)
            inside[level] += list(np.abs(errors[row][held]) <= widths[held])
    tests = int((~np.isnan(later)).sum())
    mae = _mae(later) if tests else None
    return Tested(
        method=method,
        mae=mae,
        mase=mae / scale if mae is not None and scale else None,
        coverage={level: float(sum(hits) / len(hits)) if hits else None for level, hits in inside.items()},
        tests=tests,
    )
