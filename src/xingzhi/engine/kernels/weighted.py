"""Pairs of texts that share rare pieces, wherever these stand: a text in other words and another order.

The weight of a piece is log(texts / texts that hold it) to a power, so what everybody writes counts for next to nothing.
Likeness of two texts is a mean of two measures of sets so weighted. The cosine of the sets of two-character pieces tells
how far the technical words agree; how much of one text's characters the other holds tells a text rewritten from another
of the same trade: the one keeps what nearly all its sentences speak of, the other shares some of it. Exact but for two
rules: two texts are looked at only where they share a piece that no more than `most_common` texts hold and where the
cosine reaches `floor`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.letters import Letters
from xingzhi.engine.kernels.pieces import Pieces, contained, shared_weight, weigh

PART = 512
Pairs = tuple[Array, Array, Array]


class Blocks(NamedTuple):
    """What two texts must have in common to be looked at: a label, or days no further apart than `near`.

    Labels of text i are labels[starts[i]:starts[i + 1]], ascending. A day of -1 is not known.
    """

    starts: Array
    labels: Array
    days: Array
    near: int


class Weights(NamedTuple):
    """`exponent` of the weight of two-character pieces; their least cosine; the share of single characters in likeness."""

    exponent: float
    floor: float
    characters: float


def no_blocks(number: int) -> Blocks:
    """Every text may be compared with every other."""
    return Blocks(np.arange(number + 1), np.zeros(number, np.int64), np.full(number, -1), 0)


def weighted_pairs(
    letters: Letters, blocks: Blocks, weights: Weights, threshold: float, best: int, most_common: int, threads: int
) -> Pairs:
    """Pairs at the threshold that stand among the `best` of one of the two: (left, right, likeness), left < right."""
    pieces = weigh(letters, 2, weights.exponent, most_common, threads)
    heads, entries = _index(pieces, most_common)
    n = len(pieces.starts) - 1
    found = [
        *in_threads(
            lambda a, b: _search(a, b, pieces, heads, entries, most_common, blocks, weights.floor),
            parts(n, PART),
            threads,
        )
    ]
    left, right, likeness = (
        np.concatenate([np.empty(0, kind), *(part[i] for part in found)])
        for i, kind in enumerate((np.int32, np.int32, np.float64))
    )
    characters = contained(weigh(letters, 1, 1.0, most_common, threads), left, right, threads)
    likeness = (1 - weights.characters) * likeness + weights.characters * characters
    at = likeness >= threshold
    left, right, likeness = left[at], right[at], likeness[at]
    kept = _among_best(left, right, likeness, n, best)
    left, right, likeness = left[kept], right[kept], likeness[kept]
    order = np.lexsort((right, left))
    return left[order], right[order], likeness[order]


def _index(pieces: Pieces, most_common: int) -> tuple[Array, Array]:
    """For each piece that several but not too many texts hold, these texts, ascending."""
    # What every text holds weighs nothing, and a sum of nothing would look like a text not met yet.
    listed = (pieces.counts > 1) & (pieces.counts <= most_common) & (pieces.weights**2 > 0)
    heads = np.zeros(len(pieces.counts) + 1, np.int64)
    np.cumsum(np.where(listed, pieces.counts, 0), out=heads[1:])
    entries = np.empty(heads[-1], np.int32)
    _enter(pieces.starts, pieces.pieces, listed, heads[:-1].copy(), entries)
    return heads, entries


@compiled
def _enter(starts: Array, pieces: Array, listed: Array, next_place: Array, entries: Array) -> None:
    for text in range(len(starts) - 1):
        for i in range(starts[text], starts[text + 1]):
            piece = pieces[i]
            if listed[piece]:
                entries[next_place[piece]] = text
                next_place[piece] += 1


@compiled
def _joined(blocks: Blocks, x: int, y: int) -> bool:
    """Whether two texts share a label or stand near in time."""
    if blocks.days[x] >= 0 and blocks.days[y] >= 0 and abs(blocks.days[x] - blocks.days[y]) <= blocks.near:
        return True
    i, j = blocks.starts[x], blocks.starts[y]
    while i < blocks.starts[x + 1] and j < blocks.starts[y + 1]:
        if blocks.labels[i] == blocks.labels[j]:
            return True
        if blocks.labels[i] < blocks.labels[j]:
            i += 1
        else:
            j += 1
    return False


@compiled
def _search(
    first: int,
    last: int,
    pieces: Pieces,
    heads: Array,
    entries: Array,
    most_common: int,
    blocks: Blocks,
    threshold: float,
) -> Pairs:
    """The partners of each text of a part among the texts before it."""
    shared, met = np.zeros(last, np.float32), np.empty(last, np.int32)
    left, right, likeness, count = np.empty(256, np.int32), np.empty(256, np.int32), np.empty(256), 0
    for x in range(first, last):
        touched = 0
        for i in range(pieces.starts[x], pieces.starts[x + 1]):
            piece = pieces.pieces[i]
            square = pieces.weights[piece] ** 2
            for at in range(heads[piece], heads[piece + 1]):
                y = entries[at]
                if y >= x:
                    break
                if shared[y] == 0:
                    met[touched] = y
                    touched += 1
                shared[y] += square
        for i in range(touched):
            y = met[i]
            most, needed = (
                shared[y] + pieces.common[x] * pieces.common[y],
                threshold * pieces.norms[x] * pieces.norms[y],
            )
            shared[y] = 0
            # Sums in single precision; what is near enough is added up anew.
            if most * 1.001 < needed or not _joined(blocks, x, y):
                continue
            exact = shared_weight(pieces, x, y)
            if exact < needed:
                continue
            if count == len(left):
                left = np.concatenate((left, np.empty_like(left)))
                right = np.concatenate((right, np.empty_like(right)))
                likeness = np.concatenate((likeness, np.empty_like(likeness)))
            left[count], right[count], likeness[count] = y, x, min(1.0, exact / (pieces.norms[x] * pieces.norms[y]))
            count += 1
    return left[:count].copy(), right[:count].copy(), likeness[:count].copy()


def _among_best(left: Array, right: Array, likeness: Array, n: int, best: int) -> Array:
    """Which pairs are among the `best` of at least one of their texts; of equals the earlier ones."""
    kept = np.zeros(len(left), np.bool_)
    order = np.lexsort((right, left, -likeness))
    _mark_best(left, right, order, np.zeros(n, np.int32), best, kept)
    return kept


@compiled
def _mark_best(left: Array, right: Array, order: Array, had: Array, best: int, kept: Array) -> None:
    for at in order:
        x, y = left[at], right[at]
        kept[at] = had[x] < best or had[y] < best
        had[x] += 1
        had[y] += 1
