"""The keys a name is found by: pairs of sounds and of characters, what it spells, its words, three letters at a time.

A key is a number of 64 bits; names that share one are candidates, and are then scored as they are. Two different keys
that fall together cost time and change nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.marks.mixing import (
    GRAM,
    HEARD_GRAM,
    ONE_OTHER,
    ONE_SIGN,
    ONE_SOUND,
    SIGNS,
    SOUNDS,
    SPELLED,
    WHOLE,
    WORD,
    mixed,
    pair_key,
)
from xingzhi.engine.marks.spoken import bones_key, spoken
from xingzhi.engine.marks.tables import GAP, READINGS

ALL_PAIRS = 5  # characters; of longer names pairs at most REACH apart
REACH = 3
SHORT = 6  # letters; up to here each may be another
MOST_KEYS = 1600  # of one name of the longest


@compiled
def letters_key(kind: int, letters: Array, start: int, stop: int) -> np.uint64:
    """The key of some letters; gaps do not count."""
    value: Any = 7
    for at in range(start, stop):
        if letters[at] != GAP:
            value = value * 1_000_003 + np.int64(letters[at])
    return mixed(kind, value)


@compiled
def without_gaps(codes: Array, start: int, stop: int, out: Array) -> int:
    """Copy letters to `out` without gaps; gives how many."""
    size = 0
    for at in range(start, stop):
        if codes[at] != GAP:
            out[size] = codes[at]
            size += 1
    return size


@compiled
def keys_of_han(
    codes: Array, start: int, size: int, sounds: Array, near: Array, spelled: Array, spelled_starts: Array, out: Array
) -> int:
    """Keys of Chinese characters; gives how many."""
    found = 0
    if size == 0:
        return found
    first, same = codes[start], True
    for i in range(1, size):
        same &= codes[start + i] == first
    if same:
        out[found] = mixed(ONE_SIGN, first)
        found += 1
    if size == 1:
        for reading in range(READINGS):
            if sounds[first, reading]:
                out[found] = mixed(ONE_SOUND, near[sounds[first, reading]])
                found += 1
    for i in range(size):
        for j in range(i + 1, size if size <= ALL_PAIRS else min(size, i + REACH + 1)):
            one, other = codes[start + i], codes[start + j]
            out[found] = pair_key(SIGNS, one, other)
            found += 1
            for reading in range(READINGS):
                for reading2 in range(READINGS):
                    a, b = sounds[one, reading], sounds[other, reading2]
                    if a and b:
                        key = pair_key(SOUNDS, near[a], near[b])
                        if (reading == 0 and reading2 == 0) or key != out[found - 1]:
                            out[found] = key
                            found += 1
    return _keys_of_spellings(codes, start, size, sounds, spelled, spelled_starts, out, found)


@compiled
def _keys_of_spellings(
    codes: Array, start: int, size: int, sounds: Array, spelled: Array, spelled_starts: Array, out: Array, found: int
) -> int:
    """Its pinyin as one word: with first readings, and with one character read otherwise."""
    if size > 8:
        return found
    for other in range(-1, size):
        for reading in range(READINGS):
            if (other < 0 and reading > 0) or (
                other >= 0 and (reading == 0 or sounds[codes[start + other], reading] == 0)
            ):
                continue
            value: Any = 7
            whole = True
            for i in range(size):
                syllable = sounds[codes[start + i], reading if i == other else 0]
                whole &= syllable != 0
                for at in range(spelled_starts[syllable], spelled_starts[syllable + 1]):
                    value = value * 1_000_003 + np.int64(spelled[at])
            if whole:
                out[found] = mixed(SPELLED, value)
                found += 1
    return found


@compiled
def keys_of_letters(codes: Array, start: int, stop: int, letters: Array, said: Array, out: Array, found: int) -> int:
    """Keys of letters and digits. `letters` and `said` are room to work in; gives the new number of keys."""
    size = without_gaps(codes, start, stop, letters)
    if size == 0:
        return found
    out[found] = letters_key(WHOLE, letters, 0, size)
    found += 1
    word = start
    for at in range(start, stop + 1):
        if at == stop or codes[at] == GAP:
            if (word > start or at < stop) and at - word >= 2:
                out[found] = letters_key(WORD, codes, word, at)
                found += 1
            word = at + 1
    found = one_other(letters, 0, size, out, found)
    found = grams(GRAM, letters, size, out, found)
    heard = spoken(letters, size, said)
    found = grams(HEARD_GRAM, said, heard, out, found)
    key, bones = bones_key(said, heard)
    if bones >= 2:
        out[found] = key
        found += 1
    return found


@compiled
def grams(kind: int, letters: Array, size: int, out: Array, found: int) -> int:
    """Three letters at a time, with the beginning and the end."""
    if size < 2:
        return found
    out[found] = mixed(kind, (np.int64(letters[0]) << 16) | np.int64(letters[1]) | (1 << 48))
    out[found + 1] = mixed(kind, (np.int64(letters[size - 2]) << 16) | np.int64(letters[size - 1]) | (1 << 49))
    found += 2
    for at in range(size - 2):
        a, b, c = np.int64(letters[at]), np.int64(letters[at + 1]), np.int64(letters[at + 2])
        out[found] = mixed(kind, (a << 32) | (b << 16) | c)
        found += 1
    return found


@compiled
def one_other(letters: Array, start: int, size: int, out: Array, found: int) -> int:
    """Of a short name: all letters but one, for each; so names that differ in one letter meet."""
    if size < 3 or size > SHORT:
        return found
    for other in range(size):
        value: Any = 7
        for at in range(size):
            value = value * 1_000_003 + (1 if at == other else np.int64(letters[start + at]))
        out[found] = mixed(ONE_OTHER, value)
        found += 1
    return found
