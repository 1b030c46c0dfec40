"""One picture laid over another at a guessed place, size and turn, the guess made better step by step.

Places are in longer sides of each picture, from its upper left corner. What is compared are directions of edges in fields
(see `windows`), so that colours, negatives and outlines make little difference.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts, thread_count
from xingzhi.engine.pictures.opening import AtEdge
from xingzhi.engine.pictures.windows import CHANNELS, Edges, fields_of

KNOWN = 48  # fields along the longer side of a known picture
ROUGH, CLOSE = 16, 32  # and of the picture asked for, for a first and a second look
VALUES = 6  # of a guess: number of the known picture, size, turn (radians), left, top, mirrored (0 or 1)
SIZE_STEP, TURN_STEP, PLACE_STEP = 0.06, 0.12, 0.03  # how far a guess is moved at first
ROUNDS = 3  # at most, before the steps are halved
SMALLEST, LARGEST = 0.25, 3.0  # of the picture asked for, in sides of the known one
LEAST_COVERED = 0.02  # of a known picture's edges; less says nothing
PART = 16


class Own(NamedTuple):
    """Fields of the picture asked for, of length 1 together; and the rows and columns that are compared (from, to, from,
    to): those where it may have been cut are not."""

    fields: Array
    inner: Array


class Laid(NamedTuple):
    """Per guess how well the pictures agree where they lie over each other (0 to 1), and the guess moved to where they
    agree best."""

    likeness: Array
    guesses: Array


def own_fields(edges: Edges, side: int, at_edge: AtEdge) -> Own:
    """The fields of the picture asked for, so many along its longer side."""
    fields = fields_of(edges, side).astype(np.float32)
    high, wide = fields.shape[:2]
    top, bottom, left, right = at_edge
    inner = np.array([top, high - bottom, left, wide - right], np.int64)
    kept = fields[inner[0] : inner[1], inner[2] : inner[3]]
    return Own(np.asarray(fields / (np.sqrt((kept**2).sum()) + 1e-6), np.float32), inner)


def laid(own: Own, known: Array, guesses: Array, step: float, halvings: int) -> Laid:
    """Lay the picture over known ones (n x KNOWN x KNOWN x CHANNELS) at each guess, and move it: first by `step` of the
    usual steps, which are then halved so many times."""
    moved = np.array(guesses, np.float64).reshape(-1, VALUES)

    def work(first: int, last: int) -> Array:
        return _laid(own.fields, own.inner, known, moved[first:last], step, halvings)

    found = [np.zeros(0, np.float32), *in_threads(work, parts(len(moved), PART), thread_count())]
    return Laid(np.concatenate(found), moved)


@compiled
def _laid(own: Array, inner: Array, known: Array, guesses: Array, step: float, halvings: int) -> Array:
    found = np.zeros(len(guesses), np.float32)
    side = known.shape[1]
    there = np.zeros((side + 3, side + 3, CHANNELS), np.float32)  # nothing around it, so that no place lies outside
    for at in range(len(guesses)):
        guess = guesses[at]
        fields = known[int(guess[0])]
        total = 0.0
        for row in range(side):
            for column in range(side):
                for channel in range(CHANNELS):
                    here = float(fields[row, column, channel])
                    there[row + 1, column + 1, channel] = here
                    total += here * here
        best = _agreement(own, inner, there, total, guess)
        steps = np.array([0.0, SIZE_STEP, TURN_STEP, PLACE_STEP, PLACE_STEP]) * step
        for _ in range(halvings + 1):
            for _ in range(ROUNDS):
                before = best
                for which in range(1, 5):
                    for sign in (1.0, -1.0):
                        tried = _moved(guess, which, sign * steps[which], own.shape[0], own.shape[1])
                        value = _agreement(own, inner, there, total, tried)
                        if value > best:
                            best = value
                            guess[:] = tried
                            break
                if best == before:
                    break
            steps *= 0.5
        found[at] = best
    return found


@compiled
def _moved(guess: Array, which: int, step: float, high: int, wide: int) -> Array:
    """A guess with one value changed; made larger or turned around the middle of the picture asked for."""
    found = guess.copy()
    if which > 2:
        found[which] += step
        return found
    if which == 1:
        found[1] *= 1 + step
    else:
        found[2] += step
    side = max(high, wide)
    x, y = wide / side / 2 * (-1 if guess[5] > 0 else 1), high / side / 2
    for each, sign in ((guess, 1), (found, -1)):
        cosine, sine = np.cos(each[2]) * each[1], np.sin(each[2]) * each[1]
        found[3] += sign * (x * cosine - y * sine)
        found[4] += sign * (x * sine + y * cosine)
    return found


@compiled
def _agreement(own: Array, inner: Array, there: Array, total: float, guess: Array) -> float:
    """The cosine of both where they lie over each other."""
    product, under, step = _compared(own, inner, there, guess)
    if product <= 0 or under * step * step < LEAST_COVERED * total:
        return 0.0
    return float(product / np.sqrt(under))


@compiled
def _compared(own: Array, inner: Array, there: Array, guess: Array) -> tuple[float, float, float]:
    """The product of both, the strength of the known one under the other, and how far apart the fields asked for lie
    there, in fields of the known one."""
    side = there.shape[0] - 3
    size = guess[1]
    step = size / max(own.shape[0], own.shape[1]) * side
    if size < SMALLEST or size > LARGEST:
        return 0.0, 0.0, step
    cosine, sine = np.float32(np.cos(guess[2])), np.float32(np.sin(guess[2]))
    twice, sine_twice = cosine * cosine - sine * sine, 2 * cosine * sine
    flip = np.float32(-1.0) if guess[5] > 0 else np.float32(1.0)
    half = np.float32(0.5)
    by_x, by_y = np.float32(step * cosine * flip), np.float32(step * sine * flip)
    product, under = np.float32(0), np.float32(0)
    for row in range(inner[0], inner[1]):
        x = np.float32(guess[3] * side + 0.5 - (row + 0.5) * step * sine) + (inner[2] + half) * by_x
        y = np.float32(guess[4] * side + 0.5 + (row + 0.5) * step * cosine) + (inner[2] + half) * by_y
        for column in range(inner[2], inner[3]):
            if 0 <= x < side + 1 and 0 <= y < side + 1:
                left, top = int(x), int(y)
                right, down = x - np.float32(left), y - np.float32(top)
                a, b = (1 - down) * (1 - right), (1 - down) * right
                c, d = down * (1 - right), down * right
                upper, lower = there[top], there[top + 1]
                strength = a * upper[left, 0] + b * upper[left + 1, 0] + c * lower[left, 0] + d * lower[left + 1, 0]
                along = a * upper[left, 1] + b * upper[left + 1, 1] + c * lower[left, 1] + d * lower[left + 1, 1]
                beside = a * upper[left, 2] + b * upper[left + 1, 2] + c * lower[left, 2] + d * lower[left + 1, 2]
                under += strength * strength + along * along + beside * beside
                mine, its = own[row, column, 1], own[row, column, 2] * flip
                product += own[row, column, 0] * strength
                product += (mine * twice - its * sine_twice) * along + (its * twice + mine * sine_twice) * beside
            x += by_x
            y += by_y
    return float(product), float(under), step


def covered(fields: Array, guess: Array, high: int, wide: int) -> float:
    """The share of a known picture's edges that lies under a picture of so many rows and columns, laid on it."""
    side, longer = len(fields), max(high, wide)
    strength = (fields.astype(np.float64) ** 2).sum(axis=2)
    rows, columns = np.nonzero(strength)
    x, y = (columns + 0.5) / side - guess[3], (rows + 0.5) / side - guess[4]
    cosine, sine = np.cos(guess[2]) / guess[1], np.sin(guess[2]) / guess[1]
    across, down = x * cosine + y * sine, y * cosine - x * sine
    across = across * (-1 if guess[5] > 0 else 1)
    edge = 1 / side  # a field more: what lies at the very edge is covered
    under = (across > -edge) & (across < wide / longer + edge) & (down > -edge) & (down < high / longer + edge)
    weights = strength[rows, columns]
    return float(weights[under].sum() / max(weights.sum(), 1e-9))
