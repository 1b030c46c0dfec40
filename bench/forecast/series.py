"""Invented monthly series of the kinds an office has: grants of small and large places, stocks, with and without season."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MONTHS = 84
LEVELS = (0.6, 4.0, 25.0, 300.0)  # entries a month, from a banner to a province
SHAPES = ("level", "trend", "season", "break")


def invented(count: int, seed: int) -> list[tuple[str, NDArray[np.float64]]]:
    """`count` series of each level and shape, flows and the stocks they make, by kind."""
    dice = np.random.default_rng(seed)
    found = []
    for level in LEVELS:
        for shape in SHAPES:
            for _ in range(count):
                flow = dice.poisson(level * _shape(shape, dice)).astype(np.float64)
                found.append((f"flow {shape}", flow))
                found.append((f"stock {shape}", _stock(flow, level, dice)))
    return found


def _shape(shape: str, dice: np.random.Generator) -> NDArray[np.float64]:
    months = np.arange(MONTHS)
    swing = np.exp(np.cumsum(dice.normal(0, 0.04, MONTHS)))  # years are not alike
    if shape == "trend":
        swing *= 1 + months / MONTHS
    if shape == "season":
        swing *= 1 + 0.5 * np.sin(2 * np.pi * (months + dice.integers(12)) / 12)
    if shape == "break":
        swing[dice.integers(30, 66) :] *= dice.choice([0.5, 1.8])
    return swing


def _stock(flow: NDArray[np.float64], level: float, dice: np.random.Generator) -> NDArray[np.float64]:
    """What is in force: grants come in, six per cent a year lapse."""
    held, found = level * 60, []
    for entered in flow:
        held += entered - dice.binomial(max(0, int(held)), 0.005)
        found.append(max(0.0, held))
    return np.array(found)
