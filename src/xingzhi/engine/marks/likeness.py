"""How like a name is to what is searched for, from 0 to 1. It ranks; it says nothing of the law."""

from __future__ import annotations

from typing import Any

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled

LATIN = 128
OTHER_ORDER = 0.92
REPEATED = 0.85


@compiled
def of_signs(
    codes: Array, start: int, heads: int, like: Array, first: int, last: int, work: Array, limit: float
) -> float:
    """Characters: in order, in another order, repeated, or one within the other."""
    size = last - first
    if size == 1 or heads == 1:
        single: Any = 1.0
        for i in range(size):
            for j in range(heads):
                single = min(single, like[codes[start + j], first + i])
        if size == heads:
            return single  # type: ignore[no-any-return]
        return REPEATED if single == 1.0 else 0.0
    both, short, long = size + heads, min(size, heads), max(size, heads)
    within = min(0.8, 0.35 + 0.5 * short / long + (0.08 if short >= 3 else 0.0)) if short < long else 0.0
    if max(2 * short / both, within) < limit:
        return 0.0
    most: Any = 0.0
    met: Any = 0
    for j in range(heads):
        best = np.float32(0)
        for i in range(first, last):
            best = max(best, like[codes[start + j], i])
        most += best
        met += best > 0
    if met < 2 or max(2 * most / both, within) < limit:
        return 0.0
    loose = _in_any_order(codes, start, heads, like, first, size)
    if loose == 0.0:
        return 0.0
    found: Any = OTHER_ORDER * 2 * loose / both
    work[: heads + 1] = 0.0
    for i in range(size):
        before = np.float32(0)
        for j in range(heads):
            above = work[j + 1]
            work[j + 1] = max(max(above, work[j]), before + like[codes[start + j], first + i])
            before = above
    found = max(found, 2 * work[heads] / both)
    if short < long:
        for shift in range(long - short + 1):
            total: Any = 0.0
            for at in range(short):
                total += like[
                    codes[start + at + (0 if size > heads else shift)], first + at + (shift if size > heads else 0)
                ]
            if total >= 0.75 * short:
                found = max(found, total / short * within)
    return found  # type: ignore[no-any-return]


@compiled
def _in_any_order(codes: Array, start: int, heads: int, like: Array, first: int, size: int) -> float:
    """The sum of likenesses, each character of the name taken once; 0 where fewer than two are met."""
    used, met = 0, 0
    total: Any = 0.0
    for i in range(size):
        best, place = np.float32(0), -1
        for j in range(heads):
            if not used >> j & 1 and like[codes[start + j], first + i] > best:
                best, place = like[codes[start + j], first + i], j
        if place >= 0:
            used |= 1 << place
            total += best
            met += 1
    return total if met >= 2 else 0.0


@compiled
def of_letters_alone(forms: Array, first: int, last: int, other: Array, size: int, places: Array, form: int) -> float:
    """Letters: by edits, or one within the other."""
    own = last - first
    short, long = min(own, size), max(own, size)
    changed = edits(forms, first, own, other, size, places, form)
    if changed == 0:
        return 1.0
    if short < 3:
        return 0.0
    found = 1 - changed / long - (0.02 if forms[first] != other[0] else 0.0)
    if changed == long - short and short >= 4:
        if own < size:
            return max(found, stands_in(forms, first, own, other, 0, size))
        return max(found, stands_in(other, 0, size, forms, first, own))
    return found


@compiled
def stands_in(part: Array, first: int, size: int, whole: Array, start: int, room: int) -> float:
    """1 where they are equal; more than half by share where the part stands in the whole; else 0."""
    if size > room or size == 0:
        return 0.0
    for shift in range(room - size + 1):
        at = 0
        while at < size and part[first + at] == whole[start + shift + at]:
            at += 1
        if at == size:
            return 1.0 if size == room else (min(0.85, 0.4 + 0.45 * size / room) if size >= 2 else 0.0)
    return 0.0


@compiled
def places_of(letters: Array, starts: Array) -> Array:
    """Of each form, for each letter below LATIN, a bit for every place it stands at (uint64, forms x LATIN)."""
    places = np.zeros((len(starts) - 1, LATIN), np.uint64)
    for form in range(len(starts) - 1):
        for at in range(starts[form], starts[form + 1]):
            if letters[at] < LATIN:
                places[form, letters[at]] |= np.uint64(1) << np.uint64(at - starts[form])
    return places


@compiled
def edits(forms: Array, first: int, size: int, other: Array, length: int, places: Array, form: int) -> int:
    """Letters changed, left out, added or swapped with the next, by bits (Hyyrö); at most 64 letters.

    A form is `size` letters of `forms` from `first`, and `places` is `places_of` them; `other` has `length` letters.
    """
    distance = size
    if size == 0 or length == 0:
        return max(size, length)
    plus, minus, before, seen_before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    last = np.uint64(1) << np.uint64(size - 1)
    for at in range(length):
        seen = np.uint64(0)
        if other[at] < LATIN:
            seen = places[form, other[at]]
        else:
            for place in range(size):
                if forms[first + place] == other[at]:
                    seen |= np.uint64(1) << np.uint64(place)
        swapped = (((~before) & seen) << np.uint64(1)) & seen_before
        zero = (((seen & plus) + plus) ^ plus) | seen | minus | swapped
        up, down = minus | ~(zero | plus), zero & plus
        distance += (up & last) != 0
        distance -= (down & last) != 0
        up = (up << np.uint64(1)) | np.uint64(1)
        down <<= np.uint64(1)
        plus, minus = down | ~(zero | up), up & zero
        before, seen_before = zero, seen
    return distance


@compiled
def spells(
    codes: Array,
    start: int,
    heads: int,
    letters: Array,
    begin: int,
    end: int,
    sounds: Array,
    spelled: Array,
    spelled_starts: Array,
) -> bool:
    """Whether the letters are the pinyin of the characters."""
    size = end - begin
    if size < heads or size > 6 * heads or size > 62:
        return False
    reached = np.uint64(1)
    for at in range(start, start + heads):
        further = np.uint64(0)
        for reading in range(sounds.shape[1]):
            syllable = sounds[codes[at], reading]
            if syllable == 0:
                continue
            first, last = spelled_starts[syllable], spelled_starts[syllable + 1]
            for place in range(size - (last - first) + 1):
                if reached >> np.uint64(place) & np.uint64(1):
                    step = 0
                    while first + step < last and spelled[first + step] == letters[begin + place + step]:
                        step += 1
                    if first + step == last:
                        further |= np.uint64(1) << np.uint64(place + last - first)
        if further == 0:
            return False
        reached = further
    return bool(reached >> np.uint64(size) & np.uint64(1))
