"""Pairs of near-identical texts: folding a column, finding the pairs, and what hangs together by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.text.normalise import fold

# White space beyond ASCII that is left after NFKC; the ideographic and the no-break space have become plain ones.
_WHITE_SPACE = "[\\s\\x0b\\x1c-\\x1f\\x{85}\\x{1680}\\x{2028}\\x{2029}]+"
_UNLIKE_LOWER = "[İΣ]"  # letters Arrow and Python put into lower case differently

PAIRS = pa.schema([("id_a", pa.string()), ("id_b", pa.string()), ("similarity", pa.float64())])


def fold_column(texts: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    """The similarity form of every text (NFKC, lower case, no white space), as `text.normalise.fold` gives it."""
    column = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])
    if not pa.types.is_large_string(column.type):
        column = column.cast(pa.string())
    special = pc.fill_null(pc.match_substring_regex(column, _UNLIKE_LOWER), False)
    folded = pc.utf8_lower(pc.utf8_normalize(column, form="NFKC"))
    folded = pc.replace_substring_regex(folded, pattern=_WHITE_SPACE, replacement="")
    if pc.any(special).as_py():
        by_hand = [fold(text) for text in column.filter(special).to_pylist()]
        folded = pc.replace_with_mask(folded.combine_chunks(), special.combine_chunks(), pa.array(by_hand, folded.type))
    return folded if isinstance(folded, pa.ChunkedArray) else pa.chunked_array([folded])


def find_pairs(
    ids: pa.ChunkedArray | pa.Array,
    texts: pa.ChunkedArray | pa.Array,
    threshold: float,
    progress: Callable[[float], None] | None = None,
) -> pa.Table:
    """All pairs whose texts have Jaccard similarity of 3-character sets of at least `threshold`, none missed.

    A table of id_a, id_b, similarity; a stands before b in the input. Texts without a character pair with nothing.
    """
    from xingzhi.engine.kernels.jaccard import (
        similar_pairs,  # compiles on first use; commands that need none start fast
    )

    left, right, similarity = similar_pairs(fold_column(texts), threshold, progress=progress)
    names = ids.combine_chunks() if isinstance(ids, pa.ChunkedArray) else ids
    if isinstance(names, pa.ChunkedArray):  # an empty column has no chunk to combine
        names = pa.array([], pa.string())
    columns = [names.take(pa.array(left)), names.take(pa.array(right)), pa.array(similarity)]
    return pa.table(columns, names=PAIRS.names).cast(PAIRS)


def clusters(left: Sequence[int], right: Sequence[int], count: int) -> np.ndarray:
    """The connected component of each of `count` items, named by its smallest member."""
    parent = np.arange(count)

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = int(parent[item])
        return item

    for a, b in zip(left, right, strict=True):
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    return np.array([root(item) for item in range(count)], dtype=np.int64)
