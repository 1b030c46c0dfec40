"""The similarity form of a whole column of texts, at the speed of the machine."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.text.normalise import fold

# Vowels and finals of Korean syllables: starters that nevertheless join the character before them.
_JOINING_JAMO = frozenset(map(chr, [*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]))


@lru_cache(maxsize=1)
def _joining() -> frozenset[str]:
    """Characters that normalisation may join to the one before them, combining marks apart."""
    found = set(_JOINING_JAMO)
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split(" ")
        if len(parts) == 2 and parts[0][0] != "<" and not unicodedata.combining(chr(int(parts[1], 16))):
            found.add(chr(int(parts[1], 16)))
    return frozenset(found)


def stands_alone(character: str) -> bool:
    """Whether a character folds to the same whatever stands beside it.

    Combining marks and joining letters do not, nor does the Greek capital sigma, whose lower case depends on its place.
    """
    composed, first = unicodedata.normalize("NFKC", character), unicodedata.normalize("NFKD", character)[0]
    return "Σ" not in composed and not any(unicodedata.combining(c) or c in _joining() for c in (*composed, first))


def fold_column(texts: pa.ChunkedArray | pa.Array) -> pa.LargeStringArray:
    """The similarity form of every text, exactly as `text.normalise.fold` gives it; null becomes empty.

    Texts go through a table of the few thousand characters they hold; only texts with a character that does not stand
    alone are folded one by one.
    """
    from xingzhi.engine.kernels.characters import characters, replace_characters

    column = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])
    if len(column) == 0:
        return pa.array([], pa.large_string())
    whole = column.cast(pa.large_string()).fill_null("").combine_chunks()
    table = {}
    for character in characters(whole):
        folded = fold(character) if stands_alone(character) else None
        if folded != character:
            table[character] = folded
    folded, left = replace_characters(whole, table)
    if len(left):
        mask = np.zeros(len(whole), np.bool_)
        mask[left] = True
        by_hand = [fold(text) for text in whole.take(pa.array(left)).to_pylist()]
        folded = pc.replace_with_mask(folded, pa.array(mask), pa.array(by_hand, pa.large_string()))
    return folded
