"""Likeness of texts as the hidden key measures it, written apart from the product so that the key can judge it.

Jaccard of the sets of 3 characters after NFKC, lower case and removal of all whitespace.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence

import numpy as np

GRAM = 3


def grams(text: str) -> frozenset[str]:
    """The set of 3-character substrings; a shorter text is its own only gram."""
    folded = "".join(unicodedata.normalize("NFKC", text).lower().split())
    return frozenset(folded[at : at + GRAM] for at in range(max(1, len(folded) - GRAM + 1))) if folded else frozenset()


def jaccard(left: str, right: str) -> float:
    """Shared grams by all grams; two empty texts are not alike."""
    first, second = grams(left), grams(right)
    return len(first & second) / len(first | second) if first and second else 0.0


def pairs_at(
    texts: Sequence[str], threshold: float, *, among: Collection[int] | None = None
) -> Iterator[tuple[int, int, float]]:
    """Every pair (left < right) at `threshold` and above with its similarity, by counting shared grams exactly.

    `among` narrows the search to pairs with at least one of these texts.
    """
    sets = [grams(text) for text in texts]
    sizes = np.array([len(each) for each in sets])
    holders: dict[str, list[int]] = {}
    for number, each in enumerate(sets):
        for gram in each:
            holders.setdefault(gram, []).append(number)
    shared_grams = {gram: np.array(numbers) for gram, numbers in holders.items() if len(numbers) > 1}
    wanted = range(len(sets)) if among is None else among
    for one in sorted(wanted):
        each = sets[one]
        lists = [shared_grams[gram] for gram in each if gram in shared_grams]
        if not lists:
            continue
        shared = np.bincount(np.concatenate(lists), minlength=len(sets))
        likeness = shared / (sizes + sizes[one] - shared)
        for other in map(int, np.flatnonzero(likeness >= threshold)):
            if other > one or (other < one and other not in wanted):
                yield min(one, other), max(one, other), float(likeness[other])
