"""Numbers of 64 bits for keys of several kinds."""

from __future__ import annotations

from typing import Any

import numpy as np

from xingzhi.engine.kernels.compiling import compiled

SOUNDS, SIGNS, ONE_SOUND, ONE_SIGN, SPELLED, WHOLE, WORD, GRAM, BONES, HEARD_GRAM, ONE_OTHER = range(1, 12)


@compiled
def mixed(kind: int, value: Any) -> np.uint64:
    """A key of a kind."""
    key = (np.uint64(value) ^ (np.uint64(kind) << np.uint64(59))) * np.uint64(0x9E3779B97F4A7C15)
    key ^= key >> np.uint64(32)
    key *= np.uint64(0xD6E8FEB86659FD93)
    return key ^ (key >> np.uint64(32))


@compiled
def pair_key(kind: int, one: int, other: int) -> np.uint64:
    """The key of two numbers below 65,536 in either order."""
    return mixed(kind, (min(one, other) << 16) | max(one, other))
