"""Exact join of gram sets by Jaccard similarity.

The search follows the prefix filter (Bayardo, Ma, Srikant, WWW 2007; Xiao et al., PPJoin, TODS 2011): two texts that
share enough grams share some of their rarest ones, so only texts that meet there are looked at. Each step (length,
meetings, bit signature) sets aside only pairs that cannot reach the threshold; what is left is compared gram by gram.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import in_threads, parts
from xingzhi.engine.kernels.grams import GramSets
from xingzhi.engine.kernels.probe import MEETINGS, probe
from xingzhi.engine.kernels.rarest import Texts, index_rarest, put_rarest_first
from xingzhi.engine.kernels.signatures import make_signatures

Pairs = tuple[Array, Array, Array]
PART = 1024  # texts a thread probes at a time


class TooManyPairs(ValueError):
    """More pairs stand at the threshold than anyone could read; `found` is a lower bound of their number."""

    def __init__(self, found: int, most: int) -> None:
        super().__init__(f"at least {found:,} pairs, more than {most:,}: raise the threshold or leave out stock texts")
        self.found = found


def join(
    sets: GramSets, threshold: Fraction, threads: int, most: int, progress: Callable[[float], None] | None
) -> Pairs:
    """Pairs of distinct texts at the threshold: (left, right, similarity), in no particular order."""
    order = np.argsort(sets.sizes, kind="stable")
    order = order[np.searchsorted(sets.sizes[order], 1) :]  # without the empty text
    n = len(order)
    if n == 0:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float64)
    texts, needed, fewest = _prepare(sets, order, threshold)
    for _ in in_threads(lambda first, last: put_rarest_first(texts, first, last), parts(n, 4096), threads):
        pass
    index = index_rarest(texts, 1 << max(4, int(texts.indexed.sum() // 4).bit_length()))
    words = min(64, max(2, 1 << (int(texts.kept.mean() * 3) >> 6).bit_length()))
    signatures = make_signatures(texts, words)
    lefts, rights, similarities, count = [], [], [], 0
    # The smaller the numbers, the more of them stay in the processor's cache.
    number = np.uint16 if int(texts.probed.max()) < 2**12 else np.uint32

    def search(first: int, last: int) -> Pairs:
        hits, counts = np.zeros(last, number), np.zeros(last, number)
        return probe(first, last, texts, index, signatures, needed, fewest, hits, counts, most)

    results = in_threads(search, parts(n, PART), threads)
    for left, right, shared in results:
        count += len(left)
        if count > most:
            results.close()
            raise TooManyPairs(count, most)
        lefts.append(order[left].astype(np.int32))
        rights.append(order[right].astype(np.int32))
        similarities.append(shared / (texts.sizes[left] + texts.sizes[right] - shared))
        if progress:
            progress(min(1.0, len(lefts) * PART / n))
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(similarities)


def needed_of(threshold: Fraction, largest: int) -> Array:
    """How many grams two texts of so many together must share (int64), for all totals up to `largest`; nothing is rounded."""
    up, both = threshold.numerator, threshold.numerator + threshold.denominator
    return np.fromiter((-(-up * total // both) for total in range(largest + 1)), np.int64, largest + 1)


def _prepare(sets: GramSets, order: Array, threshold: Fraction) -> tuple[Texts, Array, Array]:
    """The texts in `order` with the lengths of their prefixes, and two tables that settle all fractions beforehand.

    The tables are whole numbers, so that a pair exactly at the threshold counts. Two texts of `total` grams together
    must share `needed[total]`; a text of `size` grams and a partner share `fewest[size]` at least, so the partner has
    as many.
    """
    sizes = sets.sizes[order].astype(np.int64)
    starts, kept = sets.starts[order], sets.kept[order].astype(np.int64)
    up, down = threshold.numerator, threshold.denominator
    largest = int(sizes[-1])
    needed = needed_of(threshold, 2 * largest)
    fewest = np.fromiter((-(-up * size // down) for size in range(largest + 1)), np.int64, largest + 1)
    unique = sizes - kept  # they would stand at the very front of a prefix
    indexed = np.clip(sizes - needed[2 * sizes] + MEETINGS - unique, 0, kept)
    probed = np.clip(sizes - fewest[sizes] + MEETINGS - unique, 0, kept)
    lowest = np.searchsorted(sizes, fewest[sizes])
    return Texts(sets.keys, starts, kept, sizes, indexed, probed, lowest), needed, fewest
