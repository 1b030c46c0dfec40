"""New texts against stored ones: the stored marks are read once, band by band, and nothing of them is sorted."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pyarrow as pa

from xingzhi.engine.kernels.arrow import Array, buffers
from xingzhi.engine.kernels.bands import Least, band_keys, bands_for, equal_bits, least_agreement
from xingzhi.engine.kernels.compiling import compiled, in_threads, thread_count
from xingzhi.engine.kernels.jaccard import MOST_MEETINGS, exact_threshold
from xingzhi.engine.kernels.join import Pairs, TooManyPairs
from xingzhi.engine.kernels.letters import Letters, as_letters
from xingzhi.engine.kernels.sketches import WORDS, make_sketches
from xingzhi.engine.kernels.verify import verified
from xingzhi.engine.stored.texts import GRAM, Block, StoredTexts

SHIFT, LOWER = np.uint64(32), np.uint64(0xFFFFFFFF)
SIEVE_BITS = 19  # of a key's sieve: 64 KB, which the nearest memory holds


def pairs_with_stored(
    stored: StoredTexts,
    folded: pa.LargeStringArray,
    threshold: float | str | Fraction,
    *,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Pairs:
    """Pairs (new, stored, similarity) at the threshold and above, by new, then stored.

    `new` is the row in `folded` (null counts as empty), `stored` the number in the store. About one pair in 500 right
    at the threshold is missed, as among texts of one collection; the same text is always found. Raises TooManyPairs.
    """
    exact, workers = exact_threshold(threshold), threads or thread_count()
    letters = as_letters(*buffers(folded.fill_null("")), np.arange(len(folded)), workers)
    chosen = np.flatnonzero(np.diff(letters.starts) >= GRAM).astype(np.uint64)
    sketches = make_sketches(letters, GRAM, stored.bins, workers)
    bands, least = bands_for(float(exact), len(stored)), least_agreement(float(exact))
    new_marks = np.ascontiguousarray(sketches.marks.T)
    found = []
    for block in stored.blocks:
        bits = block.bits

        def meet(band: int, _: int, block: Block = block, bits: Array = bits) -> Array:
            keys = (band_keys(new_marks[bands[band]], band)[chosen] << SHIFT) | chosen
            keys.sort()
            return _meet(keys, band_keys(block.marks(bands[band]), band), sketches.bits, bits, least)

        met = [*in_threads(meet, [(band, band) for band in range(len(bands))], workers)]
        pairs = np.unique(np.concatenate([np.empty(0, np.uint64), *met]))
        found.append(pairs + np.uint64(block.first))
        if (count := sum(map(len, found))) > MOST_MEETINGS:
            raise TooManyPairs(count, MOST_MEETINGS)
        if progress:
            progress((block.first + block.texts) / len(stored))
    packed = np.sort(np.concatenate([np.empty(0, np.uint64), *found]))
    return _compared(stored, letters, packed, exact, workers)


def _compared(stored: StoredTexts, letters: Letters, packed: Array, threshold: Fraction, threads: int) -> Pairs:
    """Of the pairs those at the threshold: the stored texts in question are laid beside the new ones."""
    news, olds = (packed >> SHIFT).astype(np.int64), (packed & LOWER).astype(np.int64)
    needed = np.unique(olds)
    old = stored.letters_of(needed)
    beside = Letters(
        np.concatenate((letters.numbers, old.numbers)),
        np.concatenate((letters.starts, old.starts[1:] + letters.starts[-1])),
    )
    count = len(letters.starts) - 1
    place = np.searchsorted(needed, olds) + count
    pairs = (news.astype(np.uint64) << SHIFT) | place.astype(np.uint64)
    a, b, similarity = verified(beside, pairs, GRAM, threshold, threads)
    return a, needed[b - count].astype(np.int32), similarity


@compiled
def _meet(keys: Array, stored_keys: Array, bits: Array, stored_bits: Array, least: Least) -> Array:
    """Pairs new * 2**32 + stored that meet in a band; `keys` holds key and number of every new text, by key."""
    sieve = np.zeros(1 << (SIEVE_BITS - 6), np.uint64)
    few = np.uint64((1 << SIEVE_BITS) - 1)
    for key in keys:
        slot = (key >> SHIFT) & few
        sieve[slot >> np.uint64(6)] |= np.uint64(1) << (slot & np.uint64(63))
    found, count = np.empty(1024, np.uint64), 0
    for text in range(len(stored_keys)):
        key = stored_keys[text]
        slot = key & few
        if not (sieve[slot >> np.uint64(6)] >> (slot & np.uint64(63))) & np.uint64(1):
            continue
        at = np.searchsorted(keys, key << SHIFT)
        while at < len(keys) and keys[at] >> SHIFT == key:
            new = keys[at] & LOWER
            at += 1
            if equal_bits(bits[new], stored_bits[text], WORDS) < least.bits:
                continue
            if count == len(found):
                found = np.concatenate((found, np.empty_like(found)))
            found[count] = (new << SHIFT) | np.uint64(text)
            count += 1
    return found[:count].copy()
