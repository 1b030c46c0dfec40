"""Pairs of texts that meet in a band of their sketches and whose bits leave room for the threshold."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.bits import ones
from xingzhi.engine.kernels.compiling import compiled, in_threads
from xingzhi.engine.kernels.sketches import PLACES, WORDS, Sketches

FIRST_WORDS = WORDS // 2  # of the bits, compared before the rest
DEVIATIONS = 4.0  # one pair in 30,000 at the threshold falls short by more


def meetings(sketches: Sketches, threshold: float, threads: int, progress: Callable[[float], None] | None) -> Array:
    """Pairs left * 2**32 + right (uint64), left < right, each once, in ascending order."""
    bits = [_fewest(64 * words, (1 + threshold) / 2) for words in (FIRST_WORDS, WORDS)]
    least = np.array([*bits, _fewest(PLACES, threshold)])
    numbers = np.arange(len(sketches.keys), dtype=np.uint64)
    bands = sketches.keys.shape[1]

    def meet(band: int, _: int) -> Array:
        ordered = (sketches.keys[:, band].astype(np.uint64) << np.uint64(32)) | numbers
        ordered.sort()
        return _meet(ordered, band, sketches.keys, sketches.bits, sketches.marks, least)

    found = []
    for done, pairs in enumerate(in_threads(meet, [(band, band) for band in range(bands)], threads)):
        found.append(pairs)
        if progress:
            progress((done + 1) / bands)
    result = np.concatenate(found)
    result.sort()
    return result


def _fewest(number: int, share: float) -> int:
    """The fewest of so many that agree, of two texts at the threshold, but for rare bad luck."""
    return int(number * share - DEVIATIONS * (number * share * (1 - share)) ** 0.5)


@compiled
def _equal_bits(a: Array, b: Array, words: int) -> int:
    total = 64 * words
    for word in range(words):
        total -= ones(a[word] ^ b[word])
    return total


@compiled
def _equal_marks(a: Array, b: Array) -> int:
    total = 0
    for place in range(PLACES):
        total += a[place] == b[place]
    return total


@compiled
def _met_before(a: Array, b: Array, band: int) -> bool:
    """Whether two texts share the key of an earlier band."""
    for start in range(0, band, 32):
        met = False
        for i in range(start, min(start + 32, band)):
            met |= a[i] == b[i]
        if met:
            return True
    return False


@compiled
def _meet(ordered: Array, band: int, keys: Array, bits: Array, marks: Array, least: Array) -> Array:
    """The pairs that meet first in this band; `ordered` holds key and number of every text, by key."""
    shift, lower = np.uint64(32), np.uint64(0xFFFFFFFF)
    found, count = np.empty(1024, np.uint64), 0
    start = 0
    near = np.empty((64, WORDS), np.uint64)  # the bits of one key's texts, side by side
    while start < len(ordered):
        stop = start + 1
        while stop < len(ordered) and ordered[stop] >> shift == ordered[start] >> shift:
            stop += 1
        size = stop - start
        if size > len(near):
            near = np.empty((2 * size, WORDS), np.uint64)
        if size > 1:
            for i in range(size):
                near[i] = bits[ordered[start + i] & lower]
        for i in range(size):
            for j in range(i):
                if _equal_bits(near[i], near[j], FIRST_WORDS) < least[0]:
                    continue
                if _equal_bits(near[i], near[j], WORDS) < least[1]:
                    continue
                left, right = ordered[start + j] & lower, ordered[start + i] & lower
                if _met_before(keys[left], keys[right], band) or _equal_marks(marks[left], marks[right]) < least[2]:
                    continue
                if count == len(found):
                    found = np.concatenate((found, np.empty_like(found)))
                found[count] = (left << shift) | right  # numbers of one key ascend
                count += 1
        start = stop
    return found[:count].copy()
