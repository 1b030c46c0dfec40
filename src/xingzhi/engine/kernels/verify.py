"""The exact similarity of given pairs of texts, without the gram sets of all texts at hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.grams import SPREAD
from xingzhi.engine.kernels.join import needed_of
from xingzhi.engine.kernels.letters import BITS, Letters

PART = 1 << 14  # pairs a thread verifies at a time
LOWER = np.uint64(0xFFFFFFFF)


def verified(
    letters: Letters, pairs: Array, gram: int, threshold: Fraction, threads: int
) -> tuple[Array, Array, Array]:
    """Of the pairs left * 2**32 + right, ordered, those at the threshold: (left, right, similarity)."""
    lefts, rights = (pairs >> np.uint64(32)).astype(np.int32), (pairs & LOWER).astype(np.int32)
    wanted = np.zeros(len(letters.starts) - 1, np.bool_)
    wanted[lefts] = wanted[rights] = True
    texts = np.flatnonzero(wanted)
    sizes, fresh = np.zeros(len(wanted), np.int32), np.zeros(len(letters.numbers), np.bool_)
    for _ in in_threads(
        lambda a, b: _find_fresh(letters, texts[a:b], gram, fresh, sizes), parts(len(texts), 4096), threads
    ):
        pass
    needed = needed_of(threshold, 2 * int(sizes.max(initial=0)))

    def part(first: int, last: int) -> Array:
        return _similarities(letters, fresh, sizes, lefts[first:last], rights[first:last], gram, needed)

    similarity = np.concatenate([np.empty(0), *in_threads(part, parts(len(pairs), PART), threads)])
    kept = similarity > 0
    return lefts[kept], rights[kept], similarity[kept]


@compiled
def _capacity(characters: int) -> int:
    """Slots for the grams of a text, at least twice as many; a power of two."""
    capacity = 16
    while capacity < 2 * characters:
        capacity *= 2
    return capacity


@compiled
def _find_fresh(letters: Letters, texts: Array, gram: int, fresh: Array, sizes: Array) -> None:
    """Mark the characters with which a gram ends that the text has not had before; count them."""
    window = np.uint64((np.uint64(1) << (BITS * np.uint64(gram))) - np.uint64(1))
    slots = np.zeros(16, np.uint64)
    for text in texts:
        start, stop = letters.starts[text], letters.starts[text + 1]
        capacity = _capacity(stop - start)
        if capacity > len(slots):
            slots = np.zeros(capacity, np.uint64)
        slots[:capacity] = 0
        mask, key = np.uint64(capacity - 1), np.uint64(0)
        for at in range(start, stop):
            key = ((key << BITS) | np.uint64(letters.numbers[at])) & window
            if at - start < gram - 1:
                continue
            slot = (key * SPREAD >> np.uint64(24)) & mask
            while slots[slot] != 0 and slots[slot] != key:
                slot = (slot + np.uint64(1)) & mask
            if slots[slot] == 0:
                slots[slot], fresh[at] = key, True
                sizes[text] += 1


@compiled
def _similarities(
    letters: Letters, fresh: Array, sizes: Array, lefts: Array, rights: Array, gram: int, needed: Array
) -> Array:
    """The similarity of each pair, 0 where it shares less than needed. Pairs of one left text stand together."""
    found = np.zeros(len(lefts))
    window = np.uint64((np.uint64(1) << (BITS * np.uint64(gram))) - np.uint64(1))
    slots, mask, held = np.zeros(16, np.uint64), np.uint64(15), -1
    for pair in range(len(lefts)):
        left, right = lefts[pair], rights[pair]
        if left != held:
            capacity = _capacity(letters.starts[left + 1] - letters.starts[left])
            if capacity > len(slots):
                slots = np.zeros(capacity, np.uint64)
            slots[:capacity] = 0
            mask, held, key = np.uint64(capacity - 1), left, np.uint64(0)
            for at in range(letters.starts[left], letters.starts[left + 1]):
                key = ((key << BITS) | np.uint64(letters.numbers[at])) & window
                if fresh[at]:
                    slot = (key * SPREAD >> np.uint64(24)) & mask
                    while slots[slot] != 0:
                        slot = (slot + np.uint64(1)) & mask
                    slots[slot] = key
        total = sizes[left] + sizes[right]
        may_miss = sizes[right] - needed[total]  # grams of the right text that the left one need not have
        shared, key = 0, np.uint64(0)
        for at in range(letters.starts[right], letters.starts[right + 1]):
            key = ((key << BITS) | np.uint64(letters.numbers[at])) & window
            if not fresh[at]:
                continue
            slot = (key * SPREAD >> np.uint64(24)) & mask
            while slots[slot] != 0 and slots[slot] != key:
                slot = (slot + np.uint64(1)) & mask
            if slots[slot] == key:
                shared += 1
            else:
                may_miss -= 1
                if may_miss < 0:
                    break
        if shared and shared >= needed[total]:
            found[pair] = shared / (total - shared)
    return found
