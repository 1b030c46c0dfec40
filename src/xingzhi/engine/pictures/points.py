"""Points of a picture that are found again when it is cut, turned, resized or photographed, and what lies around each.

The scale-invariant feature transform of Lowe (2004; its patent ended in 2020): extrema of differences of blurred copies,
turned to the prevailing direction of change, described by 4 x 4 fields of 8 directions each.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.pictures.shape import blurred

FIELDS = 4
DIRECTIONS = 8
VALUES = FIELDS * FIELDS * DIRECTIONS
STEPS = 3  # per halving of the picture
SIGMA = 1.6
SHARP = 0.5  # blur a picture is taken to have
LEAST_SIDE = 16
FAINTEST = 0.015  # a point stands out by so much of the whole range of brightness
LONGEST_RATIO = 10.0  # points along a straight edge slide: curvatures of more than this ratio
BORDER = 4
BINS = 36


class Points(NamedTuple):
    """Column, row, size and direction (radians) of each point; and its surroundings (VALUES per point, length 1)."""

    frames: Array
    around: Array

    def first(self, most: int) -> Points:
        """The strongest ones."""
        return Points(self.frames[:most], self.around[:most])


def points_of(brightness: Array, most: int, doubled: bool = False) -> Points:
    """The points that stand out most, strongest first. `doubled` looks for finer ones in a copy twice as large."""
    values = np.ascontiguousarray(brightness, np.float32)
    zoom = 1.0
    if doubled:
        values, zoom = _doubled(values), 0.5
    base = blurred(values, float(np.sqrt(max(SIGMA**2 - (SHARP / zoom) ** 2, 0.01))))
    found: list[tuple[Array, Array, Array]] = []
    while min(base.shape) >= LEAST_SIDE:
        levels = _levels(base)
        spots = _extrema(levels[1:] - levels[:-1], FAINTEST / STEPS)
        frames, around = _described(levels, spots)
        frames[:, :3] *= zoom
        found.append((frames[:, 4], frames[:, :4], around))
        base, zoom = np.ascontiguousarray(levels[STEPS, ::2, ::2]), zoom * 2
    if not found:
        return Points(np.empty((0, 4), np.float32), np.empty((0, VALUES), np.float32))
    strength, frames, around = (np.concatenate([each[at] for each in found]) for at in range(3))
    order = np.argsort(-strength, kind="stable")[:most]
    return Points(frames[order], around[order])


def changed(around: Array, mirrored: bool, inverted: bool) -> Array:
    """What the surroundings would be in a mirrored or inverted copy of the picture."""
    fields = around.reshape(-1, FIELDS, FIELDS, DIRECTIONS)
    if mirrored:  # across the direction of the point
        fields = fields[:, ::-1, :, (-np.arange(DIRECTIONS)) % DIRECTIONS]
    if inverted:  # the direction of the point turns by half a circle and takes its directions along
        fields = fields[:, ::-1, ::-1]
    return np.ascontiguousarray(fields.reshape(-1, VALUES))


def _doubled(values: Array) -> Array:
    for axis in (0, 1):
        between = (values + np.roll(values, -1, axis)) / 2
        values = np.stack([values, between], axis + 1).reshape(
            [side * (1 + (at == axis)) for at, side in enumerate(values.shape)]
        )
    return np.ascontiguousarray(values, np.float32)


def _levels(base: Array) -> Array:
    levels = [base]
    for step in range(1, STEPS + 3):
        before, after = (SIGMA * 2 ** (each / STEPS) for each in (step - 1, step))
        levels.append(blurred(levels[-1], float(np.sqrt(after**2 - before**2))))
    return np.stack(levels)


@compiled
def _extrema(steps: Array, faintest: float) -> Array:
    """Level, row, column and strength of each pixel that is greatest or least among its 26 neighbours."""
    count, high, wide = steps.shape
    found = np.empty((high * wide // 4 + 1, 4), np.float32)
    number = 0
    for level in range(1, count - 1):
        for row in range(BORDER, high - BORDER):
            for column in range(BORDER, wide - BORDER):
                value = steps[level, row, column]
                if abs(value) < faintest or number == len(found):
                    continue
                sign = 1.0 if value > 0 else -1.0
                most = True
                for at in range(27):
                    z, y, x = at // 9 - 1, at // 3 % 3 - 1, at % 3 - 1
                    if at != 13 and steps[level + z, row + y, column + x] * sign >= value * sign:
                        most = False
                        break
                if not most:
                    continue
                here = steps[level]
                down = here[row + 1, column] + here[row - 1, column] - 2 * value
                across = here[row, column + 1] + here[row, column - 1] - 2 * value
                both = (
                    here[row + 1, column + 1]
                    - here[row + 1, column - 1]
                    - here[row - 1, column + 1]
                    + here[row - 1, column - 1]
                ) / 4
                product = down * across - both * both
                if product <= 0 or (down + across) ** 2 * LONGEST_RATIO >= (LONGEST_RATIO + 1) ** 2 * product:
                    continue
                found[number, 0], found[number, 1], found[number, 2], found[number, 3] = level, row, column, abs(value)
                number += 1
    return found[:number]


@compiled
def _described(levels: Array, spots: Array) -> tuple[Array, Array]:
    """One or two points per spot: column, row, size, direction, strength; and the surroundings."""
    frames = np.empty((len(spots) * 2, 5), np.float32)
    around = np.zeros((len(spots) * 2, VALUES), np.float32)
    number = 0
    for spot in spots:
        image = levels[int(spot[0])]
        row, column, size = int(spot[1]), int(spot[2]), SIGMA * 2 ** (spot[0] / STEPS)
        bins = _directions(image, row, column, size)
        highest = bins.max()
        taken = 0
        for at in range(BINS):
            before, after = bins[(at - 1) % BINS], bins[(at + 1) % BINS]
            if taken == 2 or bins[at] < 0.8 * highest or bins[at] <= before or bins[at] < after or highest <= 0:
                continue
            shift = 0.5 * (before - after) / (before - 2 * bins[at] + after)
            direction = (at + shift) * (2 * np.pi / BINS)
            _surroundings(image, row, column, size, direction, around[number])
            frames[number, 0], frames[number, 1], frames[number, 2] = column, row, size
            frames[number, 3], frames[number, 4] = direction, spot[3]
            number += 1
            taken += 1
    return frames[:number].copy(), around[:number].copy()


@compiled
def _directions(image: Array, row: int, column: int, size: float) -> Array:
    """How much the picture changes in each direction around a pixel."""
    raw = np.zeros(BINS)
    high, wide = image.shape
    reach = int(4.5 * size)
    for y in range(max(1, row - reach), min(high - 1, row + reach + 1)):
        for x in range(max(1, column - reach), min(wide - 1, column + reach + 1)):
            across, down = image[y, x + 1] - image[y, x - 1], image[y + 1, x] - image[y - 1, x]
            near = np.exp(-((y - row) ** 2 + (x - column) ** 2) / (2 * (1.5 * size) ** 2))
            at = int(np.round(np.arctan2(down, across) * (BINS / (2 * np.pi)))) % BINS
            raw[at] += near * np.sqrt(across**2 + down**2)
    for _ in range(2):
        smooth = raw.copy()
        for at in range(BINS):
            smooth[at] = (raw[(at - 1) % BINS] + 2 * raw[at] + raw[(at + 1) % BINS]) / 4
        raw = smooth
    return raw


@compiled
def _surroundings(image: Array, row: int, column: int, size: float, direction: float, found: Array) -> None:
    """Fill in the fields of directions around a point, in its own direction; length 1, square roots of shares."""
    high, wide = image.shape
    field = 3 * size
    cosine, sine = np.cos(direction), np.sin(direction)
    reach = int(field * (FIELDS + 1) * 0.7072 + 0.5)
    for y in range(max(1, row - reach), min(high - 1, row + reach + 1)):
        for x in range(max(1, column - reach), min(wide - 1, column + reach + 1)):
            along = ((x - column) * cosine + (y - row) * sine) / field
            beside = (-(x - column) * sine + (y - row) * cosine) / field
            v, u = beside + FIELDS / 2 - 0.5, along + FIELDS / 2 - 0.5
            if v <= -1 or v >= FIELDS or u <= -1 or u >= FIELDS:
                continue
            across, down = image[y, x + 1] - image[y, x - 1], image[y + 1, x] - image[y - 1, x]
            strength = np.sqrt(across**2 + down**2) * np.exp(-(along**2 + beside**2) / (FIELDS * FIELDS / 2))
            w = (np.arctan2(down, across) - direction) * (DIRECTIONS / (2 * np.pi)) % DIRECTIONS
            v0, u0, w0 = int(np.floor(v)), int(np.floor(u)), int(np.floor(w))
            for corner in range(8):
                dv, du, dw = corner // 4, corner // 2 % 2, corner % 2
                if v0 + dv < 0 or v0 + dv >= FIELDS or u0 + du < 0 or u0 + du >= FIELDS:
                    continue
                share = abs(1 - dv - (v - v0)) * abs(1 - du - (u - u0)) * abs(1 - dw - (w - w0))
                found[((v0 + dv) * FIELDS + u0 + du) * DIRECTIONS + (w0 + dw) % DIRECTIONS] += strength * share
    total = found.sum()
    if total > 0:
        found[:] = np.sqrt(found / total)
