"""A cut-out found in the picture it was cut from: directions of edges laid over every place, at every size.

Directions are taken twice (so that an edge from dark to light equals one from light to dark) and kept as whole numbers
of 8 bits. First all pictures are searched coarsely, then the best ones finely.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts, thread_count
from xingzhi.engine.pictures.opening import Picture, fitted
from xingzhi.engine.pictures.shape import blurred

SIDE = 128
COARSE, FINE = 16, 32
CHANNELS = 3
SIZES = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.63, 0.58, 0.53)
STEP = 60  # the 8-bit number of a field as strong as most
SHORTLIST = 250
PART = 500
LEAST_FIELDS = 12  # a smaller cut-out says nothing
LEAST_SHARE = 0.25  # of the cut-out's own strength that must lie under it


class Laid(NamedTuple):
    """Per picture how well the cut-out fits at its best place (0 to 1), and its size there as a share of the picture."""

    likeness: Array
    size: Array


class Edges(NamedTuple):
    """Edges of a picture by doubled direction, in pixels, channel by channel."""

    channels: tuple[Array, Array, Array]


def edges_by_direction(picture: Picture) -> Edges:
    """The strength of edges, and its shares along the doubled direction."""
    values = blurred(fitted(picture.drawn, SIDE, 2), 1.0)
    down, across = np.gradient(values)
    strength = np.hypot(down, across)
    level = float(np.quantile(strength, 0.98)) * 0.5 + 1e-6
    kept = np.minimum(strength / level, 1) / (strength + 1e-9)
    square = kept / (strength + 1e-9)
    return Edges((kept * strength * 0.6, square * (across**2 - down**2), square * 2 * across * down))


def fields_of(edges: Edges, side: int) -> Array:
    """The edges in fields (rows x columns x CHANNELS, 8-bit) of a picture whose longer side has `side` of them."""
    found = np.stack([fitted(each, side) for each in edges.channels], axis=2)
    level = float(np.sqrt((found**2).sum(axis=2).mean())) + 1e-6
    return np.clip(np.round(found / level * STEP), -127, 127).astype(np.int8)


def squared(fields: Array, side: int) -> Array:
    """Fields in a square of `side`, nothing where the picture is shorter."""
    high, wide, _ = fields.shape
    return np.pad(fields, ((0, side - high), (0, side - wide), (0, 0)))


def laid(edges: Edges, coarse: Array, fine: Array, shapes: Array) -> Laid:
    """Lay a cut-out over all pictures (n x COARSE x COARSE x CHANNELS, n x FINE x FINE x CHANNELS); `shapes` are rows and
    columns of the fine fields in use."""
    everyone = np.arange(len(coarse))
    rough = _everywhere(edges, COARSE, coarse, (shapes + 1) // 2, everyone)
    short = np.argsort(-rough.likeness, kind="stable")[:SHORTLIST]
    exact = _everywhere(edges, FINE, fine, shapes, short)
    likeness, size = np.zeros(len(coarse), np.float32), rough.size.copy()
    likeness[short], size[short] = exact.likeness, exact.size
    return Laid(likeness, size)


def _everywhere(edges: Edges, side: int, known: Array, shapes: Array, which: Array) -> Laid:
    best = np.zeros((len(which), 2), np.float32)
    for size in SIZES:
        own = fields_of(edges, round(side * size))
        if own.shape[0] * own.shape[1] < LEAST_FIELDS:
            continue

        def work(first: int, last: int, own: Array = own) -> Array:
            return _best_place(own, known, shapes, which[first:last])

        found = np.concatenate([np.zeros(0, np.float32), *in_threads(work, parts(len(which), PART), thread_count())])
        better = found > best[:, 0]
        best[better, 0], best[better, 1] = found[better], own.shape[0] * own.shape[1]
    area = np.maximum(shapes[which, 0] * shapes[which, 1], 1)
    return Laid(best[:, 0], best[:, 1] / area)


@compiled
def _best_place(own: Array, known: Array, shapes: Array, which: Array) -> Array:
    """The best agreement of the fields with any place of each picture, as a cosine."""
    high, wide = own.shape[0], own.shape[1]
    width = wide * CHANNELS
    flat = own.reshape(high, width)
    energy = np.int64(0)
    for row in range(high):
        for at in range(width):
            energy += np.int64(flat[row, at]) * np.int64(flat[row, at])
    found = np.zeros(len(which), np.float32)
    for number in range(len(which)):
        picture = known[which[number]].reshape(known.shape[1], known.shape[2] * CHANNELS)
        down, right = shapes[which[number], 0] - high, shapes[which[number], 1] - wide
        if down < 0 or right < 0:  # a cut-out may be a field larger, by rounding
            continue
        for top in range(down + 1):
            for left in range(0, (right + 1) * CHANNELS, CHANNELS):
                product, under = np.int32(0), np.int32(0)
                for row in range(high):
                    mine = flat[row]
                    its = picture[top + row, left : left + width]
                    for at in range(width):
                        product += np.int32(mine[at]) * np.int32(its[at])
                        under += np.int32(its[at]) * np.int32(its[at])
                if product > 0 and under > LEAST_SHARE * energy:
                    value = np.float32(product / np.sqrt(np.float64(energy) * np.float64(under)))
                    if value > found[number]:
                        found[number] = value
    return found
