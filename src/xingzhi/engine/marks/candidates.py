"""Names that may be like what is searched for, by the keys they share."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.marks.keys import ALL_PAIRS, MOST_KEYS, REACH, grams
from xingzhi.engine.marks.mixing import GRAM, HEARD_GRAM, ONE_SIGN, ONE_SOUND, SIGNS, SOUNDS, mixed, pair_key
from xingzhi.engine.marks.scoring import LEAST
from xingzhi.engine.marks.tables import READINGS

SEEN = 128
BY_GRAMS, BY_GRAMS_OF_FORM = 16_000, 2_000  # candidates by letters, those with most grams in common


@compiled
def add(
    key: np.uint64, begins: Array, held: Array, prints: Array, shift: int, marks: Array, touched: Array, candidates: int
) -> int:
    """The names of a key that are not yet candidates."""
    bucket, of_key = key >> np.uint64(shift), np.uint8(key & np.uint64(255))
    for at in range(begins[bucket], begins[bucket + np.uint64(1)]):
        if prints[at] != of_key:
            continue
        name = held[at]
        if not marks[name]:
            marks[name] = SEEN
            touched[candidates] = name
            candidates += 1
    return candidates


@compiled
def by_signs(
    first: int, last: int, han: Array, like: Array, sounds: Array, near: Array, looks: Array, looks_starts: Array,
    looks_like: Array, sounding: Array, sounding_starts: Array, usual: Array, begins: Array, held: Array,
    prints: Array, shift: int, marks: Array, touched: Array, candidates: int,
) -> int:  # fmt: skip
    """Names with two characters that sound like two of these, or look like them; for one character the single ones."""
    size = last - first
    one_kind = True
    for i in range(first + 1, last):
        one_kind &= han[i] == han[first]
    if one_kind:
        candidates = add(mixed(ONE_SIGN, han[first]), begins, held, prints, shift, marks, touched, candidates)
        for at in range(looks_starts[han[first]], looks_starts[han[first] + 1]):
            candidates = add(mixed(ONE_SIGN, looks[at]), begins, held, prints, shift, marks, touched, candidates)
        for reading in range(READINGS):
            if sounds[han[first], reading]:
                key = mixed(ONE_SOUND, near[sounds[han[first], reading]])
                candidates = add(key, begins, held, prints, shift, marks, touched, candidates)
    for i in range(first, last):
        for j in range(i + 1, last if size <= ALL_PAIRS else min(last, i + REACH + 1)):
            one, other = han[i], han[j]
            for reading in range(READINGS):
                for reading2 in range(READINGS):
                    a, b = sounds[one, reading], sounds[other, reading2]
                    if a and b:
                        key = pair_key(SOUNDS, near[a], near[b])
                        candidates = add(key, begins, held, prints, shift, marks, touched, candidates)
            candidates = add(pair_key(SIGNS, one, other), begins, held, prints, shift, marks, touched, candidates)
            for at in range(looks_starts[one], looks_starts[one + 1]):
                alike = looks[at]
                candidates = add(pair_key(SIGNS, alike, other), begins, held, prints, shift, marks, touched, candidates)
                for at2 in range(looks_starts[other], looks_starts[other + 1]):
                    if looks_like[at] + looks_like[at2] < 2 * LEAST:
                        break
                    candidates = add(
                        pair_key(SIGNS, alike, looks[at2]), begins, held, prints, shift, marks, touched, candidates
                    )
                candidates = _with_sounds(
                    alike,
                    other,
                    sounds,
                    near,
                    sounding,
                    sounding_starts,
                    usual,
                    begins,
                    held,
                    prints,
                    shift,
                    marks,
                    touched,
                    candidates,
                )
            for at in range(looks_starts[other], looks_starts[other + 1]):
                alike = looks[at]
                candidates = add(pair_key(SIGNS, alike, one), begins, held, prints, shift, marks, touched, candidates)
                candidates = _with_sounds(
                    alike,
                    one,
                    sounds,
                    near,
                    sounding,
                    sounding_starts,
                    usual,
                    begins,
                    held,
                    prints,
                    shift,
                    marks,
                    touched,
                    candidates,
                )
    return candidates


@compiled
def _with_sounds(
    alike: int, other: int, sounds: Array, near: Array, sounding: Array, sounding_starts: Array, usual: Array, begins: Array, held: Array,
    prints: Array, shift: int, marks: Array, touched: Array, candidates: int,
) -> int:  # fmt: skip
    """One character looks alike, the other sounds alike."""
    for reading in range(READINGS):
        syllable = sounds[other, reading]
        if syllable:
            for at in range(sounding_starts[near[syllable]], usual[near[syllable]]):
                key = pair_key(SIGNS, alike, sounding[at])
                candidates = add(key, begins, held, prints, shift, marks, touched, candidates)
    return candidates


@compiled
def by_grams(
    letters: Array,
    said: Array,
    begins: Array,
    held: Array,
    prints: Array,
    shift: int,
    marks: Array,
    touched: Array,
    candidates: int,
    enough: int,
) -> int:
    """Those with most grams in common, at most `enough`."""
    keys = np.empty(MOST_KEYS, np.uint64)
    number = grams(HEARD_GRAM, said, len(said), keys, grams(GRAM, letters, len(letters), keys, 0))
    counts = np.zeros(SEEN, np.int64)
    room = candidates
    for each in range(number):
        bucket, of_key = keys[each] >> np.uint64(shift), np.uint8(keys[each] & np.uint64(255))
        for at in range(begins[bucket], begins[bucket + np.uint64(1)]):
            if prints[at] != of_key:
                continue
            name = held[at]
            if marks[name] < SEEN:
                if marks[name] == 0:
                    touched[room] = name
                    room += 1
                if marks[name] < SEEN - 1:
                    marks[name] += 1
                    counts[marks[name]] += 1
    # counts[c] is now the number of names with at least c grams
    least = 1
    while least < SEEN - 1 and counts[least] > enough:
        least += 1
    kept = candidates
    for at in range(candidates, room):
        name = touched[at]
        if marks[name] >= least:
            marks[name] = SEEN
            touched[kept] = name
            kept += 1
        else:
            marks[name] = 0
    return kept
