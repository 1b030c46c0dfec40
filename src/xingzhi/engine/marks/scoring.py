"""Candidates scored: the best of all forms of what is searched for, and of those the best names."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.marks.encoding import MOST_LETTERS
from xingzhi.engine.marks.keys import without_gaps
from xingzhi.engine.marks.likeness import edits, of_letters_alone, of_signs, places_of, spells, stands_in
from xingzhi.engine.marks.spoken import spoken

LEAST = 0.51  # likeness below is none
SAID = 0.6  # of letters said alike; the rest is how they are written
SPELLED = 0.8
ONE_PART = 0.96  # the other part of a mark of two is not met
BLOCK = 64


@compiled
def best(
    most: int, wanted: int, of_classes: Array, codes: Array, starts: Array, leading: Array, marks: Array, touched: Array,
    candidates: int, every: bool, han: Array, like: Array, stretches: Array, stretch_weights: Array, letters: Array,
    letter_starts: Array, letter_weights: Array, said: Array, said_starts: Array, exact: Array, exact_starts: Array,
    exact_weights: Array, exact_han: Array, mixed: bool, sounds: Array, spelled: Array, spelled_starts: Array,
) -> tuple[Array, Array, int]:  # fmt: skip
    """(names, likeness, how many were scored), most alike first, of equal ones the lower number first.

    Of each name the best form counts; of marks of two parts the better part, a little less where the other is not met.
    """
    found, likeness = np.empty(most, np.int64), np.full(most, -1.0, np.float64)
    size, scored, limit = 0, 0, LEAST
    work, own, heard_of = (
        np.empty(64, np.float32),
        np.empty(2 * MOST_LETTERS, np.uint16),
        np.empty(2 * MOST_LETTERS, np.uint16),
    )
    of_letters, of_said = places_of(letters, letter_starts), places_of(said, said_starts)
    names, begun = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    ended, all_heads = np.empty(BLOCK, np.int64), np.empty(BLOCK, np.int64)
    for block in range(0, candidates, BLOCK):
        inside = min(BLOCK, candidates - block)
        for at in range(inside):  # memory is slow: what a block needs is asked for at once
            names[at] = np.int64(block + at) if every else np.int64(touched[block + at])
            begun[at], ended[at], all_heads[at] = starts[names[at]], starts[names[at] + 1], np.int64(leading[names[at]])
            if not every:
                marks[names[at]] = 0
        for at in range(inside):
            if wanted and not wanted & of_classes[names[at]]:
                continue
            scored += 1
            start, stop, heads = begun[at], ended[at], all_heads[at]
            by_signs, by_letters, length = 0.0, 0.0, stop - start - heads
            if heads:
                for form in range(len(stretch_weights)):
                    weight = np.float64(stretch_weights[form])
                    worth = of_signs(
                        codes, start, heads, like, stretches[form, 0], stretches[form, 1], work, (limit - 1e-6) / weight
                    )
                    by_signs = max(by_signs, weight * worth)
            if length and (len(letter_weights) or len(exact_weights)):
                length = without_gaps(codes, start + heads, stop, own)
            heard = -1
            for form in range(len(letter_weights)):
                first, last = letter_starts[form], letter_starts[form + 1]
                weight = np.float64(letter_weights[form])
                if length:
                    worth = of_letters_alone(letters, first, last, own, length, of_letters, form)
                    if 0.3 <= worth < 0.97 and last - first > 3 and length > 3:
                        if heard < 0:
                            heard = spoken(own, length, heard_of)
                        sounds_of = said_starts[form + 1] - said_starts[form]
                        spoke = edits(said, said_starts[form], sounds_of, heard_of, heard, of_said, form)
                        worth = max(worth, SAID * (1 - spoke / max(heard, sounds_of)) + (1 - SAID) * worth)
                    by_letters = max(by_letters, weight * worth)
                if (
                    heads
                    and len(han) == 0
                    and spells(codes, start, heads, letters, first, last, sounds, spelled, spelled_starts)
                ):
                    by_signs = max(by_signs, SPELLED * weight)
            for form in range(len(exact_weights)):
                first, of_form = exact_starts[form], exact_starts[form + 1] - exact_starts[form]
                weight = np.float64(exact_weights[form])
                if exact_han[form] and heads:
                    by_signs = max(by_signs, weight * stands_in(exact, first, of_form, codes, start, heads))
                elif not exact_han[form] and length:
                    by_letters = max(by_letters, weight * stands_in(exact, first, of_form, own, 0, length))
            score, other = max(by_signs, by_letters), min(by_signs, by_letters)
            if mixed or (heads > 0 and length > 0):
                score *= ONE_PART + (1 - ONE_PART) * other
            if score >= limit:
                size = _keep(found, likeness, size, most, names[at], score)
                limit = likeness[most - 1] if size == most else LEAST
    return found[:size], likeness[:size], scored


@compiled
def _keep(found: Array, likeness: Array, size: int, most: int, name: int, score: float) -> int:
    """Put a name in its place; gives how many there are."""
    if size == most:
        if likeness[most - 1] == score and found[most - 1] < name:
            return size
        place = most - 1
    else:
        place = size
        size += 1
    while place > 0 and (likeness[place - 1] < score or (likeness[place - 1] == score and found[place - 1] > name)):
        found[place], likeness[place] = found[place - 1], likeness[place - 1]
        place -= 1
    found[place], likeness[place] = name, score
    return size
