"""A path from its parts: years are drawn, each with its own luck per kind, and counted at every month's end. numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SEED = 20_261_231  # the same records give the same path


@dataclass(frozen=True)
class Held:
    """So many patents in force with one chance to leave by each month's end; `counts` says at which of them they count."""

    kind: str
    number: int
    leaving: Floats
    counts: NDArray[np.bool_]


@dataclass(frozen=True)
class Waiting:
    """So many applications with one chance to be granted by each month's end."""

    number: int
    granted: Floats


@dataclass(frozen=True)
class Parts:
    """Everything a path is drawn from. `spread` is each kind's relative variance between years."""

    held: tuple[Held, ...]
    waiting: tuple[Waiting, ...]
    unseen: Floats  # mean number granted by each month's end
    counted: tuple[int, int] | None  # of those granted, how many stay and count of how many; None: all
    pledges: tuple[tuple[int, float], ...]  # place of the month, chance that the class ends with it
    spread: dict[str, float]


@dataclass(frozen=True)
class Drawn:
    """The paths drawn: years by months' ends; and the mean effect of each kind by the last."""

    counts: Floats
    effects: dict[str, float]


def draw(parts: Parts, months: int, draws: int) -> Drawn:
    """`draws` possible ways to the year's end."""
    dice = np.random.default_rng(SEED)
    luck = {kind: _luck(dice, value, draws) for kind, value in sorted(parts.spread.items())}
    counts = np.zeros((draws, months))
    effects: dict[str, float] = {}
    for group in parts.held:
        left = _happened(dice, group.number, group.leaving, luck.get(group.kind), draws)
        counts += (group.number - left) * group.counts
        lost = float(left[:, -1].mean()) * bool(group.counts[-1])
        effects[group.kind] = effects.get(group.kind, 0.0) - lost
    share = _share(dice, parts.counted, draws)
    entered = np.zeros((draws, months))
    for waiting in parts.waiting:
        entered += _happened(dice, waiting.number, waiting.granted, luck.get("pending_grant"), draws)
    unseen = dice.poisson(np.outer(luck.get("unseen_grant", np.ones(draws)), _steps(parts.unseen))).cumsum(axis=1)
    for kind, number in (("pending_grant", entered), ("unseen_grant", unseen.astype(float))):
        counted = _thinned(dice, number, share)
        counts += counted
        effects[kind] = float(counted[:, -1].mean()) if months else 0.0
    for month, chance in parts.pledges:
        gone = dice.random(draws) < chance
        counts[:, month:] -= gone[:, None]
        effects["pledge_end"] = effects.get("pledge_end", 0.0) - float(gone.mean())
    return Drawn(np.maximum(counts, 0.0), effects)


def _luck(dice: np.random.Generator, spread: float, draws: int) -> Floats:
    """A factor of mean one and the variance given: what makes a whole year good or bad."""
    if spread <= 0:
        return np.ones(draws)
    return dice.gamma(1 / spread, spread, draws)


def _steps(by_month: Floats) -> Floats:
    steps: Floats = np.clip(np.diff(by_month, prepend=0.0), 0.0, None)
    return steps


def _happened(
    dice: np.random.Generator, number: int, by_month: Floats, luck: Floats | None, draws: int
) -> NDArray[np.float64]:
    """To how many of `number` it happened by each month's end, for each draw."""
    luck = np.ones(draws) if luck is None else luck
    done = np.zeros((draws, len(by_month)))
    left = np.full(draws, number)
    so_far = np.zeros(draws)
    for month, step in enumerate(_steps(by_month)):
        wanted = np.minimum(step * luck, 1 - so_far)
        with np.errstate(divide="ignore", invalid="ignore"):
            chance = np.where(so_far < 1, np.clip(wanted / (1 - so_far), 0, 1), 0)
        now = dice.binomial(left, chance)
        left = left - now
        so_far = so_far + wanted
        done[:, month] = number - left
    return done


def _share(dice: np.random.Generator, counted: tuple[int, int] | None, draws: int) -> Floats:
    """The share of those granted that count, as unsure as its number of cases leaves it."""
    if counted is None:
        return np.ones(draws)
    return dice.beta(counted[0] + 0.5, counted[1] - counted[0] + 0.5, draws)


def _thinned(dice: np.random.Generator, number: Floats, share: Floats) -> Floats:
    """How many of those that came by each month's end count."""
    steps = np.diff(number, axis=1, prepend=0.0).astype(np.int64)
    thinned: Floats = dice.binomial(steps, share[:, None]).cumsum(axis=1).astype(float)
    return thinned
