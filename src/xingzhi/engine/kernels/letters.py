"""Texts as small character numbers, so that grams are read without decoding."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.grams import CODE_POINTS, mark_characters, next_character

PART = 4096
BITS = np.uint64(21)  # of a character in a gram; even a plain code point has no more


class Letters(NamedTuple):
    """Texts side by side: text i is numbers[starts[i]:starts[i + 1]], one number a character, from 1 up."""

    numbers: Array
    starts: Array


def as_letters(data: Array, offsets: Array, rows: Array, threads: int) -> Letters:
    """The characters of chosen rows of texts given as UTF-8 bytes with n + 1 offsets (int64); only what occurs is numbered.

    As many rows as there are texts to compare; each keeps its place in `rows` as its number.
    """
    pieces = parts(len(rows), PART)
    seen, starts = np.zeros(CODE_POINTS, np.uint8), np.zeros(len(rows) + 1, np.int64)
    for _ in in_threads(lambda a, b: _count(data, offsets, rows, a, b, seen, starts), pieces, threads):
        pass
    np.cumsum(starts, out=starts)
    table = np.cumsum(seen, dtype=np.uint32)
    numbers = np.empty(starts[-1], np.uint16 if table[-1] < 2**16 else np.uint32)
    for _ in in_threads(lambda a, b: _number(data, offsets, rows, a, b, table, starts, numbers), pieces, threads):
        pass
    return Letters(numbers, starts)


@compiled
def _count(data: Array, offsets: Array, rows: Array, first: int, last: int, seen: Array, starts: Array) -> None:
    """Mark the characters of a part, and note how many each text has in the place after its own."""
    for text in range(first, last):
        row = rows[text]
        starts[text + 1] = mark_characters(data, offsets[row], offsets[row + 1], seen)


@compiled
def _number(
    data: Array, offsets: Array, rows: Array, first: int, last: int, table: Array, starts: Array, numbers: Array
) -> None:
    """Write the numbers of a part."""
    for text in range(first, last):
        at, end = offsets[rows[text]], starts[text]
        while at < offsets[rows[text] + 1]:
            character, at = next_character(data, at)
            numbers[end] = table[character]
            end += 1
