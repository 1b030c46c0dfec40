"""Texts as sets of pieces of one or two characters, each weighing what it is rare."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.letters import Letters

PART = 4096
KNOWN = 8191  # characters told apart, the most frequent ones; what is rarer still counts as one


class Pieces(NamedTuple):
    """Texts as sets of pieces, ascending; the weight of every piece; of each text the norm, and that of common pieces."""

    starts: Array
    pieces: Array
    weights: Array
    counts: Array
    norms: Array
    common: Array


def weigh(letters: Letters, size: int, exponent: float, most_common: int, threads: int) -> Pieces:
    """The pieces of `size` (1 or 2) characters; a piece weighs log(texts / texts that hold it) to the power `exponent`.

    Pieces that more than `most_common` texts hold are common.
    """
    n = len(letters.starts) - 1
    frequency = np.bincount(letters.numbers) if len(letters.numbers) else np.zeros(1, np.int64)
    ranks = np.empty(len(frequency), np.int64)
    ranks[np.argsort(-frequency, kind="stable")] = np.arange(len(frequency))
    codes = np.where(frequency > 0, np.minimum(ranks, KNOWN), 0).astype(np.uint32)
    width = int(codes.max()) + 1
    starts = np.zeros(n + 1, np.int64)
    room = np.empty(len(letters.numbers), np.uint32)
    for _ in in_threads(
        lambda a, b: _collect(letters, a, b, size, codes, width, room, starts), parts(n, PART), threads
    ):
        pass
    np.cumsum(starts, out=starts)
    pieces = np.empty(starts[-1], np.uint32)
    _pack(letters.starts, room, starts, pieces)
    counts = np.zeros(width**size, np.int32)
    _count(pieces, counts)
    weights = np.zeros(len(counts), np.float32)
    held = counts > 0
    weights[held] = np.log(n / counts[held]) ** exponent
    norms, common = np.zeros(n), np.zeros(n)
    _norm(starts, pieces, weights, counts, most_common, norms, common)
    return Pieces(starts, pieces, weights, counts, norms, common)


def contained(pieces: Pieces, left: Array, right: Array, threads: int) -> Array:
    """Of each pair, how much of the lighter set the other holds as well, by squared weight, 0 to 1."""
    work = [*in_threads(lambda a, b: _contained(pieces, left[a:b], right[a:b]), parts(len(left), PART), threads)]
    return np.concatenate([np.empty(0), *work])


@compiled
def _contained(pieces: Pieces, left: Array, right: Array) -> Array:
    found = np.zeros(len(left))
    for pair in range(len(left)):
        lighter = min(pieces.norms[left[pair]], pieces.norms[right[pair]]) ** 2
        if lighter > 0:
            found[pair] = min(1.0, shared_weight(pieces, left[pair], right[pair]) / lighter)
    return found


@compiled
def shared_weight(pieces: Pieces, x: int, y: int) -> float:
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
def _collect(
    letters: Letters, first: int, last: int, size: int, codes: Array, width: int, room: Array, starts: Array
) -> None:
    """Write each text's different pieces, ascending, where its characters stood; note how many in the next place."""
    for text in range(first, last):
        begin, end = letters.starts[text], letters.starts[text + 1]
        if end - begin < size:
            continue
        found = np.empty(end - begin - size + 1, np.uint32)
        for at in range(len(found)):
            found[at] = codes[letters.numbers[begin + at]]
            if size == 2:
                found[at] = found[at] * np.uint32(width) + codes[letters.numbers[begin + at + 1]]
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
