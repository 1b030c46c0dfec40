"""The names most like what is searched for: candidates by their keys, each then scored as it is."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.marks.candidates import BY_GRAMS, BY_GRAMS_OF_FORM, add, by_grams, by_signs
from xingzhi.engine.marks.keys import MOST_KEYS, letters_key, one_other
from xingzhi.engine.marks.mixing import ONE_SIGN, SIGNS, SPELLED, WHOLE, WORD, mixed, pair_key
from xingzhi.engine.marks.scoring import best
from xingzhi.engine.marks.spoken import bones_key


@compiled
def search(
    most: int, wanted: int, of_classes: Array, codes: Array, starts: Array, leading: Array, begins: Array, held: Array,
    prints: Array, shift: int, marks: Array,
    touched: Array, every: bool, han: Array, like: Array, stretches: Array, stretch_weights: Array,
    letters: Array, letter_starts: Array, letter_weights: Array, said: Array, said_starts: Array, exact: Array,
    exact_starts: Array, exact_weights: Array, exact_han: Array, is_mixed: bool, sounds: Array, near: Array, spelled: Array,
    spelled_starts: Array, looks: Array, looks_starts: Array, looks_like: Array, sounding: Array, sounding_starts: Array, usual: Array,
) -> tuple[Array, Array, int]:  # fmt: skip
    """(names, likeness, how many were scored), most alike first, of equal ones the lower number first.

    `wanted` are bits of classes (0: any), `of_classes` those of each name; `marks` (uint8, one a name) must be 0 and is
    left so; `touched` holds a number for each name. With `every` all names are scored: what the search is measured by.
    """
    candidates, keys = 0, np.empty(MOST_KEYS, np.uint64)
    if every:
        candidates = len(starts) - 1
    else:
        for form in range(len(stretches)):
            candidates = by_signs(
                stretches[form, 0], stretches[form, 1], han, like, sounds, near, looks, looks_starts, looks_like, sounding,
                sounding_starts, usual, begins, held, prints, shift, marks, touched, candidates,
            )  # fmt: skip
        for form in range(len(letter_weights)):
            first, last = letter_starts[form], letter_starts[form + 1]
            candidates = add(
                letters_key(WHOLE, letters, first, last), begins, held, prints, shift, marks, touched, candidates
            )
            candidates = add(
                letters_key(SPELLED, letters, first, last), begins, held, prints, shift, marks, touched, candidates
            )
            others = one_other(letters, first, last - first, keys, 0)
            for each in range(others):
                candidates = add(keys[each], begins, held, prints, shift, marks, touched, candidates)
            key, bones = bones_key(said[said_starts[form] :], said_starts[form + 1] - said_starts[form])
            if bones >= 2:
                candidates = add(key, begins, held, prints, shift, marks, touched, candidates)
        for form in range(len(exact_weights)):
            first, last = exact_starts[form], exact_starts[form + 1]
            if exact_han[form]:
                key = mixed(ONE_SIGN, exact[first])
                if last - first > 1:
                    key = pair_key(SIGNS, exact[first], exact[first + 1])
                candidates = add(key, begins, held, prints, shift, marks, touched, candidates)
            else:
                candidates = add(
                    letters_key(WHOLE, exact, first, last), begins, held, prints, shift, marks, touched, candidates
                )
                candidates = add(
                    letters_key(WORD, exact, first, last), begins, held, prints, shift, marks, touched, candidates
                )
        for form in range(len(letter_weights)):
            first, last = letter_starts[form], letter_starts[form + 1]
            candidates = by_grams(
                letters[first:last],
                said[said_starts[form] : said_starts[form + 1]],
                begins,
                held,
                prints,
                shift,
                marks,
                touched,
                candidates,
                BY_GRAMS if form == 0 and letter_weights[0] == 1.0 else BY_GRAMS_OF_FORM,
            )
    return best(
        most, wanted, of_classes, codes, starts, leading, marks, touched, candidates, every, han, like, stretches,
        stretch_weights, letters, letter_starts, letter_weights, said, said_starts, exact, exact_starts, exact_weights,
        exact_han, is_mixed, sounds, spelled, spelled_starts,
    )  # fmt: skip
