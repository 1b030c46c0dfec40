"""Rows that hold the same text: compared once, paired with each other in the end."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.best import best_pairs
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.kernels.join import Pairs, TooManyPairs


class Groups:
    """The rows of each distinct text, ascending: those of text t are order[starts[t]:starts[t] + counts[t]]."""

    def __init__(self, texts: Array, filled: Array) -> None:
        """`texts` is the distinct text of each row, -1 for none; `filled` says of each whether it can be in a pair."""
        self.counts = np.bincount(texts[texts >= 0], minlength=len(filled)).astype(np.int64)
        self.counts[~filled] = 0  # the empty text
        self.order = np.argsort(texts, kind="stable").astype(np.int32)
        self.starts = np.searchsorted(texts[self.order], np.arange(len(filled)))
        self.first_rows = self.order[np.minimum(self.starts, max(0, len(texts) - 1))]
        self.identical_pairs = int((self.counts * (self.counts - 1) // 2).sum())

    def pairs(self, left: Array, right: Array, similarity: Array, most: int, best: int | None) -> Pairs:
        """Pairs of rows from pairs of distinct texts, with those of rows that hold one text, by left, then right.

        With `best` only pairs among the so many most alike of one of their rows. Raises TooManyPairs above `most`.
        """
        if best is not None:
            a, b, s = best_pairs(self.order, self.starts, self.counts, left, right, similarity, best)
        else:
            total = int((self.counts[left] * self.counts[right]).sum()) + self.identical_pairs
            if total > most:
                raise TooManyPairs(total, most)
            a, b, s = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.float64)
            _expand(self.order, self.starts, self.counts, left, right, similarity, a, b, s)
        place = np.argsort((a.astype(np.uint64) << np.uint64(32)) | b.astype(np.uint64))
        return a[place], b[place], s[place]


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
