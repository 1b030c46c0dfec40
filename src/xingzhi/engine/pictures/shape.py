"""The whole shape of a picture: its edges seen from their middle, ring by ring, whatever its size, turn or colours.

Edges are alike in a filled drawing, its negative and its outline, once blurred. A turned picture moves all rings by the
same angle, a mirrored one runs them backwards; so the best of all turns is found with one Fourier transform per picture.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts, thread_count
from xingzhi.engine.pictures.opening import Picture, fitted

SIDE = 128
MARGIN = 8
RINGS = 20
ANGLES = 128
WAVES = 28  # slowest waves around a ring that are kept
TURNS = 64  # turns tried; `laying` finds them more exactly
REACH = 2.1  # the outermost ring, in mean (quadratic) distances of the edges from their middle
BLUR = 2.2  # pixels
PART = 2000


class Turned(NamedTuple):
    """Likeness (-1 to 1) of each known shape with the one asked for, at its best turn: degrees, mirrored or not."""

    likeness: Array
    degrees: Array
    mirrored: Array


def shape_of(picture: Picture) -> tuple[Array, Array]:
    """The waves of the rings (RINGS x WAVES, complex), of length 1; and the column and row of their middle and the reach
    of the outermost, in longer sides of the picture."""
    edges = edges_of(fitted(picture.drawn, SIDE, MARGIN))
    rows, columns = np.indices(edges.shape, np.float32)
    total = float(edges.sum()) or 1.0
    y, x = float((edges * rows).sum()) / total, float((edges * columns).sum()) / total
    reach = REACH * float(np.sqrt((edges * ((rows - y) ** 2 + (columns - x) ** 2)).sum() / total)) + 1e-3
    radii = (np.arange(RINGS) + 0.5) / RINGS * reach
    angles = np.arange(ANGLES) * (2 * np.pi / ANGLES)
    polar = _at(edges, y + radii[:, None] * np.sin(angles), x + radii[:, None] * np.cos(angles))
    polar = (polar - polar.mean()) * np.sqrt(radii)[:, None]
    waves = np.fft.rfft(polar, axis=1)[:, :WAVES]
    waves[:, 1:] *= np.sqrt(2)  # a wave and its conjugate
    middle = np.array([x - MARGIN + 0.5, y - MARGIN + 0.5, reach], np.float32) / SIDE
    return (waves / (np.linalg.norm(waves) or 1.0)).astype(np.complex64), middle


def edges_of(values: Array) -> Array:
    """How strongly values change from pixel to pixel, levelled and blurred."""
    down, across = np.gradient(values)
    strength = np.hypot(down, across)
    level = float(np.quantile(strength, 0.98)) * 0.5 + 1e-6
    return blurred(np.minimum(strength / level, 1).astype(np.float32), BLUR)


def blurred(values: Array, sigma: float) -> Array:
    """Values under a Gaussian of so many pixels."""
    width = int(np.ceil(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-width, width + 1) / sigma) ** 2)
    return _blur(np.ascontiguousarray(values, np.float32), (weights / weights.sum()).astype(np.float32))


def turned(asked: Array, known: list[Array]) -> Turned:
    """The shape asked for beside all known shapes (each part n x RINGS x WAVES)."""
    cut = [(part, *each) for part in known for each in parts(len(part), PART)]

    def work(first: int, last: int) -> list[Turned]:
        return [_turned(asked, part[start:stop]) for part, start, stop in cut[first:last]]

    found = [each for some in in_threads(work, parts(len(cut), 1), thread_count()) for each in some]
    return Turned(*(np.concatenate(each) for each in zip(*found, strict=True)))


def _turned(asked: Array, known: Array) -> Turned:
    products = _products(asked, known)
    around = np.fft.irfft(products, TURNS, axis=2) * TURNS / 2
    best = around.argmax(axis=2)
    value = np.take_along_axis(around, best[:, :, None], axis=2)[:, :, 0]
    mirrored = value[:, 1] > value[:, 0] + 1e-3
    side = mirrored.astype(np.int64)
    rows = np.arange(len(known))
    return Turned(value[rows, side], best[rows, side] * (360 / TURNS), mirrored)


@compiled
def _products(asked: Array, known: Array) -> Array:
    """For each known shape the waves of its agreement with the shape asked for, as it is and mirrored."""
    found = np.zeros((len(known), 2, TURNS // 2 + 1), np.complex64)
    for at in range(len(known)):
        for wave in range(WAVES):
            plain, mirrored = np.complex64(0), np.complex64(0)
            for ring in range(RINGS):
                there = known[at, ring, wave]
                plain += np.conj(asked[ring, wave]) * there
                mirrored += asked[ring, wave] * there
            double = np.float32(2.0) if wave == 0 else np.float32(1.0)
            found[at, 0, wave] = plain * double
            found[at, 1, wave] = mirrored * double
    return found


@compiled
def _blur(values: Array, weights: Array) -> Array:
    high, wide = values.shape
    width = len(weights) // 2
    across = np.empty_like(values)
    for row in range(high):
        for column in range(wide):
            total = np.float32(0)
            for step in range(-width, width + 1):
                total += weights[step + width] * values[row, min(max(column + step, 0), wide - 1)]
            across[row, column] = total
    found = np.zeros_like(values)
    for row in range(high):
        for step in range(-width, width + 1):
            source = min(max(row + step, 0), high - 1)
            weight = weights[step + width]
            for column in range(wide):
                found[row, column] += weight * across[source, column]
    return found


def _at(values: Array, rows: Array, columns: Array) -> Array:
    """Values between pixels; nothing outside."""
    padded = np.pad(values, 1)
    high, wide = padded.shape
    rows, columns = np.clip(rows + 1, 0, high - 1.001), np.clip(columns + 1, 0, wide - 1.001)
    top, left = rows.astype(np.int64), columns.astype(np.int64)
    down, across = rows - top, columns - left
    upper = padded[top, left] * (1 - across) + padded[top, left + 1] * across
    lower = padded[top + 1, left] * (1 - across) + padded[top + 1, left + 1] * across
    return np.asarray(upper * (1 - down) + lower * down)
