"""Compiled steps of the exact join: probe the index of the rarest grams, rule out by signatures, compare."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.kernels.grams import SPREAD
from xingzhi.engine.kernels.rarest import Index, Texts
from xingzhi.engine.kernels.signatures import ONE, may_pair

# Prefixes are this much longer than the least that would do, so that partners meet in this many grams. Meetings are
# cheap to count, and eight leave a thousandth of the pairs that one leaves (patent abstracts, 100,000 of them).
MEETINGS = 8
# Where a text's lists hold more entries than this per text in question, counting them and looking through all counts is
# faster than to note each meeting as it happens; with still more, reading all signatures in a row is.
OFTEN = 1 / 8
SCAN = 2


@compiled
def _fill(slots: Array, keys: Array, start: int, stop: int) -> None:
    """Put keys into a table of slots (a power of two, at least twice as many), emptied first."""
    slots[:] = 0
    mask = np.uint64(len(slots) - 1)
    for i in range(start, stop):
        slot = (keys[i] * SPREAD >> np.uint64(24)) & mask
        while slots[slot] != 0:
            slot = (slot + ONE) & mask
        slots[slot] = keys[i]


@compiled
def _shared(slots: Array, keys: Array, start: int, stop: int, need: int) -> int:
    """How many of the keys stand in the table; some number below `need` as soon as `need` is out of reach."""
    mask = np.uint64(len(slots) - 1)
    shared = 0
    for i in range(start, stop):
        slot = (keys[i] * SPREAD >> np.uint64(24)) & mask
        while slots[slot] != 0 and slots[slot] != keys[i]:
            slot = (slot + ONE) & mask
        if slots[slot] == keys[i]:
            shared += 1
        elif shared + stop - i <= need:
            return shared
    return shared


@compiled
def _first_from(entries: Array, low: int, high: int, text: int) -> int:
    """Place of the first entry in [low, high) that is `text` or after it; entries ascend."""
    while low < high:
        middle = (low + high) >> 1
        if entries[middle] < text:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _meet(x: int, texts: Texts, lists: Array, entries: Array, hits: Array, base: int, enough: int, met: Array) -> int:
    """Write to `met` the texts before x, of the length of a partner, that stand in at least `enough` of x's lists."""
    count, goal = 0, base + enough
    for i in range(texts.probed[x]):
        low = _first_from(entries, lists[i, 0], lists[i, 1], texts.lowest[x])
        high = _first_from(entries, low, lists[i, 1], x)
        for entry in range(low, high):
            y = np.uint64(entries[entry])
            seen = np.int64(hits[y])
            hit = (seen if seen > base else base) + 1
            hits[y] = hit
            if hit == goal:
                met[count] = y
                count += 1
    return count


@compiled
def _meet_often(x: int, texts: Texts, lists: Array, entries: Array, counts: Array, enough: int, met: Array) -> int:
    """As `_meet`, faster where the lists are long: counts first, in an array all zero, and looks through it after."""
    lowest, count, block = texts.lowest[x], 0, 64
    for i in range(texts.probed[x]):
        low = _first_from(entries, lists[i, 0], lists[i, 1], lowest)
        high = _first_from(entries, low, lists[i, 1], x)
        for entry in range(low, high):
            counts[np.uint64(entries[entry])] += 1
    for start in range(lowest, x, block):
        stop, any_enough = min(start + block, x), False
        for y in range(start, stop):
            any_enough |= counts[y] >= enough
        if any_enough:
            for y in range(start, stop):
                if counts[y] >= enough:
                    met[count] = y
                    count += 1
    counts[lowest:x] = 0
    return count


@compiled
def _scan(x: int, texts: Texts, signatures: Array, needed: Array, met: Array) -> int:
    """Write to `met` the texts before x, of the length of a partner, that their signatures do not rule out."""
    count = 0
    for y in range(texts.lowest[x], x):
        if may_pair(x, y, texts, signatures, needed):
            met[count] = y
            count += 1
    return count


@compiled
def probe(
    first: int,
    last: int,
    texts: Texts,
    index: Index,
    signatures: Array,
    needed: Array,
    fewest: Array,
    hits: Array,
    counts: Array,
    most: int,
) -> tuple[Array, Array, Array]:
    """Partners, among the texts before it, of each text of a part: (left, right, shared grams).

    `hits` and `counts` are places to count in, all zero, unsigned, one for each text before `last`.
    """
    shift = np.uint64(64) - np.uint64(np.log2(len(index.heads) - 1))
    keys, starts, kept = texts.keys, texts.starts, texts.kept
    longest = texts.probed[first:last].max()
    lists = np.empty((longest, 2), np.int64)
    # `hits` are counted upwards from a `base` that rises from text to text, so they are cleared only when it is at its end.
    base, limit = 0, (1 << (8 * hits.itemsize)) - 2 * (longest + 1)
    met = np.empty(last, np.int32)
    slots = np.empty(8, np.uint64)
    found, count = np.empty((1024, 3), np.int32), 0
    for x in range(first, last):
        base += longest + 1
        if base > limit:
            hits[:], base = 0, 0
        # The heads lie scattered in memory; fetched in a loop of their own, many are on their way at once.
        total = 0
        for i in range(texts.probed[x]):
            bucket = np.int64(keys[starts[x] + i] * SPREAD >> shift)
            lists[i, 0], lists[i, 1] = index.heads[bucket], index.heads[bucket + 1]
            total += lists[i, 1] - lists[i, 0]
        enough = min(MEETINGS, fewest[texts.sizes[x]])
        if total > SCAN * (x - texts.lowest[x]):
            candidates = _scan(x, texts, signatures, needed, met)
        elif total > OFTEN * (x - texts.lowest[x]):
            candidates = _meet_often(x, texts, lists, index.entries, counts, enough, met)
        else:
            candidates = _meet(x, texts, lists, index.entries, hits, base, enough, met)
        filled = False
        for candidate in range(candidates):
            y = met[candidate]
            if not may_pair(x, y, texts, signatures, needed):
                continue
            if not filled:
                if len(slots) < 2 * kept[x]:
                    slots = np.empty(1 << (np.int64(np.log2(kept[x])) + 2), np.uint64)
                _fill(slots, keys, starts[x], starts[x] + kept[x])
                filled = True
            need = needed[texts.sizes[x] + texts.sizes[y]]
            shared = _shared(slots, keys, starts[y], starts[y] + kept[y], need)
            if shared < need:
                continue
            if count == len(found):
                found = np.concatenate((found, np.empty_like(found)))
            found[count, 0], found[count, 1], found[count, 2] = y, x, shared
            count += 1
        if count > most:
            break
    return found[:count, 0].copy(), found[:count, 1].copy(), found[:count, 2].copy()
