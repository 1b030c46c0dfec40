"""Which stretches of a text earlier texts hold word for word, found through an index of long pieces.

A piece is so many characters in a row. Pieces that only one text holds are dropped before anything is sorted, and those
that more than `most` texts hold do not count: they are what everybody writes. `stock_marks` tells the same of shorter
pieces, of which a longer one may consist.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.letters import Letters

PART = 4096
BUCKETS = 26  # bits: counts of that many kinds of pieces take 128 MB
SPREAD = np.uint64(0x9E3779B97F4A7C15)
MANY = 65535  # counts stop here


class Held(NamedTuple):
    """Pieces of texts that earlier texts hold: rows of text, source and place in the text, in that order."""

    texts: Array
    sources: Array
    places: Array


def held_earlier(letters: Letters, days: Array, length: int, most: int, threads: int) -> Held:
    """The pieces of `length` characters that a text shares with one filed before it and with at most `most` in all.

    `days` are days of filing, 0 where not known: such a text has no earlier ones and is none. The same for any number of
    threads.
    """
    n = len(letters.starts) - 1
    work = parts(n, PART)
    seen = _counted(letters, length)
    found = [
        *in_threads(lambda a, b: _collect(letters.numbers, letters.starts, a, b, length, seen, days), work, threads)
    ]
    keys, texts, places = (
        np.concatenate([np.empty(0, kind), *(part[i] for part in found)])
        for i, kind in enumerate((np.uint64, np.int32, np.int32))
    )
    del found
    order = np.argsort(keys, kind="stable")  # texts and places ascend already
    held = _meet(letters.numbers, letters.starts, keys[order], texts[order], places[order], days, length, most)
    order = np.lexsort((held[2], held[1], held[0]))
    return Held(*(part[order] for part in held))


def stock_marks(letters: Letters, length: int, most: int, threads: int) -> Array:
    """For each character of the texts whether it stands in a piece of `length` that occurs more than `most` times."""
    seen, marks = _counted(letters, length), np.zeros(len(letters.numbers), np.bool_)
    work = parts(len(letters.starts) - 1, PART)
    for _ in in_threads(
        lambda a, b: _mark(letters.numbers, letters.starts, a, b, length, most, seen, marks), work, threads
    ):
        pass
    return marks


def _counted(letters: Letters, length: int) -> Array:
    """How often the pieces of each bucket occur; two kinds of pieces in one bucket make both look more common."""
    seen = np.zeros(1 << BUCKETS, np.uint16)
    _count(letters.numbers, letters.starts, length, seen)  # in one thread: several would lose counts
    return seen


@compiled
def _key(numbers: Array, at: int, length: int) -> np.uint64:
    """A 64-bit key of a piece."""
    key = np.uint64(0)
    for place in range(at, at + length):
        key = (key ^ np.uint64(numbers[place])) * SPREAD
        key ^= key >> np.uint64(29)
    return key


@compiled
def _count(numbers: Array, starts: Array, length: int, seen: Array) -> None:
    shift = np.uint64(64 - BUCKETS)
    for text in range(len(starts) - 1):
        for at in range(starts[text], starts[text + 1] - length + 1):
            bucket = _key(numbers, at, length) * SPREAD >> shift
            if seen[bucket] < MANY:
                seen[bucket] += 1


@compiled
def _mark(
    numbers: Array, starts: Array, first: int, last: int, length: int, most: int, seen: Array, marks: Array
) -> None:
    shift = np.uint64(64 - BUCKETS)
    for text in range(first, last):
        for at in range(starts[text], starts[text + 1] - length + 1):
            if seen[_key(numbers, at, length) * SPREAD >> shift] > most:
                marks[at : at + length] = True


@compiled
def _collect(
    numbers: Array, starts: Array, first: int, last: int, length: int, seen: Array, days: Array
) -> tuple[Array, Array, Array]:
    """Key, text and place of the pieces of a part that may occur elsewhere."""
    shift = np.uint64(64 - BUCKETS)
    room = starts[last] - starts[first]
    keys, texts, places, count = np.empty(room, np.uint64), np.empty(room, np.int32), np.empty(room, np.int32), 0
    for text in range(first, last):
        if days[text] <= 0:
            continue
        for at in range(starts[text], starts[text + 1] - length + 1):
            key = _key(numbers, at, length)
            if seen[key * SPREAD >> shift] > 1:
                keys[count], texts[count], places[count] = key, text, at - starts[text]
                count += 1
    return keys[:count].copy(), texts[:count].copy(), places[:count].copy()


@compiled
def _same(numbers: Array, a: int, b: int, length: int) -> bool:
    step = 0
    while step < length and numbers[a + step] == numbers[b + step]:
        step += 1
    return step == length


@compiled
def _meet(
    numbers: Array,
    starts: Array,
    keys: Array,
    texts: Array,
    places: Array,
    days: Array,
    length: int,
    most: int,
) -> tuple[Array, Array, Array]:
    """Of each piece, every text that holds it with every earlier one; a piece of too many texts is passed over."""
    later, source, place, count = np.empty(1024, np.int32), np.empty(1024, np.int32), np.empty(1024, np.int32), 0
    start = 0
    while start < len(keys):
        stop, different = start + 1, 1
        while stop < len(keys) and keys[stop] == keys[start]:
            different += texts[stop] != texts[stop - 1]
            stop += 1
        if 1 < different <= most:
            for i in range(start, stop):
                for j in range(start, stop):
                    first_of_text = j == start or texts[j] != texts[j - 1]
                    if not first_of_text or days[texts[j]] >= days[texts[i]]:
                        continue
                    a, b = starts[texts[i]] + places[i], starts[texts[j]] + places[j]
                    if not _same(numbers, a, b, length):  # two pieces with one key
                        continue
                    if count == len(later):
                        later = np.concatenate((later, np.empty_like(later)))
                        source = np.concatenate((source, np.empty_like(source)))
                        place = np.concatenate((place, np.empty_like(place)))
                    later[count], source[count], place[count] = texts[i], texts[j], places[i]
                    count += 1
        start = stop
    return later[:count].copy(), source[:count].copy(), place[:count].copy()
