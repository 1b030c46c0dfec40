"""Which names bear a key: the names of all keys in one array, key by key, filled by counting."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads
from xingzhi.engine.marks.encoding import MOST_LETTERS
from xingzhi.engine.marks.keys import MOST_KEYS, keys_of_han, keys_of_letters
from xingzhi.engine.marks.tables import Tables


def shift_for(names: int) -> int:
    """How far a key is shifted right to its bucket; two buckets a name."""
    return 64 - max(10, min(25, (2 * names - 1).bit_length()))


def postings(codes: Array, starts: Array, leading: Array, tables: Tables, threads: int) -> tuple[Array, Array, Array]:
    """(starts of the buckets, names bucket by bucket, ascending, and of each a print of its key)."""
    names = len(starts) - 1
    shift = shift_for(names)
    buckets = 1 << (64 - shift)
    of_tables = (tables.sounds, tables.near, tables.spelled, tables.spelled_starts)
    cuts = [names * part // threads for part in range(threads + 1)]
    spans = list(pairwise(cuts))
    counts, nothing = np.zeros((threads, buckets), np.uint32), (np.empty(0, np.uint32), np.empty(0, np.uint8))

    def count(first: int, last: int) -> None:
        _walk(
            codes, starts, leading, first, last, *of_tables, shift, counts[spans.index((first, last))], *nothing, False
        )

    for _ in in_threads(count, spans, threads):
        pass
    begins, total = _begins(counts)
    held, prints = np.empty(total, np.uint32), np.empty(total, np.uint8)

    def fill(first: int, last: int) -> None:
        _walk(
            codes,
            starts,
            leading,
            first,
            last,
            *of_tables,
            shift,
            counts[spans.index((first, last))],
            held,
            prints,
            True,
        )

    for _ in in_threads(fill, spans, threads):
        pass
    return begins, held, prints


@compiled
def _begins(counts: Array) -> tuple[Array, int]:
    """Where each bucket begins; `counts` becomes where each thread writes next."""
    threads, buckets = counts.shape
    begins, at = np.empty(buckets + 1, np.uint32), 0
    for bucket in range(buckets):
        begins[bucket] = at
        for thread in range(threads):
            number = counts[thread, bucket]
            counts[thread, bucket] = at
            at += number
    begins[buckets] = at
    return begins, at


@compiled
def _walk(
    codes: Array, starts: Array, leading: Array, first: int, last: int, sounds: Array, near: Array, spelled: Array,
    spelled_starts: Array, shift: int, counts: Array, held: Array, prints: Array, filling: bool,
) -> None:  # fmt: skip
    """Count the keys of each bucket, or write the names into them."""
    keys = np.empty(MOST_KEYS, np.uint64)
    letters, said = np.empty(2 * MOST_LETTERS, np.uint16), np.empty(2 * MOST_LETTERS, np.uint16)
    for name in range(first, last):
        start, heads = starts[name], int(leading[name])
        found = keys_of_han(codes, start, heads, sounds, near, spelled, spelled_starts, keys)
        found = keys_of_letters(codes, start + heads, starts[name + 1], letters, said, keys, found)
        for each in range(found):
            bucket = keys[each] >> np.uint64(shift)
            if filling:
                held[counts[bucket]] = name
                prints[counts[bucket]] = keys[each] & np.uint64(255)
            counts[bucket] += 1
