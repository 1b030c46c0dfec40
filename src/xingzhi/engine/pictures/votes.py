"""Which known pictures hold the points of a picture, in the same arrangement: found by comparing bits, then geometry."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.bits import ones
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts, thread_count
from xingzhi.engine.pictures.points import VALUES, Points, changed

WORDS = 4
BITS = WORDS * 64
FURTHEST = 56  # bits by which the surroundings of one point may differ in two pictures
PART = 500
AWAY = 0.06  # of the picture's side: how far a point may lie from where the arrangement puts it
TURN = 0.45  # radians
SIZES = 1.5
FEWEST = 3  # points in the same arrangement that say anything


class Votes(NamedTuple):
    """Per known picture the points found in the same arrangement: their weight and number, the size of the known one
    in the other and its turn in degrees; and whether it had to be mirrored."""

    weight: Array
    number: Array
    scale: Array
    degrees: Array
    mirrored: Array


def _pairs() -> Array:
    """Pairs of values of the surroundings that are compared for one bit each: always the same."""
    chance = np.random.default_rng(20261127)
    return np.stack([chance.permutation(VALUES)[:2] for _ in range(BITS)])


PAIRS = _pairs()


def bits_of(around: Array) -> Array:
    """Surroundings as bits (WORDS words each)."""
    greater = around[:, PAIRS[:, 0]] > around[:, PAIRS[:, 1]] + 0.01
    return np.ascontiguousarray(np.packbits(greater, axis=1)).view(np.uint64)


def votes_for(asked: Points, side: float, bits: Array, frames: Array, ends: Array) -> Votes:
    """Count the points of `asked` in each known picture; point numbers of picture k run from ends[k] to ends[k + 1].

    As it is, mirrored, inverted and both are tried, and the best of them is kept.
    """
    best = np.zeros((len(ends) - 1, 4), np.float32)
    mirrored = np.zeros(len(ends) - 1, bool)
    for flip in (False, True):
        for negative in (False, True):
            own = asked.frames.copy()
            if flip:
                own[:, 0], own[:, 3] = side - own[:, 0], np.pi - own[:, 3]
            if negative:
                own[:, 3] += np.pi
            found = _counted(bits_of(changed(asked.around, flip, negative)), own, side, bits, frames, ends)
            better = found[:, 0] > best[:, 0] * 1.02
            best[better], mirrored[better] = found[better], flip
    return Votes(best[:, 0], best[:, 1], best[:, 2], np.degrees(best[:, 3]) % 360, mirrored)


def _counted(own: Array, own_frames: Array, side: float, bits: Array, frames: Array, ends: Array) -> Array:
    cut = parts(len(ends) - 1, PART)
    threads = thread_count()
    nearest = np.concatenate(
        [
            np.zeros((0, len(own)), np.int64),
            *in_threads(lambda a, b: _nearest(own, bits, ends[a : b + 1]), cut, threads),
        ]
    )
    often = (nearest >= 0).sum(axis=0)
    weights = np.log((len(ends) + 1) / (often + 1)).astype(np.float32)
    found = in_threads(lambda a, b: _arranged(nearest[a:b], weights, own_frames, frames, side), cut, threads)
    return np.concatenate([np.zeros((0, 4), np.float32), *found])


@compiled
def _nearest(own: Array, bits: Array, ends: Array) -> Array:
    """For each known picture and own point the number of the known point that is nearest, or -1."""
    found = np.full((len(ends) - 1, len(own)), -1, np.int64)
    for picture in range(len(ends) - 1):
        for at in range(len(own)):
            least = FURTHEST + 1
            for known in range(ends[picture], ends[picture + 1]):
                away = ones(own[at, 0] ^ bits[known, 0]) + ones(own[at, 1] ^ bits[known, 1])
                if away >= least:
                    continue
                away += ones(own[at, 2] ^ bits[known, 2]) + ones(own[at, 3] ^ bits[known, 3])
                if away < least:
                    least = away
                    found[picture, at] = known
    return found


@compiled
def _arranged(nearest: Array, weights: Array, own: Array, frames: Array, side: float) -> Array:
    """For each known picture the heaviest set of points that one move, turn and size brings together."""
    found = np.zeros((len(nearest), 4), np.float32)
    for picture in range(len(nearest)):
        matched = np.flatnonzero(nearest[picture] >= 0)
        if len(matched) < FEWEST:
            continue
        for one in matched:
            base, there = own[one], frames[nearest[picture, one]]
            scale, turn = there[2] / base[2], there[3] - base[3]
            cosine, sine = np.cos(turn) * scale, np.sin(turn) * scale
            weight, number = np.float32(0), 0
            for other in matched:
                mine, its = own[other], frames[nearest[picture, other]]
                x, y = mine[0] - base[0], mine[1] - base[1]
                away = np.hypot(there[0] + x * cosine - y * sine - its[0], there[1] + x * sine + y * cosine - its[1])
                skew = abs((its[3] - mine[3] - turn + np.pi) % (2 * np.pi) - np.pi)
                ratio = its[2] / mine[2] / scale
                if away < AWAY * side and skew < TURN and 1 / SIZES < ratio < SIZES:
                    weight += weights[other]
                    number += 1
            if number >= FEWEST and weight > found[picture, 0]:
                found[picture, 0], found[picture, 1] = weight, number
                found[picture, 2], found[picture, 3] = scale, turn
    return found
