"""Pairs of texts that are alike in what is rare in them, though hardly in their wording: probably one rewritten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.packs import Screening
from xingzhi.screening.similar_applications.pairs import as_array, texts_to_compare

Array = npt.NDArray[Any]
REWRITTEN = pa.schema(
    [("id_a", pa.string()), ("id_b", pa.string()), ("likeness", pa.float64()), ("similarity", pa.float64())]
)
GRAM = 3
LEAST = Fraction(1, 10**6)  # of a similarity that is only told, whatever it is


def find_rewritten(
    ids: pa.ChunkedArray | pa.Array | Sequence[str],
    texts: pa.ChunkedArray | pa.Array | Sequence[str | None],
    settings: Screening,
    below: float,
    *,
    labels: Sequence[Collection[str]] | None = None,
    days: Sequence[int] | None = None,
    threshold: float | None = None,
) -> pa.Table:
    """Pairs whose weighted likeness reaches the pack's threshold and whose similarity lies below `below`.

    `labels` are what each text may have in common with others (party, agency, class), `days` the days of filing (-1 not
    known); where either is given, two texts are compared only where they share a label or stand near in time. A table of
    id_a, id_b, likeness (how far rare two-character pieces agree and characters are contained), similarity (Jaccard of
    three-character sets); a stands before b in the input, the most alike first. Short texts take no part.
    """
    from xingzhi.engine.kernels.arrow import buffers
    from xingzhi.engine.kernels.compiling import thread_count
    from xingzhi.engine.kernels.letters import as_letters
    from xingzhi.engine.kernels.verify import verified
    from xingzhi.engine.kernels.weighted import Weights, no_blocks, weighted_pairs

    folded = texts_to_compare(texts)
    long = pc.fill_null(pc.greater_equal(pc.utf8_length(folded), settings.integer("minimum_length")), False)
    rows = np.flatnonzero(long.to_numpy(zero_copy_only=False))
    threads = thread_count()
    letters = as_letters(*buffers(folded), rows, threads)
    blocks = no_blocks(len(rows))
    if labels is not None or days is not None:
        blocks = _blocks(rows, labels, days, settings.integer("near_days"))
    left, right, likeness = weighted_pairs(
        letters,
        blocks,
        Weights(float(settings["rarity"]), float(settings["floor"]), float(settings["characters"])),
        float(settings["threshold"]) if threshold is None else threshold,
        settings.integer("best_per_record"),
        settings.integer("most_common"),
        threads,
    )
    packed = left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64)
    similarity = _similarity(packed, *verified(letters, packed, GRAM, LEAST, threads))
    chosen = similarity < below
    names = as_array(ids).cast(pa.string())
    table = pa.table(
        [
            names.take(pa.array(rows[left[chosen]])),
            names.take(pa.array(rows[right[chosen]])),
            pa.array(likeness[chosen]),
            pa.array(similarity[chosen]),
        ],
        schema=REWRITTEN,
    )
    return table.sort_by([("likeness", "descending"), ("id_a", "ascending"), ("id_b", "ascending")])


def _similarity(packed: Array, left: Array, right: Array, told: Array) -> Array:
    """The similarity of every pair in the order of `packed`; of those that share no three characters it is 0."""
    similarity = np.zeros(len(packed))
    there = left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64)
    similarity[np.searchsorted(packed, there)] = told
    return similarity


def _blocks(rows: Array, labels: Sequence[Collection[str]] | None, days: Sequence[int] | None, near: int) -> Any:
    from xingzhi.engine.kernels.weighted import Blocks

    numbers: dict[str, int] = {}
    starts, listed = [0], []
    for row in rows:
        for number in sorted({numbers.setdefault(label, len(numbers)) for label in (labels[row] if labels else ())}):
            listed.append(number)
        starts.append(len(listed))
    known = np.full(len(rows), -1, np.int64) if days is None else np.asarray(days, np.int64)[rows]
    return Blocks(np.array(starts, np.int64), np.array(listed, np.int64), known, near)
