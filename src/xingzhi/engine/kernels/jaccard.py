"""All pairs of texts that share enough of their n-character grams, exactly: none missed, none wrong.

Similarity of two texts is |A and B| / |A or B| over their sets of grams (Jaccard). The search follows the prefix
filter of Bayardo, Ma, Srikant (WWW 2007) and Xiao et al. (PPJoin, TODS 2011): two texts that share enough must
share one of their rarest grams, so only texts that meet there are compared. Each later step (length, counting, bit
signature) can only set aside pairs that cannot reach the threshold; what is left is compared gram by gram.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.engine.kernels.compiling import compiled, in_threads, parts, thread_count
from xingzhi.engine.kernels.grams import SPREAD, GramSets, gram_sets

Array = npt.NDArray[Any]
Pairs = tuple[Array, Array, Array]
ONE = np.uint64(1)
MOST_PAIRS = 50_000_000
MEETINGS = int(__import__('os').environ.get('MEET','8'))
SCAN = float(__import__('os').environ.get('SCAN','2'))
PART = 1024  # texts compared by a thread at a time


class TooManyPairs(ValueError):
    """More pairs stand at the threshold than anyone could read; `found` is a lower bound of their number."""

    def __init__(self, found: int, most: int) -> None:
        super().__init__(f"at least {found:,} pairs, more than {most:,}: raise the threshold or leave out stock texts")
        self.found = found


def exact_threshold(threshold: float | str | Fraction) -> Fraction:
    """The threshold as an exact fraction in (0, 1]; a float means the decimal it prints as (0.3 is 3/10)."""
    try:
        exact = Fraction(str(threshold))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"threshold must be a number above 0 and at most 1, not {threshold!r}") from None
    if not 0 < exact <= 1:
        raise ValueError(f"threshold must be above 0 and at most 1, not {threshold}")
    return exact


def similar_pairs(
    texts: Any,
    threshold: float | str | Fraction,
    gram: int = 3,
    *,
    threads: int | None = None,
    most: int = MOST_PAIRS,
    progress: Callable[[float], None] | None = None,
) -> Pairs:
    """All pairs of rows whose texts have Jaccard similarity of at least `threshold`.

    `texts` is an Arrow string, large_string or dictionary array, chunked or not, already folded: the kernel compares
    characters as they are. A null or empty text pairs with nothing; a text shorter than `gram` equals only itself.

    Returns (left int32, right int32, similarity float64), left < right, ordered by left then right, the same for any
    number of threads. `progress` is called with the share of texts compared, 0 to 1. Raises TooManyPairs above `most`.
    """
    exact = exact_threshold(threshold)
    workers = threads or thread_count()
    rows, distinct = _distinct_texts(texts)
    data, offsets = _buffers(distinct)
    sets = gram_sets(data, offsets, gram, workers)
    groups = _Groups(rows, sets.sizes)
    if groups.identical_pairs > most:
        raise TooManyPairs(groups.identical_pairs, most)
    found = _join(sets, exact, workers, most, progress)
    pairs = groups.expand(*found, most)
    order = np.lexsort((pairs[1], pairs[0]))
    return pairs[0][order], pairs[1][order], pairs[2][order]


def _distinct_texts(texts: Any) -> tuple[Array, Any]:
    """Number of its distinct text for each row (-1 for null), and the distinct texts."""
    column = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])
    if len(column) >= 2**31 - 1:
        raise ValueError("more rows than 32-bit row numbers can name")
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    encoded = column.cast(pa.large_string()).dictionary_encode().combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0) if encoded.num_chunks else pa.array([], pa.large_string()).dictionary_encode()
    rows = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return rows.astype(np.int32, copy=False), encoded.dictionary


def _buffers(texts: Any) -> tuple[Array, Array]:
    """Bytes and n + 1 offsets (int64) of a large_string array without nulls."""
    _, offsets, data = texts.buffers()
    if len(texts) == 0 or offsets is None:
        return np.zeros(1, np.uint8), np.zeros(1, np.int64)
    ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8), ends


class _Groups:
    """Rows that hold the same text: compared once, paired with each other in the end."""

    def __init__(self, rows: Array, sizes: Array) -> None:
        self.counts = np.bincount(rows[rows >= 0], minlength=len(sizes)).astype(np.int64)
        self.counts[sizes == 0] = 0  # the empty text
        self.order = np.argsort(rows, kind="stable").astype(np.int32)
        self.starts = np.searchsorted(rows[self.order], np.arange(len(sizes)))
        self.identical_pairs = int((self.counts * (self.counts - 1) // 2).sum())

    def expand(self, left: Array, right: Array, similarity: Array, most: int) -> Pairs:
        """Pairs of rows from pairs of distinct texts, with the pairs of rows that hold one text."""
        total = int((self.counts[left] * self.counts[right]).sum()) + self.identical_pairs
        if total > most:
            raise TooManyPairs(total, most)
        a, b, s = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.float64)
        _expand(self.order, self.starts, self.counts, left, right, similarity, a, b, s)
        return a, b, s


@compiled
def _expand(
    order: Array, starts: Array, counts: Array, left: Array, right: Array, similarity: Array, a: Array, b: Array, s: Array
) -> None:
    """Fill `a`, `b`, `s` with the pairs of rows."""
    at = 0
    for text in range(len(counts)):
        for i in range(starts[text], starts[text] + counts[text]):
            for j in range(i + 1, starts[text] + counts[text]):
                a[at], b[at], s[at] = order[i], order[j], 1.0
                at += 1
    for pair in range(len(left)):
        x, y = left[pair], right[pair]
        for i in range(starts[x], starts[x] + counts[x]):
            for j in range(starts[y], starts[y] + counts[y]):
                a[at], b[at] = min(order[i], order[j]), max(order[i], order[j])
                s[at] = similarity[pair]
                at += 1


def _join(
    sets: GramSets, threshold: Fraction, threads: int, most: int, progress: Callable[[float], None] | None
) -> Pairs:
    """Pairs of distinct texts at the threshold: (left, right, similarity), in no particular order."""
    order = np.argsort(sets.sizes, kind="stable")
    order = order[np.searchsorted(sets.sizes[order], 1) :]  # without the empty text
    sizes = sets.sizes[order].astype(np.int64)
    n, largest = len(order), int(sizes[-1]) if len(order) else 0
    if n == 0:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float64)
    starts, kept = sets.starts[order], sets.kept[order].astype(np.int64)
    # All fractions are settled here, in whole numbers: grams that two texts of `total` grams must share, and the
    # fewest grams a partner of a text of `size` grams can have.
    up, down = threshold.numerator, threshold.denominator
    needed = np.fromiter((-(-up * total // (up + down)) for total in range(2 * largest + 1)), np.int64, 2 * largest + 1)
    fewest = np.fromiter((-(-up * size // down) for size in range(largest + 1)), np.int64, largest + 1)
    unique = sizes - kept
    indexed = np.clip(sizes - needed[2 * sizes] + MEETINGS - unique, 0, kept)
    probed = np.clip(sizes - fewest[sizes] + MEETINGS - unique, 0, kept)
    lowest = np.searchsorted(sizes, fewest[sizes])
    for _ in in_threads(lambda a, b: _rarest_first(sets.keys, starts, kept, indexed, probed, a, b), parts(n, 4096), threads):
        pass
    edges = _edges(sets.keys, starts, indexed), _edges(sets.keys, starts, probed)
    heads, entries = _index(sets.keys, starts, indexed, 1 << max(4, int(indexed.sum() // 4).bit_length()))
    words = min(64, max(2, 1 << (int(kept.mean() * 3) >> 6).bit_length()))
    signatures = _signatures(sets.keys, starts, kept, words)
    lefts, rights, shares, count = [], [], [], 0

    def probe(first: int, last: int) -> tuple[Array, Array, Array]:
        return _probe(
            first, last, sets.keys, starts, kept, sizes, indexed, probed, *edges, lowest, heads, entries, signatures,
            needed, fewest, most,
        )

    for left, right, shared in in_threads(probe, parts(n, PART), threads):
        count += len(left)
        if count > most:
            raise TooManyPairs(count, most)
        lefts.append(order[left].astype(np.int32))
        rights.append(order[right].astype(np.int32))
        shares.append(shared / (sizes[left] + sizes[right] - shared))
        if progress:
            progress(min(1.0, len(lefts) * PART / n))
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(shares)


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
def _rarest_first(
    keys: Array, starts: Array, kept: Array, indexed: Array, probed: Array, first: int, last: int
) -> None:
    """Put each text's `indexed` rarest keys first, then the rest of its `probed` rarest."""
    for text in range(first, last):
        start = starts[text]
        _put_smallest_first(keys, start, start + kept[text], probed[text])
        _put_smallest_first(keys, start, start + probed[text], indexed[text])


