"""Sketches of gram sets, for more texts than can be compared by their rarest grams.

A text's sketch is the smallest hash of its grams in each of many places (MinHash; Broder 1997). Two texts agree in a
place with the probability of their Jaccard similarity. One hash serves many places at once, each gram falling into one
bin of it (one permutation hashing; Li, Owen, Zhang, NIPS 2012); a bin that no gram fell into borrows from another, chosen
alike for all texts (optimal densification; Shrivastava, ICML 2017). Of every value eight bits are kept, its mark, and one
of them apart: b-bit minwise hashing (Li, König, WWW 2010).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.grams import SPREAD
from xingzhi.engine.kernels.letters import BITS, Letters

PLACES = 512
WORDS = PLACES // 64  # of a text's bits, one a place
MOST_BINS = 32
EMPTY = np.uint32(0xFFFFFFFF)
PART = 2048


class Sketches(NamedTuple):
    """Of each text its marks (uint8, n x PLACES) and its bits (uint64, n x WORDS).

    Two texts of similarity J agree in little more than J of the marks and in (1 + J) / 2 of the bits.
    """

    marks: Array
    bits: Array


def bins_for(mean_length: float) -> int:
    """Bins of a hash for texts of so many characters: fewer leave no bin empty, more cost less per text.

    Texts are compared only by sketches of the same number of bins.
    """
    wanted = max(1, int(mean_length) // 8)
    return min(MOST_BINS, max(4, 1 << (wanted.bit_length() - 1)))


def make_sketches(letters: Letters, gram: int, bins: int, threads: int) -> Sketches:
    """Sketches of texts; those of a text of fewer than `gram` characters say nothing."""
    n = len(letters.starts) - 1
    sketches = Sketches(np.empty((n, PLACES), np.uint8), np.zeros((n, WORDS), np.uint64))
    turns = PLACES // bins // 2  # each product serves two bins, by its upper and its lower half
    multipliers = np.array([mixed(np.uint64(turn)) | np.uint64(1) for turn in range(1, turns + 1)], np.uint64)
    for _ in in_threads(
        lambda a, b: _sketch(letters, a, b, gram, bins, multipliers, sketches.marks, sketches.bits),
        parts(n, PART),
        threads,
    ):
        pass
    return sketches


@compiled
def mixed(key: np.uint64) -> np.uint64:
    """A gram's characters well mixed (the finaliser of splitmix64; Steele, Lea, Flood 2014)."""
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


@compiled
def _sketch(
    letters: Letters, first: int, last: int, gram: int, bins: int, multipliers: Array, marks: Array, bits: Array
) -> None:
    """Sketch the texts of a part."""
    window = np.uint64((np.uint64(1) << (BITS * np.uint64(gram))) - np.uint64(1))
    shift, half = np.uint32(32 - np.log2(bins)), np.uint64(0xFFFFFFFF)
    smallest, lent = np.empty(PLACES, np.uint32), np.empty(PLACES, np.uint32)
    for text in range(first, last):
        key, begin = np.uint64(0), letters.starts[text]
        if letters.starts[text + 1] - begin < gram:
            marks[text] = 0
            continue
        smallest[:] = EMPTY
        for at in range(begin, letters.starts[text + 1]):
            key = ((key << BITS) | np.uint64(letters.numbers[at])) & window
            if at - begin < gram - 1:
                continue
            gram_hash = mixed(key)
            for i in range(len(multipliers)):
                product = gram_hash * multipliers[i]
                one, two = np.uint32(product >> np.uint64(32)), np.uint32(product & half)
                place = np.uint64(2 * i * bins) + np.uint64(one >> shift)
                other = np.uint64((2 * i + 1) * bins) + np.uint64(two >> shift)
                # Written in any case: a branch that cannot be foreseen costs more.
                smallest[place] = min(one, smallest[place])
                smallest[other] = min(two, smallest[other])
        _lend(smallest, lent)
        _cut(lent, marks[text], bits[text])


@compiled
def _lend(smallest: Array, lent: Array) -> None:
    """Copy the values; an empty place takes that of the first filled one in an order of its own."""
    for place in range(len(smallest)):
        turn, chosen = np.uint64(0), np.int64(place)
        while smallest[chosen] == EMPTY:
            turn += np.uint64(1)
            chosen = np.int64(mixed((np.uint64(place) << np.uint64(32)) | turn) % np.uint64(len(smallest)))
        lent[place] = smallest[chosen]


@compiled
def _cut(values: Array, marks: Array, bits: Array) -> None:
    """Write the marks and the bits."""
    for place in range(len(values)):
        marks[place] = np.uint64(values[place]) * SPREAD >> np.uint64(56)
    for place in range(64 * len(bits)):
        bits[place >> 6] |= np.uint64(marks[place] & 1) << np.uint64(place & 63)
