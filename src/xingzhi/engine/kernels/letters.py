"""Texts as numbers of characters, so that grams are read without decoding."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.utf8 import next_character

PART = 4096
BITS = np.uint64(21)  # of a character in a gram; a code point has no more


class Letters(NamedTuple):
    """Texts side by side: text i is numbers[starts[i]:starts[i + 1]], of each character its code point plus one.

    So a character has one number wherever and together with whatever it is read.
    """

    numbers: Array
    starts: Array


def as_letters(data: Array, offsets: Array, rows: Array, threads: int) -> Letters:
    """The characters of chosen rows of texts given as UTF-8 bytes with n + 1 offsets (int64), as uint16 where they fit.

    As many rows as there are texts to compare; each keeps its place in `rows` as its number.
    """
    pieces = parts(len(rows), PART)
    starts = np.zeros(len(rows) + 1, np.int64)
    largest = 0
    for each in in_threads(lambda a, b: _count(data, offsets, rows, a, b, starts), pieces, threads):
        largest = max(largest, int(each))
    np.cumsum(starts, out=starts)
    numbers = np.empty(starts[-1], np.uint16 if largest + 1 < 2**16 else np.uint32)
    for _ in in_threads(lambda a, b: _number(data, offsets, rows, a, b, starts, numbers), pieces, threads):
        pass
    return Letters(numbers, starts)


@compiled
def _count(data: Array, offsets: Array, rows: Array, first: int, last: int, starts: Array) -> np.int64:
    """Note how many characters each text of a part has in the place after its own; return the largest code point."""
    largest = np.int64(0)
    for text in range(first, last):
        at, end, characters = offsets[rows[text]], offsets[rows[text] + 1], 0
        while at < end:
            character, at = next_character(data, at)
            largest = max(largest, character)
            characters += 1
        starts[text + 1] = characters
    return largest


@compiled
def _number(data: Array, offsets: Array, rows: Array, first: int, last: int, starts: Array, numbers: Array) -> None:
    """Write the numbers of a part."""
    for text in range(first, last):
        at, end = offsets[rows[text]], starts[text]
        while at < offsets[rows[text] + 1]:
            character, at = next_character(data, at)
            numbers[end] = character + 1
            end += 1


@compiled
def copied(letters: Letters, texts: Array) -> Array:
    """The characters of some texts, side by side."""
    total = 0
    for text in texts:
        total += letters.starts[text + 1] - letters.starts[text]
    out, at = np.empty(total, letters.numbers.dtype), 0
    for text in texts:
        for i in range(letters.starts[text], letters.starts[text + 1]):
            out[at] = letters.numbers[i]
            at += 1
    return out
