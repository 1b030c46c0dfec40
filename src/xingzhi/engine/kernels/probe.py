"""Compiled steps of the exact join: order the grams, index the rarest, probe, compare."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.kernels.grams import SPREAD

ONE = np.uint64(1)
# Prefixes are this much longer than the least that would do, so that partners meet in this many grams. Meetings are
# cheap to count, and eight leave a thousandth of the pairs that one leaves (patent abstracts, 100,000 of them).
MEETINGS = 8
# Where a text's lists hold more entries than this per text in question, counting them and looking through all counts is
# faster than to note each meeting as it happens; with still more, reading all signatures in a row is.
OFTEN = 1 / 8
SCAN = 2


class Texts(NamedTuple):
    """Gram sets in order of size; a text's partners are looked for among the texts before it."""

    keys: Array  # grams of all texts; each text's rarest come first
    starts: Array  # where a text's keys begin
    kept: Array  # how many it has
    sizes: Array  # its grams, those that occur nowhere else included
    indexed: Array  # length of the prefix under which it is found
    probed: Array  # length of the prefix by which it looks for others
    lowest: Array  # first text that is long enough to be its partner


class Index(NamedTuple):
    """Texts by bucket of their indexed grams, ascending: bucket b holds entries[heads[b]:heads[b + 1]]."""

    heads: Array
    entries: Array


@compiled
def _put_smallest_first(keys: Array, first: int, last: int, number: int) -> None:
    """Move the `number` smallest of the distinct keys[first:last] to the front (quickselect, in place)."""
    goal = first + number
    while first < goal < last:
        if last - first == 2:
            if keys[first] > keys[first + 1]:
                keys[first], keys[first + 1] = keys[first + 1], keys[first]
            return
        # The median of three distinct keys is not the largest, so both sides of the cut hold something.
        a, b, c = keys[first], keys[(first + last) >> 1], keys[last - 1]
        pivot = max(min(a, b), min(max(a, b), c))
        i, j = first - 1, last
        while True:
            i += 1
            while keys[i] < pivot:
                i += 1
            j -= 1
            while keys[j] > pivot:
                j -= 1
            if i >= j:
                break
            keys[i], keys[j] = keys[j], keys[i]
        if goal <= j + 1:
            last = j + 1
        else:
            first = j + 1


@compiled
def put_rarest_first(texts: Texts, first: int, last: int) -> None:
    """Put each text's `indexed` rarest keys first, then the rest of its `probed` rarest."""
    for text in range(first, last):
        start = texts.starts[text]
        _put_smallest_first(texts.keys, start, start + texts.kept[text], texts.probed[text])
        _put_smallest_first(texts.keys, start, start + texts.probed[text], texts.indexed[text])


@compiled
def index_rarest(texts: Texts, buckets: int) -> Index:
    """Where each text's `indexed` rarest grams stand."""
    shift = np.uint64(64) - np.uint64(np.log2(buckets))
    heads = np.zeros(buckets + 2, np.int64)
    for text in range(len(texts.starts)):
        for i in range(texts.starts[text], texts.starts[text] + texts.indexed[text]):
            heads[np.int64(texts.keys[i] * SPREAD >> shift) + 2] += 1
    for i in range(2, buckets + 2):
        heads[i] += heads[i - 1]
    entries = np.empty(heads[buckets + 1], np.uint32)
    for text in range(len(texts.starts)):
        for i in range(texts.starts[text], texts.starts[text] + texts.indexed[text]):
            bucket = np.int64(texts.keys[i] * SPREAD >> shift) + np.int64(1)
            entries[heads[bucket]] = text
            heads[bucket] += 1
    return Index(heads[:-1], entries)


@compiled
def make_signatures(texts: Texts, words: int) -> Array:
    """Each gram flips one bit, by its hash: two signatures differ in at most as many bits as the sets in grams."""
    signatures = np.zeros((len(texts.starts), words), np.uint64)
    for text in range(len(texts.starts)):
        for i in range(texts.starts[text], texts.starts[text] + texts.kept[text]):
            bit = (texts.keys[i] * SPREAD >> np.uint64(32)) & np.uint64(64 * words - 1)
            signatures[text, bit >> np.uint64(6)] ^= ONE << (bit & np.uint64(63))
    return signatures


@compiled
def _differing_bits(a: Array, b: Array) -> np.int64:
    total = np.int64(0)
    for i in range(len(a)):
        v = a[i] ^ b[i]
        v = v - ((v >> ONE) & np.uint64(0x5555555555555555))
        v = (v & np.uint64(0x3333333333333333)) + ((v >> np.uint64(2)) & np.uint64(0x3333333333333333))
        v = (v + (v >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        total += np.int64((v * np.uint64(0x0101010101010101)) >> np.uint64(56))
    return total


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
def _may_pair(x: int, y: int, texts: Texts, signatures: Array, needed: Array) -> bool:
    """Whether sizes and signatures of two texts leave room for as many shared grams as they need."""
    room = texts.kept[x] + texts.kept[y] - 2 * needed[texts.sizes[x] + texts.sizes[y]]
    return bool(room >= 0 and _differing_bits(signatures[x], signatures[y]) <= room)


@compiled
def _scan(x: int, texts: Texts, signatures: Array, needed: Array, met: Array) -> int:
    """Write to `met` the texts before x, of the length of a partner, that their signatures do not rule out."""
    count = 0
    for y in range(texts.lowest[x], x):
        if _may_pair(x, y, texts, signatures, needed):
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
            if not _may_pair(x, y, texts, signatures, needed):
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
