"""A cut-out looked for in every known picture: directions of edges laid over every place, at every size, coarsely.

Directions are taken twice (so that an edge from dark to light equals one from light to dark) and kept as whole numbers
of 8 bits. What is found here is a guess; `laying` looks closely.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts, thread_count
from xingzhi.engine.pictures.opening import Picture, fitted, went_on
from xingzhi.engine.pictures.shape import blurred

SIDE = 128
MARGIN = 2
COARSE = 16  # fields along the longer side
CHANNELS = 3
SIZES = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.63, 0.58, 0.53)
STEP = 60  # the 8-bit number of a field as strong as most
FAINT = 12  # fields of the cut-out weaker than this are passed over: they change little and take time
LANES = 128  # pictures gone through side by side
PART = 8 * LANES
LEAST_FIELDS = 12  # a smaller cut-out says nothing


class Placed(NamedTuple):
    """Per picture how well the cut-out fits at its best place (0 to 1), its size there (longer side, as a share of the
    picture's longer side), and its left and top edge in the same unit."""

    likeness: Array
    size: Array
    left: Array
    top: Array


class Edges(NamedTuple):
    """Edges of a picture by doubled direction, in pixels, channel by channel."""

    channels: tuple[Array, Array, Array]


def edges_by_direction(picture: Picture, cut: bool = False) -> Edges:
    """The strength of edges, and its shares along the doubled direction. `cut`: edges of the file are none."""
    values = fitted(picture.drawn, SIDE, MARGIN)
    values = blurred(went_on(values, MARGIN, 0.0, picture.at_edge) if cut else values, 1.0)
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


def placed(edges: Edges, known: list[Array]) -> Placed:
    """Lay a cut-out over all pictures (each part n x COARSE x COARSE x CHANNELS)."""
    sizes = sorted({round(COARSE * size) for size in SIZES}, reverse=True)
    cuts = [cut for size in sizes if (cut := fields_of(edges, size)).shape[0] * cut.shape[1] >= LEAST_FIELDS]
    own = np.zeros((len(cuts), COARSE, COARSE * CHANNELS), np.float32)
    shapes = np.array([cut.shape[:2] for cut in cuts], np.int64).reshape(-1, 2)
    for at, cut in enumerate(cuts):
        flat = np.where(np.abs(cut) < FAINT, 0, cut).astype(np.float32).reshape(cut.shape[0], -1)
        own[at, : flat.shape[0], : flat.shape[1]] = flat / (np.linalg.norm(cut.astype(np.float32)) + 1e-6)
    found = [np.zeros((0, 4), np.float32)]
    for part in known:
        fields = part.reshape(len(part), COARSE, COARSE * CHANNELS)

        def work(first: int, last: int, fields: Array = fields) -> Array:
            return _best_places(own, shapes, fields[first:last])

        found += in_threads(work, parts(len(part), PART), thread_count())
    best = np.concatenate(found)
    return Placed(best[:, 0], best[:, 1] / COARSE, best[:, 2] / COARSE, best[:, 3] / COARSE)


@compiled
def _best_places(own: Array, shapes: Array, known: Array) -> Array:
    """For each picture the best agreement with any of the cut-outs, as a cosine; its longer side, left and top."""
    side, width = known.shape[1], known.shape[2]
    values = np.zeros((side, width, LANES), np.float32)
    until = np.zeros((side + 1, side + 1, LANES), np.float32)  # strength from the upper left corner to here
    together = np.zeros(LANES, np.float32)
    found = np.zeros((len(known), 4), np.float32)
    for start in range(0, len(known), LANES):
        number = min(LANES, len(known) - start)
        for lane in range(number):
            for row in range(side):
                for at in range(width):
                    values[row, at, lane] = known[start + lane, row, at]
        for row in range(side):
            for column in range(side):
                first, second, third = values[row, column * 3], values[row, column * 3 + 1], values[row, column * 3 + 2]
                for lane in range(LANES):
                    here = first[lane] ** 2 + second[lane] ** 2 + third[lane] ** 2
                    until[row + 1, column + 1, lane] = (
                        here + until[row + 1, column, lane] + until[row, column + 1, lane] - until[row, column, lane]
                    )
        for cut in range(len(own)):
            high, wide = shapes[cut]
            for top in range(side - high + 1):
                for left in range(side - wide + 1):
                    together[:] = 0
                    for row in range(high):
                        for at in range(wide * CHANNELS):
                            mine = own[cut, row, at]
                            if mine == 0:
                                continue
                            its = values[top + row, left * CHANNELS + at]
                            for lane in range(LANES):
                                together[lane] += mine * its[lane]
                    for lane in range(number):
                        under = (
                            until[top + high, left + wide, lane]
                            - until[top, left + wide, lane]
                            - until[top + high, left, lane]
                            + until[top, left, lane]
                        )
                        value = together[lane] / np.sqrt(under + np.float32(1))
                        if value > found[start + lane, 0]:
                            found[start + lane, 0], found[start + lane, 1] = value, max(high, wide)
                            found[start + lane, 2], found[start + lane, 3] = left, top
    return found
