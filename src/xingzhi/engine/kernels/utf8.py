"""Characters of texts held as UTF-8 bytes."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled

CODE_POINTS = 0x110000


@compiled
def next_character(data: Array, at: int) -> tuple[np.int64, int]:
    """Code point at byte `at` of valid UTF-8, and where the next one starts."""
    first = np.int64(data[at])
    if first < 0x80:
        return first, at + 1
    if first < 0xE0:
        return ((first & 0x1F) << 6) | (np.int64(data[at + 1]) & 0x3F), at + 2
    middle = np.int64(data[at + 1]) & 0x3F
    if first < 0xF0:
        return ((first & 0x0F) << 12) | (middle << 6) | (np.int64(data[at + 2]) & 0x3F), at + 3
    tail = ((np.int64(data[at + 2]) & 0x3F) << 6) | (np.int64(data[at + 3]) & 0x3F)
    return ((first & 0x07) << 18) | (middle << 12) | tail, at + 4


@compiled
def mark_characters(data: Array, start: int, stop: int, seen: Array) -> int:
    """Set `seen[c]` for every character between two bytes that start characters; return how many there are."""
    at, characters = start, 0
    while at < stop:
        character, at = next_character(data, at)
        seen[character] = 1
        characters += 1
    return characters
