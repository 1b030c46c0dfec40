"""Which known pictures hold the points of a picture, in the same arrangement.

A point asked for is compared with the lists near it only (see `lists`); pictures that hold several points turned alike
are looked at closely.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.bits import ones
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts, thread_count
from xingzhi.engine.pictures.lists import BITS, Known, bits_of
from xingzhi.engine.pictures.points import Points, changed

FURTHEST = 56  # bits by which the surroundings of one point may differ in two pictures
PROBED = 48  # lists looked through for each point
AWAY = 0.06  # of the picture's longer side: how far a point may lie from where the arrangement puts it
TURN = 0.45  # radians
SIZES = 1.5
FEWEST = 3  # points in the same arrangement that say anything
TURNS = 16  # in which turns are counted at first
CLOSELY = 300  # pictures looked at closely


class Votes(NamedTuple):
    """Per known picture the points found in the same arrangement: their weight and number; and the size, turn (radians)
    and place of the picture asked for in it, and whether it had to be mirrored."""

    weight: Array
    number: Array
    size: Array
    turn: Array
    left: Array
    top: Array
    mirrored: Array


def votes_for(asked: Points, samples: Array, known: list[Known]) -> Votes:
    """Count the points of `asked` in each known picture (those of the first part first).

    As it is, mirrored, inverted and both are tried, and the best of them is kept.
    """
    tried = [(flip, negative) for flip in (False, True) for negative in (False, True)]

    def work(first: int, last: int) -> list[Array]:
        return [_counted(*_changed(asked, *tried[at]), samples, known) for at in range(first, last)]

    counted = [each for some in in_threads(work, parts(len(tried), 1), thread_count()) for each in some]
    best, mirrored = counted[0], np.zeros(len(counted[0]), bool)
    for (flip, _), found in zip(tried[1:], counted[1:], strict=True):
        better = found[:, 0] > best[:, 0] * 1.02
        best[better], mirrored[better] = found[better], flip
    weight, number, size, turn, left, top = best.T
    return Votes(weight, number, size, turn, left, top, mirrored)


def _changed(asked: Points, flip: bool, negative: bool) -> tuple[Array, Array]:
    """Bits and places of points in a mirrored or inverted copy, the mirror at the left edge."""
    own = asked.frames.copy()
    if flip:
        own[:, 0], own[:, 3] = -own[:, 0], np.pi - own[:, 3]
    if negative:
        own[:, 3] += np.pi
    return bits_of(changed(asked.around, flip, negative)), own


def _counted(bits: Array, own: Array, samples: Array, known: list[Known]) -> Array:
    """Weight, number, size, turn, left and top for each picture."""
    nearest = [_nearest(bits, samples, each.bits, each.picture, each.starts, each.pictures) for each in known]
    pictures = sum(each.pictures for each in known)
    often = np.sum([(each >= 0).sum(axis=0) for each in nearest], axis=0)
    weights = np.log((pictures + 1) / (often + 1)).astype(np.float32)
    pairs = [*zip(nearest, known, strict=True)]
    rough = np.concatenate([_turned_alike(near, weights, own, each.frames) for near, each in pairs])
    closely = np.sort(np.argsort(-rough, kind="stable")[:CLOSELY])
    found, first = np.zeros((pictures, 6), np.float32), 0
    for near, each in pairs:
        rows = closely[(closely >= first) & (closely < first + each.pictures)]
        found[rows] = _arranged(near[rows - first], weights, own, each.frames)
        first += each.pictures
    return found


@compiled
def _nearest(own: Array, samples: Array, bits: Array, picture: Array, starts: Array, pictures: int) -> Array:
    """For each known picture and own point the number of the known point that is nearest, or -1."""
    found = np.full((pictures, len(own)), -1, np.int32)
    least = np.full((pictures, len(own)), FURTHEST + 1, np.int16)
    away_of_lists = np.zeros(len(samples), np.int64)
    for at in range(len(own)):
        first, second, third, fourth = own[at, 0], own[at, 1], own[at, 2], own[at, 3]
        counts = np.zeros(BITS + 1, np.int64)
        for sample in range(len(samples)):
            away = ones(first ^ samples[sample, 0]) + ones(second ^ samples[sample, 1])
            away += ones(third ^ samples[sample, 2]) + ones(fourth ^ samples[sample, 3])
            away_of_lists[sample] = away
            counts[away] += 1
        reach, seen = 0, counts[0]
        while seen < PROBED and reach < BITS:
            reach += 1
            seen += counts[reach]
        for sample in range(len(samples)):
            if away_of_lists[sample] > reach:
                continue
            for known in range(starts[sample], starts[sample + 1]):
                away = ones(first ^ bits[known, 0]) + ones(second ^ bits[known, 1])
                if away > FURTHEST:
                    continue
                away += ones(third ^ bits[known, 2]) + ones(fourth ^ bits[known, 3])
                where = picture[known]
                if away < least[where, at]:
                    least[where, at], found[where, at] = away, known
    return found


@compiled
def _turned_alike(nearest: Array, weights: Array, own: Array, frames: Array) -> Array:
    """For each known picture the weight of the points that are turned alike, roughly."""
    found = np.zeros(len(nearest), np.float32)
    for picture in range(len(nearest)):
        turns = np.zeros(TURNS, np.float32)
        number = 0
        for at in range(len(own)):
            if nearest[picture, at] >= 0:
                turn = (frames[nearest[picture, at], 3] - own[at, 3]) % (2 * np.pi)
                turns[int(turn / (2 * np.pi) * TURNS) % TURNS] += weights[at]
                number += 1
        if number >= FEWEST:
            for turn in range(TURNS):
                found[picture] = max(found[picture], turns[turn] + turns[(turn + 1) % TURNS])
    return found


@compiled
def _arranged(nearest: Array, weights: Array, own: Array, frames: Array) -> Array:
    """For each known picture the heaviest set of points that one move, turn and size brings together, and that move."""
    found = np.zeros((len(nearest), 6), np.float32)
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
                if away < AWAY and skew < TURN and 1 / SIZES < ratio < SIZES:
                    weight += weights[other]
                    number += 1
            if number >= FEWEST and weight > found[picture, 0]:
                found[picture, 0], found[picture, 1] = weight, number
                found[picture, 2], found[picture, 3] = scale, turn
                found[picture, 4] = there[0] - base[0] * cosine + base[1] * sine
                found[picture, 5] = there[1] - base[0] * sine - base[1] * cosine
    return found
