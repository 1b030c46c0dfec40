"""All pairs of texts that share enough of their n-character grams.

Similarity of two texts is |A and B| / |A or B| over their sets of grams (Jaccard). Equal texts are compared once. Up to
`EXACT_UP_TO` different texts, none is missed (`join`). Of more, pairs are brought together by sketches (`sketches`,
`bands`), which miss about one pair in 500 right at the threshold and fewer above it; what they bring is compared exactly,
so no pair is wrong either way.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from xingzhi.engine.kernels.arrow import Array, as_column, buffers, distinct_values, give_back
from xingzhi.engine.kernels.bands import meetings
from xingzhi.engine.kernels.compiling import compiled, thread_count
from xingzhi.engine.kernels.grams import gram_sets
from xingzhi.engine.kernels.join import Pairs, TooManyPairs, join
from xingzhi.engine.kernels.letters import Letters, as_letters
from xingzhi.engine.kernels.sketches import bands_for, make_sketches
from xingzhi.engine.kernels.verify import verified

MOST_PAIRS = 50_000_000
EXACT_UP_TO = 150_000


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
    exact_up_to: int = EXACT_UP_TO,
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
    column = as_column(texts)
    rows, distinct = distinct_values(column)
    data, offsets = buffers(distinct)
    groups = _Groups(rows, np.diff(offsets))
    if groups.identical_pairs > most:
        raise TooManyPairs(groups.identical_pairs, most)
    if len(distinct) <= exact_up_to:
        found = join(gram_sets(data, offsets, gram, workers), exact, workers, most, progress)
    else:
        del distinct, data, offsets  # a copy of all texts; each is read from its first row instead
        give_back()
        letters = as_letters(*buffers(column), groups.first_rows, workers)
        found = _by_sketches(letters, gram, exact, workers, most, progress)
    pairs = groups.expand(*found, most)
    order = np.lexsort((pairs[1], pairs[0]))
    return pairs[0][order], pairs[1][order], pairs[2][order]


def _by_sketches(
    letters: Letters, gram: int, threshold: Fraction, threads: int, most: int, progress: Callable[[float], None] | None
) -> Pairs:
    """Pairs of texts that their sketches bring together; a text shorter than `gram` has no partner."""
    sketches = make_sketches(letters, gram, bands_for(float(threshold)), threads)
    met = meetings(sketches, float(threshold), threads, progress)
    del sketches  # half a gigabyte and more
    if len(met) > 4 * most:
        raise TooManyPairs(len(met), most)
    return verified(letters, met, gram, threshold, threads)


class _Groups:
    """Rows that hold the same text: compared once, paired with each other in the end."""

    def __init__(self, rows: Array, sizes: Array) -> None:
        self.counts = np.bincount(rows[rows >= 0], minlength=len(sizes)).astype(np.int64)
        self.counts[sizes == 0] = 0  # the empty text
        self.order = np.argsort(rows, kind="stable").astype(np.int32)
        self.starts = np.searchsorted(rows[self.order], np.arange(len(sizes)))
        self.first_rows = self.order[np.minimum(self.starts, max(0, len(rows) - 1))]
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
    order: Array,
    starts: Array,
    counts: Array,
    left: Array,
    right: Array,
    similarity: Array,
    a: Array,
    b: Array,
    s: Array,
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