@compiled
def _edges(keys: Array, starts: Array, lengths: Array) -> Array:
    """The largest of the first `lengths` keys of each text."""
    edges = np.zeros(len(starts), np.uint64)
    for text in range(len(starts)):
        for i in range(starts[text], starts[text] + lengths[text]):
            edges[text] = max(edges[text], keys[i])
    return edges


@compiled
def _index(keys: Array, starts: Array, indexed: Array, buckets: int) -> tuple[Array, Array]:
    """Texts by bucket of their rarest grams, ascending: bucket b holds entries[heads[b]:heads[b + 1]]."""
    shift = np.uint64(64) - np.uint64(np.log2(buckets))
    heads = np.zeros(buckets + 2, np.int64)
    for text in range(len(starts)):
        for i in range(starts[text], starts[text] + indexed[text]):
            heads[np.int64(keys[i] * SPREAD >> shift) + 2] += 1
    for bucket in range(2, buckets + 2):
        heads[bucket] += heads[bucket - 1]
    entries = np.empty(heads[buckets + 1], np.int32)
    for text in range(len(starts)):
        for i in range(starts[text], starts[text] + indexed[text]):
            bucket = np.int64(keys[i] * SPREAD >> shift) + 1
            entries[heads[bucket]] = text
            heads[bucket] += 1
    return heads[:-1], entries


