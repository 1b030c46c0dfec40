"""Points of known pictures as bits, in lists by the sample they are nearest to: a point is looked for in few of them.

The samples are points of the first pictures; later pictures are sorted by the same ones, so nothing is built anew.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.bits import ones
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.pictures.points import VALUES

WORDS = 4
BITS = WORDS * 64
LISTS = 1024  # at most
POINTS_PER_LIST = 32  # at least, on average


class Known(NamedTuple):
    """Points of so many known pictures, list by list: their bits, places, picture; and where each list starts."""

    bits: Array
    frames: Array
    picture: Array
    starts: Array
    pictures: int


def _pairs() -> Array:
    """Pairs of values of the surroundings that are compared for one bit each: always the same."""
    chance = np.random.default_rng(20261127)
    return np.stack([chance.permutation(VALUES)[:2] for _ in range(BITS)])


PAIRS = _pairs()


def bits_of(around: Array) -> Array:
    """Surroundings as bits (WORDS words each)."""
    greater = around[:, PAIRS[:, 0]] > around[:, PAIRS[:, 1]] + 0.01
    return np.ascontiguousarray(np.packbits(greater, axis=1)).view(np.uint64)


def samples_of(bits: Array) -> Array:
    """Points by which others are sorted into lists: the same for the same points."""
    number = max(1, min(LISTS, len(bits) // POINTS_PER_LIST))
    chosen = np.random.default_rng(20261127).permutation(len(bits))[:number]
    return np.ascontiguousarray(bits[np.sort(chosen)]) if len(bits) else np.zeros((1, WORDS), np.uint64)


def listed(samples: Array, bits: Array, frames: Array, picture: Array) -> tuple[Array, Array, Array, Array]:
    """Bits, places and pictures of points sorted into lists, and where each list starts."""
    which = _nearest_sample(samples, bits)
    order = np.argsort(which, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(which, minlength=len(samples)))]).astype(np.int64)
    return bits[order], frames[order], picture[order].astype(np.int32), starts


@compiled
def _nearest_sample(samples: Array, bits: Array) -> Array:
    found = np.zeros(len(bits), np.int64)
    for at in range(len(bits)):
        least = BITS + 1
        for sample in range(len(samples)):
            away = ones(bits[at, 0] ^ samples[sample, 0]) + ones(bits[at, 1] ^ samples[sample, 1])
            away += ones(bits[at, 2] ^ samples[sample, 2]) + ones(bits[at, 3] ^ samples[sample, 3])
            if away < least:
                least, found[at] = away, sample
    return found
