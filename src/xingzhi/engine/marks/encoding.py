"""Names as codes: Chinese characters first, then letters and digits as they are drawn, words parted by a gap."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.marks.tables import GAP

MOST_HAN = 24
MOST_LETTERS = 64  # one word of the machine compares so many


@compiled
def encode(
    data: Array, offsets: Array, fold: Array, han: Array, codes: Array, starts: Array, leading: Array, keys: Array
) -> None:
    """Fill `codes`, `starts`, the number of Chinese characters in `leading`, and a key that sorts equal names together.

    `data` and `offsets` are UTF-8 as Arrow holds it; `codes` has to be as long as `data`.
    """
    letters = np.empty(4 * MOST_LETTERS, np.uint16)
    at = 0
    for row in range(len(offsets) - 1):
        starts[row] = at
        heads, size = 0, 0
        place, end = offsets[row], offsets[row + 1]
        while place < end:
            byte = np.int64(data[place])
            if byte < 0x80:
                point, length = byte, 1
            elif byte < 0xE0:
                point, length = byte & 0x1F, 2
            elif byte < 0xF0:
                point, length = byte & 0x0F, 3
            else:
                point, length = byte & 0x07, 4
            for more in range(1, min(length, end - place)):
                point = (point << 6) | (np.int64(data[place + more]) & 0x3F)
            place += length
            code = fold[point] if point < len(fold) else 0
            if code == 0:
                continue
            if han[code]:
                if heads < MOST_HAN:
                    codes[at + heads] = code
                    heads += 1
                if size and letters[size - 1] != GAP:
                    code = GAP
                else:
                    continue
            if size < MOST_LETTERS and not (code == GAP and (size == 0 or letters[size - 1] == GAP)):
                letters[size] = code
                size = _drawn(letters, size + 1)
        if size and letters[size - 1] == GAP:
            size -= 1
        codes[at + heads : at + heads + size] = letters[:size]
        leading[row] = heads
        keys[row] = _key(codes, at, heads, size)
        at += heads + size
    starts[len(offsets) - 1] = at


@compiled
def _drawn(letters: Array, size: int) -> int:
    """Fold what the last two letters look like when drawn: VV as W, RN as M, 13 (folded to I3) as B."""
    if size < 2:
        return size
    a, b = letters[size - 2], letters[size - 1]
    if a == 86 and b == 86:
        letters[size - 2] = 87
        return size - 1
    if a == 82 and b == 78:
        letters[size - 2] = 77
        return size - 1
    if a == 73 and b == 51:
        letters[size - 2] = 66
        return size - 1
    return size


@compiled
def _key(codes: Array, at: int, heads: int, size: int) -> np.uint64:
    """Its length, its first two codes, and a digest of all; equal names have equal keys."""
    digest = np.uint64(heads)
    for place in range(at, at + heads + size):
        digest = (digest ^ np.uint64(codes[place])) * np.uint64(0x9E3779B97F4A7C15)
        digest ^= digest >> np.uint64(29)
    key = np.uint64(heads * 8 + min(size, 7)) << np.uint64(56)
    if heads + size > 0:
        key |= np.uint64(codes[at]) << np.uint64(40)
    if heads + size > 1:
        key |= np.uint64(codes[at + 1]) << np.uint64(24)
    return key | (digest >> np.uint64(40))


@compiled
def group(codes: Array, starts: Array, leading: Array, order: Array, text_of: Array) -> int:
    """Number the distinct names in the order given; `text_of` is the name of each place of the order. Gives how many."""
    number, last = -1, -1
    for place in range(len(order)):
        row = order[place]
        same = (
            last >= 0
            and leading[row] == leading[last]
            and starts[row + 1] - starts[row] == starts[last + 1] - starts[last]
        )
        if same:
            for step in range(starts[row + 1] - starts[row]):
                if codes[starts[row] + step] != codes[starts[last] + step]:
                    same = False
                    break
        if not same:
            number += 1
            last = row
        text_of[place] = number
    return number + 1


@compiled
def gathered(
    codes: Array,
    starts: Array,
    leading: Array,
    order: Array,
    text_of: Array,
    out: Array,
    out_starts: Array,
    out_leading: Array,
) -> None:
    """The distinct names, one after the other."""
    at, number = 0, -1
    for place in range(len(order)):
        if text_of[place] == number:
            continue
        number = text_of[place]
        row = order[place]
        out_starts[number] = at
        out_leading[number] = leading[row]
        for step in range(starts[row], starts[row + 1]):
            out[at] = codes[step]
            at += 1
    out_starts[number + 1] = at
