"""All pairs of stored texts, out of core: only marks, bits and the pairs themselves are in memory.

Of ten million texts the marks take 5 GB, their bits 0.6 GB. The sketches bring pairs together (`kernels.bands`), the
same ones as in memory; every one is then compared exactly, the texts of two blocks at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.bands import SAMPLE, bands_for, busiest_places, marks_asked
from xingzhi.engine.kernels.best import sifted
from xingzhi.engine.kernels.compiling import thread_count
from xingzhi.engine.kernels.digests import same_texts
from xingzhi.engine.kernels.groups import Groups
from xingzhi.engine.kernels.jaccard import MOST_PAIRS, exact_threshold
from xingzhi.engine.kernels.join import Pairs, TooManyPairs
from xingzhi.engine.kernels.meetings import AT_ONCE, meetings
from xingzhi.engine.kernels.sketches import PLACES, WORDS, Sketches
from xingzhi.engine.kernels.verify import verified
from xingzhi.engine.stored.texts import GRAM, StoredTexts

PART = 8192
PAIRS_AT_ONCE = 1 << 21  # compared exactly in one go
LOWER = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)


def all_pairs(
    stored: StoredTexts,
    threshold: float | str | Fraction,
    *,
    best: int | None,
    most: int = MOST_PAIRS,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    at_once: int = AT_ONCE,
) -> Pairs:
    """Pairs of texts, by their numbers in the store, as `kernels.jaccard.similar_pairs` gives them.

    With `best`, pairs are sifted while they come, a portion of about `at_once` at a time, so that there may be any number
    of them; a pair that by its marks cannot be among the best is not compared. `progress` is called with the share of
    the way. Raises TooManyPairs where all are wanted and more than `most` found.
    """
    exact, workers = exact_threshold(threshold), threads or thread_count()
    told = progress or (lambda share: None)
    texts, first = same_texts(np.concatenate([np.empty((0, 2), np.uint64), *(b.digests for b in stored.blocks)]))
    lengths = np.concatenate([np.empty(0, np.int64), *(np.diff(b.starts) for b in stored.blocks)])[first]
    sketches = _in_memory(stored, workers)
    asked = np.full(len(stored), marks_asked(np.array(float(exact))), np.int16)
    chosen = first[lengths >= GRAM]
    bands = bands_for(float(exact), busiest_places(sketches.marks[chosen[:SAMPLE]]))
    kept: Pairs = np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0)
    for met in meetings(sketches, chosen, stored.columns, bands, float(exact), workers, asked, told, at_once):
        found = [kept]
        for pairs in _compared(stored, met, exact, workers):
            found.append(pairs)
            if best is None and (count := sum(len(each[0]) for each in found)) > most:
                raise TooManyPairs(count, most)
        left, right, similarity = (np.concatenate(each) for each in zip(*found, strict=True))
        kept = left, right, similarity
        if best is not None:
            kept, enough = sifted(*kept, len(stored), best)
            np.maximum(asked, marks_asked(enough), out=asked)
    del sketches, asked
    left, right, similarity = kept  # first rows of distinct texts
    return Groups(texts, lengths > 0).pairs(texts[left], texts[right], similarity, most, best)


def _in_memory(stored: StoredTexts, threads: int) -> Sketches:
    """The marks and bits of all texts, text by text."""
    marks, bits = np.empty((len(stored), PLACES), np.uint8), np.empty((len(stored), WORDS), np.uint64)
    for block in stored.blocks:
        own, part = slice(block.first, block.first + block.texts), block.sketches(threads)
        marks[own], bits[own] = part.marks, part.bits
    return Sketches(marks, bits)


def _compared(stored: StoredTexts, met: Array, threshold: Fraction, threads: int) -> Iterator[Pairs]:
    """Of the pairs brought together those at the threshold."""
    for pairs in _in_portions(stored, met):
        left, right = (pairs >> SHIFT).astype(np.int64), (pairs & LOWER).astype(np.int64)
        wanted = np.zeros(len(stored), np.bool_)
        wanted[left] = wanted[right] = True
        needed = np.flatnonzero(wanted)
        place = np.cumsum(wanted, dtype=np.int32) - np.int32(1)
        packed = (place[left].astype(np.uint64) << SHIFT) | place[right].astype(np.uint64)
        a, b, similarity = verified(stored.letters_of(needed), packed, GRAM, threshold, threads)
        yield needed[a].astype(np.int32), needed[b].astype(np.int32), similarity


def _in_portions(stored: StoredTexts, met: Array) -> Iterator[Array]:
    """The pairs of two blocks at a time, in order of left texts; few are put together with those of further blocks."""
    edges = np.array([*(block.first for block in stored.blocks), len(stored)], np.uint64)
    waiting: list[Array] = []
    for low, high in pairwise(np.searchsorted(met, edges << SHIFT)):
        own = met[low:high]
        block_of = np.searchsorted(edges, own & LOWER, side="right")
        for block in np.unique(block_of):
            waiting.append(own[block_of == block])
            if sum(map(len, waiting)) >= PAIRS_AT_ONCE:
                yield np.sort(np.concatenate(waiting))
                waiting.clear()
    if waiting:
        yield np.sort(np.concatenate(waiting))
