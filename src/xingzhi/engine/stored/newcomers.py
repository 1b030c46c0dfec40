"""New texts against stored ones: the stored marks are read once, band by band, and nothing of them is sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyarrow as pa

from xingzhi.engine.kernels.arrow import Array, buffers
from xingzhi.engine.kernels.bands import (
    SAMPLE,
    Least,
    agreement,
    band_keys,
    bands_for,
    busiest_places,
    equal_bits,
    least_agreement,
    marks_asked,
    packed_keys,
    words_of,
)
from xingzhi.engine.kernels.compiling import compiled, in_threads, thread_count
from xingzhi.engine.kernels.jaccard import MOST_MEETINGS, MOST_PAIRS, exact_threshold
from xingzhi.engine.kernels.join import Pairs, TooManyPairs
from xingzhi.engine.kernels.letters import Letters, as_letters, copied
from xingzhi.engine.kernels.sketches import PLACES, WORDS, Sketches, make_sketches
from xingzhi.engine.kernels.verify import verified
from xingzhi.engine.stored.texts import GRAM, Block, StoredTexts

ALL = np.arange(PLACES)
SHIFT, LOWER = np.uint64(32), np.uint64(0xFFFFFFFF)
TOGETHER = 8  # bands whose pairs wait to be made one
SIEVE_BITS = 19  # of a key's sieve: 64 KB, which the nearest memory holds


def pairs_with_stored(
    stored: StoredTexts,
    folded: pa.LargeStringArray,
    threshold: float | str | Fraction,
    *,
    itself: Array | None = None,
    best: int | None = None,
    most: int = MOST_PAIRS,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Pairs:
    """Pairs (new, stored, similarity) at the threshold and above, by new, then stored.

    `new` is the row in `folded` (null counts as empty), `stored` the number in the store. About one pair in 500 right
    at the threshold is missed, as among texts of one collection; the same text is always found. Texts shorter than a
    gram are not looked for.
    `itself` says of each new text which stored one it is (-1 for none): they are no pair. With `best`, each new text keeps so
    many. Raises TooManyPairs above `most`.
    """
    exact, workers = exact_threshold(threshold), threads or thread_count()
    letters = as_letters(*buffers(folded.fill_null("")), np.arange(len(folded)), workers)
    sketches = make_sketches(letters, GRAM, stored.bins, workers)
    bands = bands_for(float(exact), busiest_places(_sample(stored)))
    texts, places = np.flatnonzero(np.diff(letters.starts) >= GRAM), np.ascontiguousarray(sketches.marks.T)
    keys = [np.sort(packed_keys(places[band], number, texts)) for number, band in enumerate(bands)]
    new = _New(letters, sketches, bands, keys, exact)
    found: list[Pairs] = [(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))]
    for pairs in in_threads(
        lambda at, _: new.among(stored.blocks[at]), [(at, at) for at in range(len(stored.blocks))], workers
    ):
        if itself is not None:
            pairs = _chosen(pairs, pairs[1] != itself[pairs[0]])
        found.append(pairs if best is None else best_of_new(*pairs, best))
        if (count := sum(len(each[0]) for each in found)) > most:
            raise TooManyPairs(count, most)
        if progress:
            progress((len(found) - 1) / len(stored.blocks))
    left, right, similarity = (np.concatenate(parts) for parts in zip(*found, strict=True))
    if best is not None:
        left, right, similarity = best_of_new(left, right, similarity, best)
    return _chosen((left, right, similarity), np.argsort((left.astype(np.uint64) << SHIFT) | right.astype(np.uint64)))


def best_of_new(left: Array, right: Array, similarity: Array, best: int) -> Pairs:
    """Of each left text the so many most alike right ones, of equals those with the smallest number."""
    order = np.lexsort((right, -similarity, left))
    rank = np.arange(len(order)) - np.searchsorted(left[order], left[order])
    return _chosen((left, right, similarity), order[rank < best])


def _chosen(pairs: Pairs, which: Array) -> Pairs:
    left, right, similarity = pairs
    return left[which], right[which], similarity[which]


def _sample(stored: StoredTexts) -> Array:
    """The marks of the first stored texts that have grams, text by text."""
    found, count = [np.empty((0, PLACES), np.uint8)], 0
    for block in stored.blocks:
        own = np.flatnonzero(np.diff(block.starts) >= GRAM)[: SAMPLE - count]
        found.append(block.marks(ALL)[:, own].T)
        count += len(own)
        if count >= SAMPLE:
            break
    return np.concatenate(found)


@dataclass(frozen=True)
class _New:
    """The new texts and what they are looked for by: of each band key and number of every one, by key."""

    letters: Letters
    sketches: Sketches
    bands: Array
    keys: list[Array]
    threshold: Fraction

    def among(self, block: Block) -> Pairs:
        """Pairs (new, stored, similarity) with the texts of a block."""
        places, bits, share = block.marks(ALL), block.bits, float(self.threshold)
        least, asked = least_agreement(share), int(marks_asked(np.array(share)))
        met, fresh = np.empty(0, np.uint64), []
        for number, (band, keys) in enumerate(zip(self.bands, self.keys, strict=True)):
            fresh.append(_meet(keys, band_keys(places[band], number), self.sketches.bits, bits, least))
            if number % TOGETHER == 0 or number == len(self.keys) - 1:  # a pair meets in many bands
                met = np.unique(np.concatenate((met, *fresh)))
                fresh.clear()
                if len(met) > MOST_MEETINGS:
                    raise TooManyPairs(len(met), MOST_MEETINGS)
        needed, old = np.unique(met & LOWER, return_inverse=True)
        marks = np.ascontiguousarray(places[:, needed].T)
        alike = _agreements(met >> SHIFT, old, words_of(self.sketches.marks), words_of(marks)) >= asked
        return self._compared(block, (met >> SHIFT)[alike], old[alike], needed)

    def _compared(self, block: Block, news: Array, olds: Array, needed: Array) -> Pairs:
        """Of pairs of new texts and places in `needed` those at the threshold: both are laid side by side."""
        mine, old = self.letters, copied(block.letters, needed)
        lengths = np.diff(block.starts)[needed]
        count = len(mine.starts) - 1
        beside = Letters(
            np.concatenate((mine.numbers, old)), np.concatenate((mine.starts, mine.starts[-1] + np.cumsum(lengths)))
        )
        pairs = (news.astype(np.uint64) << SHIFT) | (olds + count).astype(np.uint64)
        a, b, similarity = verified(beside, pairs, GRAM, self.threshold, 1)
        return a, (needed[b - count].astype(np.int64) + block.first).astype(np.int32), similarity


@compiled
def _agreements(left: Array, right: Array, new: Array, old: Array) -> Array:
    """In how many marks, given in words, the texts of each pair agree."""
    found, same = np.empty(len(left), np.int16), np.empty(new.shape[1], np.uint8)
    for pair in range(len(left)):
        found[pair] = agreement(new[left[pair]], old[right[pair]], same)
    return found


@compiled
def _meet(keys: Array, old_keys: Array, bits: Array, old_bits: Array, least: Least) -> Array:
    """Pairs new * 2**32 + old that meet in a band; `keys` holds key and number of every new text, by key."""
    sieve = np.zeros(1 << (SIEVE_BITS - 6), np.uint64)
    few = np.uint64((1 << SIEVE_BITS) - 1)
    for key in keys:
        slot = (key >> SHIFT) & few
        sieve[slot >> np.uint64(6)] |= np.uint64(1) << (slot & np.uint64(63))
    found, count = np.empty(1024, np.uint64), 0
    for text in range(len(old_keys)):
        key = np.uint64(old_keys[text])
        slot = key & few
        if not (sieve[slot >> np.uint64(6)] >> (slot & np.uint64(63))) & np.uint64(1):
            continue
        at = np.searchsorted(keys, key << SHIFT)
        while at < len(keys) and keys[at] >> SHIFT == key:
            new = keys[at] & LOWER
            at += 1
            if equal_bits(bits[new], old_bits[text], WORDS) < least.bits:
                continue
            if count == len(found):
                found = np.concatenate((found, np.empty_like(found)))
            found[count] = (new << SHIFT) | np.uint64(text)
            count += 1
    return found[:count].copy()
