"""Pairs of texts that share rare two-character pieces, wherever these stand: a text in other words and another order.

The weight of a piece is log(texts / texts that hold it) to a power, so what everybody writes counts for next to nothing.
Likeness of two texts is the cosine of their sets of pieces so weighted. Exact but for one rule: two texts are looked at
only where they share a piece that no more than `most_common` texts hold.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.letters import Letters

PART = 512
KNOWN = 8191  # characters told apart, the most frequent ones; what is rarer still counts as one
Pairs = tuple[Array, Array, Array]


class Blocks(NamedTuple):
    """What two texts must have in common to be looked at: a label, or days no further apart than `near`.

    Labels of text i are labels[starts[i]:starts[i + 1]], ascending. A day of -1 is not known.
    """

    starts: Array
    labels: Array
    days: Array
    near: int


class Pieces(NamedTuple):
    """Texts as sets of pieces, ascending; the weight of every piece; of each text the norm, and that of common pieces."""

    starts: Array
    pieces: Array
    weights: Array
    counts: Array
    norms: Array
    common: Array


def no_blocks(number: int) -> Blocks:
    """Every text may be compared with every other."""
    return Blocks(np.arange(number + 1), np.zeros(number, np.int64), np.full(number, -1), 0)


def weighted_pairs(
    letters: Letters, blocks: Blocks, exponent: float, threshold: float, best: int, most_common: int, threads: int
) -> Pairs:
    """Pairs at the threshold that stand among the `best` of one of the two: (left, right, likeness), left < right."""
    pieces = _weigh(letters, exponent, most_common, threads)
    heads, entries = _index(pieces, most_common)
    n = len(pieces.starts) - 1
    found = [
        *in_threads(
            lambda a, b: _search(a, b, pieces, heads, entries, most_common, blocks, threshold), parts(n, PART), threads
        )
    ]
    left, right, likeness = (
        np.concatenate([np.empty(0, kind), *(part[i] for part in found)])
        for i, kind in enumerate((np.int32, np.int32, np.float64))
    )
    kept = _among_best(left, right, likeness, n, best)
    left, right, likeness = left[kept], right[kept], likeness[kept]
    order = np.lexsort((right, left))
    return left[order], right[order], likeness[order]


def _weigh(letters: Letters, exponent: float, most_common: int, threads: int) -> Pieces:
    n = len(letters.starts) - 1
    frequency = np.bincount(letters.numbers) if len(letters.numbers) else np.zeros(1, np.int64)
    ranks = np.empty(len(frequency), np.int64)
    ranks[np.argsort(-frequency, kind="stable")] = np.arange(len(frequency))
    codes = np.minimum(ranks, KNOWN).astype(np.uint32)
    width = int(codes.max()) + 1
    starts = np.zeros(n + 1, np.int64)
    room = np.empty(len(letters.numbers), np.uint32)
    for _ in in_threads(lambda a, b: _collect(letters, a, b, codes, width, room, starts), parts(n, 4096), threads):
        pass
    np.cumsum(starts, out=starts)
    pieces = np.empty(starts[-1], np.uint32)
    _pack(letters.starts, room, starts, pieces)
    counts = np.zeros(width * width, np.int32)
    _count(pieces, counts)
    weights = np.zeros(len(counts), np.float32)
    held = counts > 0
    weights[held] = np.log(n / counts[held]) ** exponent
    norms, common = np.zeros(n), np.zeros(n)
    _norm(starts, pieces, weights, counts, most_common, norms, common)
    return Pieces(starts, pieces, weights, counts, norms, common)


@compiled
def _collect(letters: Letters, first: int, last: int, codes: Array, width: int, room: Array, starts: Array) -> None:
    """Write each text's different pieces, ascending, where its characters stood; note how many in the next place."""
    for text in range(first, last):
        begin, end = letters.starts[text], letters.starts[text + 1]
        if end - begin < 2:
            continue
        found = np.empty(end - begin - 1, np.uint32)
        for at in range(begin, end - 1):
            found[at - begin] = codes[letters.numbers[at]] * np.uint32(width) + codes[letters.numbers[at + 1]]
        found.sort()
        count = 0
        for i in range(len(found)):
            if i == 0 or found[i] != found[i - 1]:
                room[begin + count] = found[i]
                count += 1
        starts[text + 1] = count


@compiled
def _pack(from_starts: Array, room: Array, starts: Array, pieces: Array) -> None:
    for text in range(len(starts) - 1):
        for i in range(starts[text + 1] - starts[text]):
            pieces[starts[text] + i] = room[from_starts[text] + i]


@compiled
def _count(pieces: Array, counts: Array) -> None:
    for piece in pieces:
        counts[piece] += 1


@compiled
def _norm(
    starts: Array, pieces: Array, weights: Array, counts: Array, most_common: int, norms: Array, common: Array
) -> None:
    for text in range(len(starts) - 1):
        for i in range(starts[text], starts[text + 1]):
            square = np.float64(weights[pieces[i]]) ** 2
            norms[text] += square
            if counts[pieces[i]] > most_common:
                common[text] += square
        norms[text], common[text] = np.sqrt(norms[text]), np.sqrt(common[text])


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
def _shared_weight(pieces: Pieces, x: int, y: int) -> float:
    """The summed squares of the weights of the pieces two texts share."""
    total = 0.0
    i, j = pieces.starts[x], pieces.starts[y]
    while i < pieces.starts[x + 1] and j < pieces.starts[y + 1]:
        a, b = pieces.pieces[i], pieces.pieces[j]
        if a == b:
            total += np.float64(pieces.weights[a]) ** 2
        i += a <= b
        j += b <= a
    return total


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
            exact = _shared_weight(pieces, x, y)
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
