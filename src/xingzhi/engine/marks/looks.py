"""Which characters look alike, for all at once: by the parts they share and the corners they have."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled

NO_PART = -1
NO_CORNER = 255
PART_OF = 0.6  # one is itself a part of the other


@compiled
def alike(
    parts: Array, corners: Array, bearers: Array, bearers_starts: Array, least: float, most: int
) -> tuple[Array, Array]:
    """Of each sign the `most` others that look like it by `least`, most alike first: (signs, likeness), -1 where there are fewer.

    `parts` (int32, signs x parts) holds numbers of parts, a sign's own number standing for itself; `corners` (uint8, signs x 4);
    `bearers` the signs that have a part, part by part. Likeness is 0.6 of the shared parts and 0.4 of the equal corners.
    """
    signs = len(parts)
    found, likeness = np.full((signs, most), -1, np.int32), np.zeros((signs, most), np.float32)
    seen = np.full(signs, -1, np.int32)
    for sign in range(signs):
        held = 0
        seen[sign] = sign
        for which in range(parts.shape[1] + 1):
            part = parts[sign, which] if which < parts.shape[1] else sign
            if part == NO_PART:
                continue
            for at in range(bearers_starts[part], bearers_starts[part + 1]):
                other = bearers[at]
                if seen[other] == sign:
                    continue
                seen[other] = sign
                like = 0.6 * _shared(parts, sign, other) + 0.4 * _corners(corners, sign, other)
                if like < least or (held == most and like <= likeness[sign, held - 1]):
                    continue
                place = held if held < most else most - 1
                held = min(most, held + 1)
                while place > 0 and likeness[sign, place - 1] < like:
                    found[sign, place], likeness[sign, place] = found[sign, place - 1], likeness[sign, place - 1]
                    place -= 1
                found[sign, place], likeness[sign, place] = other, like
    return found, likeness


@compiled
def _shared(parts: Array, one: int, other: int) -> float:
    used, first, second, common = 0, 0, 0, 0
    for j in range(parts.shape[1]):
        second += parts[other, j] != NO_PART
        if parts[other, j] == one:
            return PART_OF
    for i in range(parts.shape[1]):
        part = parts[one, i]
        if part == NO_PART:
            break
        if part == other:
            return PART_OF
        first += 1
        for j in range(parts.shape[1]):
            if parts[other, j] == part and not used >> j & 1:
                used |= 1 << j
                common += 1
                break
    return common / max(1, first, second)


@compiled
def _corners(corners: Array, one: int, other: int) -> float:
    if corners[one, 0] == NO_CORNER or corners[other, 0] == NO_CORNER:
        return 0.0
    equal = 0
    for at in range(4):
        equal += corners[one, at] == corners[other, at]
    return equal / 4
