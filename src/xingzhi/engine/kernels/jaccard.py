"""All pairs of texts that share enough of their n-character grams.

Similarity of two texts is |A and B| / |A or B| over their sets of grams (Jaccard). Equal texts are compared once. Up to
`EXACT_UP_TO` different texts, none is missed (`join`). Of more, pairs are brought together by sketches (`sketches`,
`bands`), which miss about one pair in 500 right at the threshold and fewer above it; what they bring is compared exactly,
so no pair is wrong either way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from xingzhi.engine.kernels.arrow import Array, as_column, buffers, distinct_values, give_back
from xingzhi.engine.kernels.bands import SAMPLE, bands_for, busiest_places, marks_asked, transposed
from xingzhi.engine.kernels.compiling import in_threads, parts, thread_count
from xingzhi.engine.kernels.grams import gram_sets
from xingzhi.engine.kernels.groups import Groups
from xingzhi.engine.kernels.join import Pairs, TooManyPairs, join
from xingzhi.engine.kernels.letters import Letters, as_letters, copied
from xingzhi.engine.kernels.meetings import meetings
from xingzhi.engine.kernels.sketches import PLACES, bins_for, make_sketches
from xingzhi.engine.kernels.verify import verified

MOST_PAIRS = 50_000_000
MOST_MEETINGS = 400_000_000  # of what sketches bring together; beyond, memory ends
EXACT_UP_TO = 150_000
PART = 8192


@dataclass(frozen=True)
class Method:
    """How pairs of a collection are found: by sketches of so many bins, its busiest places known."""

    bins: int
    places: tuple[int, ...]


def method_for(letters: Letters, gram: int, texts: int, characters: int, threads: int) -> Method:
    """The method for so many different texts with so many characters in all, of which `letters` holds the first ones."""
    bins = bins_for(characters / texts)
    sample = np.flatnonzero(np.diff(letters.starts) >= gram)[:SAMPLE]
    starts = np.concatenate(([0], np.cumsum(letters.starts[sample + 1] - letters.starts[sample])))
    sketches = make_sketches(Letters(copied(letters, sample), starts), gram, bins, threads)
    return Method(bins, busiest_places(sketches.marks))


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
    best: int | None = None,
    exact_up_to: int = EXACT_UP_TO,
    method: Method | None = None,
    progress: Callable[[float], None] | None = None,
) -> Pairs:
    """All pairs of rows whose texts have Jaccard similarity of at least `threshold`.

    `texts` is an Arrow string, large_string or dictionary array, chunked or not, already folded: the kernel compares
    characters as they are. A null or empty text pairs with nothing; a text shorter than `gram` equals only itself. With
    `best`, only pairs among the so many most alike of one of their rows. Where the texts are a part of a collection,
    `method` is that of the whole, or None where that is searched exactly, and the pairs are those found among all.

    Returns (left int32, right int32, similarity float64), left < right, ordered by left then right, the same for any
    number of threads. `progress` is called with the share of texts compared, 0 to 1. Raises TooManyPairs above `most`.
    """
    exact = exact_threshold(threshold)
    workers = threads or thread_count()
    column = as_column(texts)
    rows, distinct = distinct_values(column)
    data, offsets = buffers(distinct)
    groups = Groups(rows, np.diff(offsets) > 0)
    if best is None and groups.identical_pairs > most:
        raise TooManyPairs(groups.identical_pairs, most)
    found: Pairs
    if method is None and len(distinct) <= exact_up_to:
        found = join(gram_sets(data, offsets, gram, workers), exact, workers, most, progress)
    else:
        del distinct, data, offsets  # a copy of all texts; each is read from its first row instead
        give_back()
        letters = as_letters(*buffers(column), groups.first_rows, workers)
        how = method or method_for(letters, gram, len(groups.counts), len(letters.numbers), workers)
        found = _by_sketches(letters, gram, exact, how, workers, progress)
    return groups.pairs(*found, most, best)


def _by_sketches(
    letters: Letters,
    gram: int,
    threshold: Fraction,
    method: Method,
    threads: int,
    progress: Callable[[float], None] | None,
) -> Pairs:
    """Pairs of texts that their sketches bring together; a text shorter than `gram` has no partner."""
    met = _brought_together(letters, gram, float(threshold), method, threads, progress)
    return verified(letters, met, gram, threshold, threads)


def _brought_together(
    letters: Letters,
    gram: int,
    threshold: float,
    method: Method,
    threads: int,
    progress: Callable[[float], None] | None,
) -> Array:
    """Pairs, packed and in order, that deserve a closer look."""
    sketches = make_sketches(letters, gram, method.bins, threads)
    n = len(sketches.marks)
    places = np.empty((PLACES, n), np.uint8)
    for _ in in_threads(lambda a, b: transposed(sketches.marks, a, b, places), parts(n, PART), threads):
        pass
    texts, bands = np.flatnonzero(np.diff(letters.starts) >= gram), bands_for(threshold, method.places)
    asked = np.full(n, marks_asked(np.array(threshold)), np.int16)
    portions, met = [np.empty(0, np.uint64)], 0
    for portion in meetings(sketches, texts, lambda chosen: places[chosen], bands, threshold, threads, asked, progress):
        portions.append(portion)
        met += len(portion)
        if met > MOST_MEETINGS:
            raise TooManyPairs(met, MOST_MEETINGS)
    return np.sort(np.concatenate(portions))