@compiled
def _signatures(keys: Array, starts: Array, kept: Array, words: int) -> Array:
    """Each gram flips one bit, by its hash: two signatures differ in at most as many bits as the sets in grams."""
    signatures = np.zeros((len(starts), words), np.uint64)
    for text in range(len(starts)):
        for i in range(starts[text], starts[text] + kept[text]):
            bit = (keys[i] * SPREAD >> np.uint64(32)) & np.uint64(64 * words - 1)
            signatures[text, bit >> np.uint64(6)] ^= ONE << (bit & np.uint64(63))
    return signatures


@compiled
def _differing_bits(a: Array, b: Array) -> int:
    total = 0
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
def _meet(
    x: int, lowest: int, number: int, lists: Array, entries: Array, hits: Array, base: int, enough: int, met: Array
) -> int:
    """Write to `met` the texts from `lowest` to before x that stand in at least `enough` of x's lists."""
    count, goal = 0, base + enough
    for i in range(number):
        low, high = lists[i, 0], lists[i, 1]
        stop = high
        while low < stop:  # first entry from `lowest` on
            middle = (low + stop) >> 1
            if entries[middle] < lowest:
                low = middle + 1
            else:
                stop = middle
        for entry in range(low, high):
            y = entries[entry]
            if y >= x:
                break
            hit = max(hits[y], base) + 1
            hits[y] = hit
            if hit == goal:
                met[count] = y
                count += 1
    return count


@compiled
def _scan(x: int, lowest: int, sizes: Array, kept: Array, signatures: Array, needed: Array, met: Array) -> int:
    """Write to `met` the texts from `lowest` to before x that their signatures do not rule out."""
    count = 0
    for y in range(lowest, x):
        room = kept[x] + kept[y] - 2 * needed[sizes[x] + sizes[y]]
        if room >= 0 and _differing_bits(signatures[x], signatures[y]) <= room:
            met[count] = y
            count += 1
    return count


@compiled
def _probe(
    first: int,
    last: int,
    keys: Array,
    starts: Array,
    kept: Array,
    sizes: Array,
    indexed: Array,
    probed: Array,
    index_edges: Array,
    probe_edges: Array,
    lowest: Array,
    heads: Array,
    entries: Array,
    signatures: Array,
    needed: Array,
    fewest: Array,
    most: int,
) -> tuple[Array, Array, Array]:
    """Partners, among the texts before it, of each text of a part: (left, right, shared grams)."""
    shift = np.uint64(64) - np.uint64(np.log2(len(heads) - 1))
    longest = probed[first:last].max()
    lists = np.empty((longest, 2), np.int64)
    # Hits are counted upwards from a `base` that rises from text to text, so they need no clearing between texts.
    hits, base = np.zeros(last, np.int32), 0
    met = np.empty(last, np.int32)
    slots = np.empty(8, np.uint64)
    found, count = np.empty((1024, 3), np.int32), 0
    for x in range(first, last):
        base += longest + 1
        if base > 2**30:
            hits[:], base = 0, 0
        # The heads lie scattered in memory; fetched in a loop of their own, many are on their way at once.
        total = 0
        for i in range(probed[x]):
            bucket = np.int64(keys[starts[x] + i] * SPREAD >> shift)
            lists[i, 0], lists[i, 1] = heads[bucket], heads[bucket + 1]
            total += heads[bucket + 1] - heads[bucket]
        scanned = total > SCAN * (x - lowest[x])
        if scanned:
            candidates = _scan(x, lowest[x], sizes, kept, signatures, needed, met)
        else:
            enough = min(MEETINGS, fewest[sizes[x]])
            candidates = _meet(x, lowest[x], probed[x], lists, entries, hits, base, enough, met)
        filled = False
        for candidate in range(candidates):
            y = met[candidate]
            need = needed[sizes[x] + sizes[y]]
            if not scanned:
                # Shared grams not met yet all lie behind the prefix that ends first.
                unmet = kept[x] - probed[x] if probe_edges[x] < index_edges[y] else kept[y] - indexed[y]
                room = kept[x] + kept[y] - 2 * need
                if hits[y] - base + unmet < need or _differing_bits(signatures[x], signatures[y]) > room:
                    continue
            if not filled:
                if len(slots) < 2 * kept[x]:
                    slots = np.empty(1 << (np.int64(np.log2(kept[x])) + 2), np.uint64)
                _fill(slots, keys, starts[x], starts[x] + kept[x])
                filled = True
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
