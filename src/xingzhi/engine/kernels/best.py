"""Of all pairs, those among the most alike of one of their two rows: what a person can read where texts abound.

Each row orders its partners by similarity, the highest first, and by their own number where that is the same. So the
choice depends on nothing but the pairs.
"""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled


def best_pairs(
    order: Array, starts: Array, counts: Array, left: Array, right: Array, similarity: Array, best: int
) -> tuple[Array, Array, Array]:
    """Pairs of rows (a < b, in no order) of which one is among the `best` most alike of the other.

    Rows of one text are order[starts[t]:starts[t] + counts[t]], ascending; `left`, `right` are pairs of distinct texts.
    A text that thousands of rows hold costs each of them `best` steps, not thousands.
    """
    scores, rows = _cuts(order, starts, counts, left, right, similarity, *_of_texts(len(counts), left, right), best)
    return _kept(order, starts, counts, left, right, similarity, scores, rows)


def sifted(
    left: Array, right: Array, similarity: Array, texts: int, best: int
) -> tuple[tuple[Array, Array, Array], Array]:
    """Of pairs of `texts` texts those of which one is among the `best` most alike of the other, in no order.

    And of each text the similarity below which no further pair is among its best, -1 while it has room.
    """
    order, starts, counts = np.arange(texts, dtype=np.int32), np.arange(texts), np.ones(texts, np.int64)
    scores, rows = _cuts(order, starts, counts, left, right, similarity, *_of_texts(texts, left, right), best)
    return _kept(order, starts, counts, left, right, similarity, scores, rows), scores[:, 1].copy()


def _of_texts(texts: int, left: Array, right: Array) -> tuple[Array, Array]:
    """The numbers of the pairs of each text, side by side, and where those of each begin."""
    heads = np.zeros(texts + 1, np.int64)
    heads[1:] = np.cumsum(np.bincount(left, minlength=texts) + np.bincount(right, minlength=texts))
    return heads, _by_text(left, right, heads[:-1].copy())


def _kept(
    order: Array, starts: Array, counts: Array, left: Array, right: Array, similarity: Array, scores: Array, rows: Array
) -> tuple[Array, Array, Array]:
    nothing = np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float64)
    total = _emit(order, starts, counts, left, right, similarity, scores, rows, *nothing)
    a, b, s = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.float64)
    _emit(order, starts, counts, left, right, similarity, scores, rows, a, b, s)
    return a, b, s


@compiled
def _by_text(left: Array, right: Array, ends: Array) -> Array:
    """The numbers of the pairs of each text, side by side; `ends` begins as where those of each text begin."""
    of_text = np.empty(2 * len(left), np.int32)
    for pair in range(len(left)):
        for text in (left[pair], right[pair]):
            of_text[ends[text]] = pair
            ends[text] += 1
    return of_text


@compiled
def _cuts(
    order: Array,
    starts: Array,
    counts: Array,
    left: Array,
    right: Array,
    similarity: Array,
    heads: Array,
    of_text: Array,
    best: int,
) -> tuple[Array, Array]:
    """The similarity and row of the last partner that the rows of each text keep; -1 where they keep all.

    In the second place that of rows which stand in the list themselves, and so keep one more of it.
    """
    scores, rows = np.full((len(counts), 2), -1.0), np.full((len(counts), 2), -1, np.int64)
    for text in range(len(counts)):
        pairs = of_text[heads[text] : heads[text + 1]]
        partners = counts[text] - 1
        for pair in pairs:
            partners += counts[left[pair] if right[pair] == text else right[pair]]
        if partners <= best:
            continue
        ranked = pairs[np.argsort(-similarity[pairs], kind="mergesort")]
        room = best + 1
        listed, numbers = np.empty(room * (len(pairs) + 1)), np.empty(room * (len(pairs) + 1), np.int64)
        count = min(counts[text], room)
        listed[:count] = 1.0
        numbers[:count] = order[starts[text] : starts[text] + count]
        for pair in ranked:
            if count >= room and similarity[pair] < listed[count - 1]:
                break  # all that follow are less alike than enough others
            other = left[pair] if right[pair] == text else right[pair]
            for at in range(starts[other], starts[other] + min(counts[other], room)):
                listed[count], numbers[count] = similarity[pair], order[at]
                count += 1
        by_row = np.argsort(numbers[:count])
        place = by_row[np.argsort(-listed[:count][by_row], kind="mergesort")]
        for which in range(2):
            if best - 1 + which < count:
                last = place[best - 1 + which]
                scores[text, which], rows[text, which] = listed[last], numbers[last]
    return scores, rows


@compiled
def _keeps(row: int, text: int, partner: int, score: float, scores: Array, rows: Array) -> bool:
    """Whether `row`, one of the rows of `text`, has the partner among its best."""
    if scores[text, 0] < 0:
        return True
    which = 0
    if scores[text, 1] < 1.0 or row <= rows[text, 1]:  # the row itself stands in the list of its text
        which = 1
    if which == 1 and scores[text, 1] < 0:
        return True
    return bool(score > scores[text, which] or (score == scores[text, which] and partner <= rows[text, which]))


@compiled
def _emit(
    order: Array,
    starts: Array,
    counts: Array,
    left: Array,
    right: Array,
    similarity: Array,
    scores: Array,
    rows: Array,
    a: Array,
    b: Array,
    s: Array,
) -> int:
    """Write the pairs of rows, as far as there is room; return how many they are."""
    at = 0
    for text in range(len(counts)):
        for i in range(starts[text], starts[text] + counts[text]):
            for j in range(starts[text], starts[text] + counts[text]):
                x, y = order[i], order[j]
                if x == y:
                    continue
                if not _keeps(x, text, y, 1.0, scores, rows):
                    break  # partners ascend
                if x < y or not _keeps(y, text, x, 1.0, scores, rows):
                    if at < len(a):
                        a[at], b[at], s[at] = min(x, y), max(x, y), 1.0
                    at += 1
    for pair in range(len(left)):
        for turn in range(2):
            one, other = (left[pair], right[pair]) if turn == 0 else (right[pair], left[pair])
            score = similarity[pair]
            for i in range(starts[one], starts[one] + counts[one]):
                for j in range(starts[other], starts[other] + counts[other]):
                    x, y = order[i], order[j]
                    if not _keeps(x, one, y, score, scores, rows):
                        break
                    if turn == 0 or not _keeps(y, other, x, score, scores, rows):
                        if at < len(a):
                            a[at], b[at], s[at] = min(x, y), max(x, y), score
                        at += 1
    return at
