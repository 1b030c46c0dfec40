"""Sketches of gram sets, for more texts than can be compared by their rarest grams.

A text's sketch is the smallest hash of its grams in each of many places (MinHash; Broder 1997). Two texts agree in a
place with the probability of their Jaccard similarity, so texts that are alike agree in some band of a few places. One
hash serves many places at once, each gram falling into one bin of it (one permutation hashing; Li, Owen, Zhang, NIPS
2012); a bin that no gram fell into borrows from another, chosen alike for all texts (optimal densification;
Shrivastava, ICML 2017). Eight bits of every value are kept besides, and one of them apart, to tell how many places agree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.grams import SPREAD
from xingzhi.engine.kernels.letters import BITS, Letters

PLACES = 512
WORDS = PLACES // 64  # of a text's bits, one a place
GROUPINGS = 3  # bands are cut from the places in at most so many orders
LONGEST_BAND = 16
MISSED = 0.002  # the share of pairs right at the threshold that may agree in no band
EMPTY = np.uint32(0xFFFFFFFF)
PART = 2048


@dataclass(frozen=True, slots=True)
class Sketches:
    """Of each text the key of every band (uint32, n x bands), its bits (uint64, n x WORDS) and marks (uint8, n x PLACES).

    Two texts of similarity J agree in (1 + J) / 2 of the bits and in little more than J of the marks.
    """

    keys: Array
    bits: Array
    marks: Array


def bands_for(threshold: float) -> Array:
    """The places of each band (bands x rows): the longest bands that miss few enough pairs at the threshold.

    Longer bands bring fewer texts together that are not alike.
    """
    chance = np.random.default_rng(20260501)
    for rows in range(LONGEST_BAND, 0, -1):
        for groupings in range(1, GROUPINGS + 1):
            number = PLACES // rows
            if (1 - threshold**rows) ** (groupings * number) <= MISSED:
                orders = [chance.permutation(PLACES)[: number * rows].reshape(number, rows) for _ in range(groupings)]
                return np.ascontiguousarray(np.concatenate(orders), np.int64)
    raise ValueError(f"no sketch finds pairs at {threshold}")


def make_sketches(letters: Letters, gram: int, bands: Array, threads: int) -> Sketches:
    """Sketches of texts; one of fewer than `gram` characters meets no other."""
    n = len(letters.starts) - 1
    keys, bits = np.empty((n, len(bands)), np.uint32), np.zeros((n, WORDS), np.uint64)
    marks = np.empty((n, PLACES), np.uint8)
    # A few grams to a bin: fewer leave bins empty, more cost a hash for nothing.
    wanted = max(1, len(letters.numbers) // max(1, n) // 8)
    bins = min(32, max(4, 1 << (wanted.bit_length() - 1)))
    turns = PLACES // bins // 2  # each product serves two bins, by its upper and its lower half
    multipliers = np.random.default_rng(7).integers(0, 2**63, turns, np.uint64) * np.uint64(2) + np.uint64(1)
    for _ in in_threads(
        lambda a, b: _sketch(letters, a, b, gram, bins, multipliers, bands, keys, bits, marks), parts(n, PART), threads
    ):
        pass
    return Sketches(keys, bits, marks)


@compiled
def _mixed(key: np.uint64) -> np.uint64:
    """A gram's characters well mixed (the finaliser of splitmix64; Steele, Lea, Flood 2014)."""
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


@compiled
def _sketch(
    letters: Letters,
    first: int,
    last: int,
    gram: int,
    bins: int,
    multipliers: Array,
    bands: Array,
    keys: Array,
    bits: Array,
    marks: Array,
) -> None:
    """Sketch the texts of a part."""
    window = np.uint64((np.uint64(1) << (BITS * np.uint64(gram))) - np.uint64(1))
    shift, half = np.uint32(32 - np.log2(bins)), np.uint64(0xFFFFFFFF)
    smallest, lent = np.empty(PLACES, np.uint32), np.empty(PLACES, np.uint32)
    for text in range(first, last):
        key, begin = np.uint64(0), letters.starts[text]
        if letters.starts[text + 1] - begin < gram:  # no gram, no partner: a key that hardly another has
            keys[text] = np.uint32(_mixed(np.uint64(text)) >> np.uint64(32))
            marks[text] = 0
            continue
        smallest[:] = EMPTY
        for at in range(begin, letters.starts[text + 1]):
            key = ((key << BITS) | np.uint64(letters.numbers[at])) & window
            if at - begin < gram - 1:
                continue
            mixed = _mixed(key)
            for i in range(len(multipliers)):
                product = mixed * multipliers[i]
                one, two = np.uint32(product >> np.uint64(32)), np.uint32(product & half)
                place = np.uint64(2 * i * bins) + np.uint64(one >> shift)
                other = np.uint64((2 * i + 1) * bins) + np.uint64(two >> shift)
                # Written in any case: a branch that cannot be foreseen costs more.
                smallest[place] = min(one, smallest[place])
                smallest[other] = min(two, smallest[other])
        _lend(smallest, lent)
        _cut(lent, bands, keys[text], bits[text], marks[text])


@compiled
def _lend(smallest: Array, lent: Array) -> None:
    """Copy the values; an empty place takes that of the first filled one in an order of its own."""
    for place in range(len(smallest)):
        turn, chosen = np.uint64(0), np.int64(place)
        while smallest[chosen] == EMPTY:
            turn += np.uint64(1)
            chosen = np.int64(_mixed((np.uint64(place) << np.uint64(32)) | turn) % np.uint64(len(smallest)))
        lent[place] = smallest[chosen]


@compiled
def _cut(values: Array, bands: Array, keys: Array, bits: Array, marks: Array) -> None:
    """Write the keys of the bands, the marks, and the bits."""
    for band in range(bands.shape[0]):
        key = np.uint64(band)
        for row in range(bands.shape[1]):
            key = key * SPREAD + np.uint64(values[bands[band, row]])
        keys[band] = np.uint32(_mixed(key) >> np.uint64(32))
    for place in range(len(values)):
        marks[place] = np.uint64(values[place]) * SPREAD >> np.uint64(56)
    for place in range(64 * len(bits)):
        bits[place >> 6] |= np.uint64(marks[place] & 1) << np.uint64(place & 63)
