"""Sets of n-character grams of many texts, as 64-bit keys in one flat array.

Every character gets a dense number; the numbers of `gram` characters, side by side, are the gram. So a gram is
exact: two grams are equal only if their characters are. The bits left over hold how common the gram is, in front,
so that the smallest keys of a text are its rarest grams, in one order for all texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.utf8 import CODE_POINTS, mark_characters, next_character

# Odd multiplier near 2**64 / golden ratio: the upper bits of a product spread well (Knuth, TAOCP 3, 6.4).
SPREAD = np.uint64(0x9E3779B97F4A7C15)
COMMON = 65535  # counts stop here; beyond it, how common a gram is no longer matters
LARGEST_GRAM = 3  # three code points of 21 bits fill 63 bits


@dataclass(frozen=True, slots=True)
class GramSets:
    """Gram sets of n texts.

    `sizes[i]` counts all distinct grams of text i. `keys[starts[i]:starts[i] + kept[i]]` are those of them that may
    occur in another text too, in no order; a gram that occurs in no other text is left out: it can never be shared.
    """

    sizes: Array
    starts: Array
    kept: Array
    keys: Array


@compiled
def _distinct_grams(
    data: Array, start: int, stop: int, codes: Array, bits: int, gram: int, slots: Array, found: Array
) -> int:
    """Write the distinct grams of one text to `found`; return their number. `slots` is all zero before and after.

    A text shorter than `gram` has one gram, the whole text. Codes begin at 1, so its upper places are zero and it
    equals no gram of full length and no other short text.
    """
    capacity = 8
    while capacity < 2 * (stop - start):
        capacity *= 2
    mask = np.uint64(capacity - 1)
    window = np.uint64((np.uint64(1) << np.uint64(bits * gram)) - np.uint64(1))
    key, characters, count, at = np.uint64(0), 0, 0, start
    while at < stop:
        character, at = next_character(data, at)
        key = ((key << np.uint64(bits)) | np.uint64(codes[character])) & window
        characters += 1
        if characters < gram and at < stop:
            continue
        slot = (key * SPREAD >> np.uint64(24)) & mask
        while slots[slot] != 0 and slots[slot] != key:
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] == 0:
            slots[slot] = key
            found[count] = key
            count += 1
    if 4 * count > capacity:
        slots[:capacity] = 0
        return count
    for i in range(count):
        slot = (found[i] * SPREAD >> np.uint64(24)) & mask
        while slots[slot] != 0:  # the whole run goes: what stands in it belongs to this text
            slots[slot] = 0
            slot = (slot + np.uint64(1)) & mask
    return count


@compiled
def _scratch_length(offsets: Array, first: int, last: int) -> int:
    """Slots enough for the longest text of a part."""
    longest = 4
    for i in range(first, last):
        longest = max(longest, offsets[i + 1] - offsets[i])
    capacity = 8
    while capacity < 2 * longest:
        capacity *= 2
    return capacity


@compiled
def _count_grams(
    data: Array, offsets: Array, first: int, last: int, codes: Array, bits: int, gram: int, counts: Array, sizes: Array
) -> None:
    """Count in how many texts each bucket of grams occurs, and the grams of each text."""
    capacity = _scratch_length(offsets, first, last)
    slots = np.zeros(capacity, np.uint64)
    found = np.empty(capacity, np.uint64)
    shift = np.uint64(64) - np.uint64(np.log2(len(counts)))
    for i in range(first, last):
        size = _distinct_grams(data, offsets[i], offsets[i + 1], codes, bits, gram, slots, found)
        sizes[i] = size
        for j in range(size):
            bucket = found[j] * SPREAD >> shift
            if counts[bucket] < COMMON:
                counts[bucket] += 1


@compiled
def _add_counts(total: Array, more: Array) -> None:
    for bucket in range(len(total)):
        total[bucket] = min(COMMON, np.int64(total[bucket]) + np.int64(more[bucket]))


@compiled
def _write_keys(
    data: Array,
    offsets: Array,
    first: int,
    last: int,
    codes: Array,
    bits: int,
    gram: int,
    counts: Array,
    starts: Array,
    keys: Array,
    kept: Array,
) -> None:
    """Write the keys of each text of a part that may be shared, from `starts` on; `kept` says how many."""
    capacity = _scratch_length(offsets, first, last)
    slots = np.zeros(capacity, np.uint64)
    found = np.empty(capacity, np.uint64)
    shift = np.uint64(64) - np.uint64(np.log2(len(counts)))
    most = np.int64((1 << min(16, 64 - bits * gram)) - 1)
    for i in range(first, last):
        end = starts[i]
        size = _distinct_grams(data, offsets[i], offsets[i + 1], codes, bits, gram, slots, found)
        for j in range(size):
            count = np.int64(counts[found[j] * SPREAD >> shift])
            if count > 1:
                keys[end] = (np.uint64(min(count, most)) << np.uint64(bits * gram)) | found[j]
                end += 1
        kept[i] = end - starts[i]


def gram_sets(data: Array, offsets: Array, gram: int, threads: int) -> GramSets:
    """Gram sets of texts given as UTF-8 bytes with n + 1 offsets (int64).

    Which gram goes into which bucket is a matter of hashing; two grams in one bucket only make both look more common
    than they are. The keys themselves are exact.
    """
    if not 1 <= gram <= LARGEST_GRAM:
        raise ValueError(f"gram must be from 1 to {LARGEST_GRAM}, not {gram}")
    n = len(offsets) - 1
    pieces = even_parts(offsets, min(threads, 4))  # each holds counts of its own
    seen = np.zeros(CODE_POINTS, np.uint8)
    characters = sum(
        in_threads(lambda a, b: mark_characters(data, offsets[a], offsets[b], seen), pieces, threads), start=0
    )
    codes = np.cumsum(seen, dtype=np.int32)
    bits = max(1, int(codes[-1]).bit_length())
    bucket_bits = min(26, max(10, int(characters).bit_length()))
    sizes, kept = np.zeros(n, np.int32), np.zeros(n, np.int32)

    def count(first: int, last: int) -> Array:
        counts = np.zeros(1 << bucket_bits, np.uint16)
        _count_grams(data, offsets, first, last, codes, bits, gram, counts, sizes)
        return counts

    counts, *others = in_threads(count, pieces, threads)
    for more in others:
        _add_counts(counts, more)

    starts = np.zeros(n + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    keys = np.empty(starts[-1], np.uint64)  # the room of grams left out is never touched, so it costs no memory

    def write(first: int, last: int) -> None:
        _write_keys(data, offsets, first, last, codes, bits, gram, counts, starts, keys, kept)

    for _ in in_threads(write, parts(n, 4096), threads):
        pass
    return GramSets(sizes, starts[:-1], kept, keys)


def even_parts(offsets: Array, number: int) -> list[tuple[int, int]]:
    """Cut the texts into 1 to `number` runs of about equal length in bytes."""
    goals = np.linspace(offsets[0], offsets[-1], number + 1)[1:-1]
    cuts = [0, *np.searchsorted(offsets, goals).tolist(), len(offsets) - 1]
    return [(a, b) for a, b in pairwise(cuts) if a < b] or [(0, 0)]
