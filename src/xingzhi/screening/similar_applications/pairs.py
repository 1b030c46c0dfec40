"""Pairs of near-identical texts, and what hangs together by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.screening.similar_applications.folding import fold_column
from xingzhi.text.normalise import is_empty

PAIRS = pa.schema([("id_a", pa.string()), ("id_b", pa.string()), ("similarity", pa.float64())])
LONGEST_PLACEHOLDER = 12  # characters; what `is_empty` looks at


def find_pairs(
    ids: pa.ChunkedArray | pa.Array | Sequence[str],
    texts: pa.ChunkedArray | pa.Array | Sequence[str | None],
    threshold: float | str | Fraction,
    progress: Callable[[float], None] | None = None,
) -> pa.Table:
    """All pairs whose texts have Jaccard similarity of 3-character sets of at least `threshold`, none missed.

    A table of id_a, id_b, similarity; a stands before b in the input, rows are in the order of the input. Null, empty and
    placeholder texts ("无", "/") pair with nothing. Raises ValueError for a threshold outside (0, 1], TooManyPairs (a
    ValueError) where the result is beyond reading.
    """
    return find_pairs_of_folded(ids, texts_to_compare(texts), threshold, progress)


def find_pairs_of_folded(
    ids: pa.ChunkedArray | pa.Array | Sequence[str],
    folded: pa.LargeStringArray,
    threshold: float | str | Fraction,
    progress: Callable[[float], None] | None = None,
    best: int | None = None,
) -> pa.Table:
    """As `find_pairs`, for texts that `texts_to_compare` has prepared.

    With `best`, only pairs among the so many most alike of one of their rows.
    """
    # The compiler takes a moment to load; commands that need none start fast.
    from xingzhi.engine.kernels.jaccard import similar_pairs

    left, right, similarity = similar_pairs(folded, threshold, best=best, progress=progress)
    names = as_array(ids).cast(pa.string())
    columns = [names.take(pa.array(left)), names.take(pa.array(right)), pa.array(similarity)]
    return pa.table(columns, schema=PAIRS)


def texts_to_compare(texts: pa.ChunkedArray | pa.Array | Sequence[str | None]) -> pa.LargeStringArray:
    """Texts in similarity form; what is no text (null, blank, "无", "/") is null."""
    folded = fold_column(as_array(texts))
    short = folded.filter(pc.less_equal(pc.utf8_length(folded), LONGEST_PLACEHOLDER)).unique().to_pylist()
    empty = pa.array([text for text in short if is_empty(text)], pa.large_string())
    return pc.if_else(pc.is_in(folded, value_set=empty), None, folded) if len(empty) else folded


def as_array(values: pa.ChunkedArray | pa.Array | Sequence[str | None]) -> pa.Array:
    """Any of these as one array."""
    if isinstance(values, pa.ChunkedArray):
        column = values.cast(pa.large_string())
        return column.combine_chunks() if column.num_chunks else pa.array([], column.type)
    return values if isinstance(values, pa.Array) else pa.array(values, pa.string())


def clusters(left: Sequence[int], right: Sequence[int], count: int) -> npt.NDArray[np.int64]:
    """The connected component of each of `count` items, named by its smallest member."""
    from xingzhi.engine.kernels.components import components

    return np.asarray(components(np.asarray(left, np.int64), np.asarray(right, np.int64), count), np.int64)
