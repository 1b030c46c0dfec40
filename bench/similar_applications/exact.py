"""All pairs by counting every shared gram of every two texts: no filter, no hashing, nothing of the kernel's code."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

BLOCK = 256


def exact_pairs(texts: list[str], threshold: float = 0.5) -> set[tuple[int, int]]:
    """Pairs (a, b), a < b, with 3-character Jaccard of at least `threshold`, of folded texts of 3 characters and more.

    Common grams are counted by a product of matrices, rare ones by their lists; time grows with the square.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    sets = [{text[at : at + 3] for at in range(len(text) - 2)} for text in texts]
    for row, grams in enumerate(sets):
        for gram in grams:
            postings[gram].append(row)
    common = {gram: column for column, gram in enumerate(g for g, rows in postings.items() if len(rows) > 400)}
    matrix = np.zeros((len(texts), len(common)), np.float32)
    for gram, column in common.items():
        matrix[postings[gram], column] = 1
    rare = {gram: np.array(rows) for gram, rows in postings.items() if 1 < len(rows) <= 400}
    sizes = np.array([len(grams) for grams in sets])
    found: set[tuple[int, int]] = set()
    for start in range(0, len(texts), BLOCK):
        rows = range(start, min(start + BLOCK, len(texts)))
        shared = matrix[rows.start : rows.stop] @ matrix[: rows.stop].T
        for row in rows:
            lists = [rare[gram] for gram in sets[row] if gram in rare]
            counts = shared[row - start]
            if lists:
                counts = counts + np.bincount(np.concatenate(lists), minlength=len(texts))[: rows.stop]
            union = sizes[: rows.stop] + sizes[row] - counts
            found |= {(int(other), row) for other in np.flatnonzero(counts >= threshold * union) if other < row}
    return found
