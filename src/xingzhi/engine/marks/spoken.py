"""How letters are said, roughly; for comparing only."""

from __future__ import annotations

from typing import Any

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.marks.mixing import BONES, mixed


@compiled
def bones_key(said: Array, size: int) -> tuple[np.uint64, int]:
    """What is left of a spoken word without its vowels, as a key, and how many letters that are."""
    value: Any = 7
    bones = 0
    for at in range(size):
        letter = said[at]
        if at == 0 or not (letter == 65 or letter == 69 or letter == 73 or letter == 79 or letter == 85):
            value = value * 1_000_003 + np.int64(letter)
            bones += 1
    return mixed(BONES, value), bones


@compiled
def spoken(letters: Array, size: int, said: Array) -> int:
    """How letters are said, roughly, one a sound; gives how many. PH F, CK K, SH CH S, QU KV, C K (S before E I Y), X KS,
    Z S, Y I, W V, EE EA I, OO OU U; doubles once."""
    at, out = 0, 0
    while at < size:
        a = letters[at]
        b = letters[at + 1] if at + 1 < size else np.uint16(0)
        step, x, y = 1, a, np.uint16(0)
        if a == 80 and b == 72:
            step, x = 2, np.uint16(70)
        elif (a == 83 or a == 67) and b == 72:
            step, x = 2, np.uint16(83)
        elif a == 71 and b == 72:
            step = 2
        elif a == 67 and b == 75:
            step, x = 2, np.uint16(75)
        elif a == 67:
            x = np.uint16(83) if b == 69 or b == 73 or b == 89 else np.uint16(75)
        elif a == 81:
            x = np.uint16(75)
            if b == 85:
                step, y = 2, np.uint16(86)
        elif a == 88:
            x, y = np.uint16(75), np.uint16(83)
        elif a == 90:
            x = np.uint16(83)
        elif a == 89:
            x = np.uint16(73)
        elif a == 87:
            x = np.uint16(86)
        elif a == 69 and (b == 69 or b == 65):
            step, x = 2, np.uint16(73)
        elif a == 79 and (b == 79 or b == 85):
            step, x = 2, np.uint16(85)
        if out == 0 or said[out - 1] != x:
            said[out] = x
            out += 1
        if y:
            said[out] = y
            out += 1
        at += step
    return out
