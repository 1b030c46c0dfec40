"""A digest of every text, so that texts are known to be the same without being held side by side."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.grams import SPREAD
from xingzhi.engine.kernels.letters import Letters
from xingzhi.engine.kernels.sketches import mixed

PART = 8192
SECOND = np.uint64(0xD6E8FEB86659FD93)  # another odd multiplier


def digests_of(letters: Letters, threads: int) -> Array:
    """128 bits for each text (uint64, texts x 2); among ten million different texts two agree once in 10**24 trials."""
    digests = np.empty((len(letters.starts) - 1, 2), np.uint64)
    for _ in in_threads(lambda a, b: _digest(letters, a, b, digests), parts(len(digests), PART), threads):
        pass
    return digests


@compiled
def _digest(letters: Letters, first: int, last: int, digests: Array) -> None:
    for text in range(first, last):
        start, stop = letters.starts[text], letters.starts[text + 1]
        one = two = np.uint64(stop - start)
        for at in range(start, stop):
            number = np.uint64(letters.numbers[at])
            one = (one ^ number) * SPREAD
            one ^= one >> np.uint64(29)
            two = (two + number) * SECOND
            two ^= two >> np.uint64(32)
        digests[text, 0], digests[text, 1] = mixed(one), mixed(two)


def same_texts(digests: Array) -> tuple[Array, Array]:
    """The number of each row's distinct text (int32), and of each distinct text its first row.

    Distinct texts are numbered in the order of their first rows.
    """
    order = np.lexsort((digests[:, 1], digests[:, 0]))  # stable: rows of one text ascend
    ordered = digests[order]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    first_of = order[fresh]
    number = np.empty(len(first_of), np.int32)
    by_first = np.argsort(first_of)
    number[by_first] = np.arange(len(first_of), dtype=np.int32)
    texts = np.empty(len(order), np.int32)
    texts[order] = number[np.cumsum(fresh) - 1]
    return texts, first_of[by_first]
