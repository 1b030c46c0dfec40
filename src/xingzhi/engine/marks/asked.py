"""A name that is searched for, made ready: its characters with all that is like them, its letters, what else it may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.marks.encoding import MOST_LETTERS, encode
from xingzhi.engine.marks.keys import without_gaps
from xingzhi.engine.marks.spoken import spoken
from xingzhi.engine.marks.tables import CODES, READINGS, Tables

SAME_SOUND, NEAR_SOUND = 0.75, 0.6
MOST_FORMS = 48


@dataclass(frozen=True)
class Form:
    """Another way to write what is searched for, and how much a name found by it counts.

    `near` forms are searched by what is like them; others only as they stand, whole or as a part. `near` Chinese forms
    must be a stretch of the name itself.
    """

    text: str
    weight: float
    near: bool


@dataclass(frozen=True)
class Asked:
    """As the kernel takes it. Forms are flat arrays; a form holds Chinese characters or letters, never both."""

    han: Array  # uint16
    like: Array  # float32 (CODES x characters): how like each code is to each character
    stretches: Array  # int64 (forms x 2): near Chinese forms as start and end in `han`
    stretch_weights: Array  # float32
    letters: Array  # uint16: letters of near forms, one after the other, without gaps
    letter_starts: Array  # int64
    letter_weights: Array  # float32
    said: Array  # uint16: how they are said
    said_starts: Array  # int64
    exact: Array  # uint16: other forms
    exact_starts: Array  # int64
    exact_weights: Array  # float32
    exact_han: Array  # bool
    mixed: bool  # the name has both parts


def ask(text: str, forms: list[Form], tables: Tables) -> Asked:
    """Make a name ready; `forms` without the name itself."""
    whole, heads = encoded(text, tables)
    han, own = whole[:heads], _closed(whole[heads:])
    stretches, weights = ([(0, len(han))] if len(han) else []), ([1.0] if len(han) else [])
    letters, letter_weights = ([own] if len(own) else []), ([1.0] if len(own) else [])
    exact: list[tuple[Array, float, bool]] = []
    for form in forms[:MOST_FORMS]:
        codes, size = encoded(form.text, tables)
        place = _place(han, codes[:size])
        if size and size == len(codes) and form.near and place >= 0:
            stretches.append((place, place + size))
            weights.append(form.weight)
        elif size == 0 and len(codes) and form.near:
            letters.append(_closed(codes))
            letter_weights.append(form.weight)
        elif len(codes) and size in (0, len(codes)):
            exact.append((codes if size else _closed(codes), form.weight, bool(size)))
    said = [_said(each) for each in letters]
    return Asked(
        han, likes(han, tables), np.array(stretches, np.int64).reshape(-1, 2), np.array(weights, np.float32),
        *_flat(letters), np.array(letter_weights, np.float32), *_flat(said),
        *_flat([each[0] for each in exact]), np.array([each[1] for each in exact], np.float32),
        np.array([each[2] for each in exact], bool), bool(len(han) and len(own)),
    )  # fmt: skip


def encoded(text: str, tables: Tables) -> tuple[Array, int]:
    """The codes of a text and how many of them are Chinese characters."""
    data = np.frombuffer(text.encode("utf-8", "replace"), np.uint8)
    codes, starts = np.empty(len(data) + 1, np.uint16), np.empty(2, np.int64)
    leading = np.empty(1, np.uint8)
    encode(
        data,
        np.array([0, len(data)], np.int64),
        tables.fold,
        tables.han,
        codes,
        starts,
        leading,
        np.empty(1, np.uint64),
    )
    return codes[: starts[1]].copy(), int(leading[0])


def likes(han: Array, tables: Tables) -> Array:
    """How like every code is to each character: by sound, by look, a little more by both."""
    found = np.zeros((CODES, len(han)), np.float32)
    _likes(
        han, tables.sounds, tables.near, tables.sounding, tables.sounding_starts, tables.looks, tables.looks_starts,
        tables.looks_like, found,
    )  # fmt: skip
    return found


@compiled
def _likes(
    han: Array, sounds: Array, near: Array, sounding: Array, sounding_starts: Array, looks: Array, looks_starts: Array,
    looks_like: Array, found: Array,
) -> None:  # fmt: skip
    for at in range(len(han)):
        sign = han[at]
        for reading in range(READINGS):
            syllable = sounds[sign, reading]
            if syllable == 0:
                continue
            for place in range(sounding_starts[near[syllable]], sounding_starts[near[syllable] + 1]):
                other = sounding[place]
                heard = np.float32(NEAR_SOUND)
                for reading2 in range(READINGS):
                    if sounds[other, reading2] == syllable:
                        heard = np.float32(SAME_SOUND)
                found[other, at] = max(found[other, at], heard)
        for place in range(looks_starts[sign], looks_starts[sign + 1]):
            other, seen = looks[place], looks_like[place]
            heard = found[other, at]
            found[other, at] = min(np.float32(0.97), max(seen, heard) + np.float32(0.25) * min(seen, heard))
        found[sign, at] = 1.0


def _closed(codes: Array) -> Array:
    out = np.empty(len(codes), np.uint16)
    return out[: without_gaps(codes, 0, len(codes), out)].copy()


def _said(letters: Array) -> Array:
    out = np.empty(2 * MOST_LETTERS, np.uint16)
    return out[: spoken(letters, len(letters), out)].copy()


def _place(han: Array, part: Array) -> int:
    size = len(part)
    return next((at for at in range(len(han) - size + 1) if size and (han[at : at + size] == part).all()), -1)


def _flat(lists: list[Array]) -> tuple[Array, Array]:
    starts = np.concatenate([[0], np.cumsum([len(each) for each in lists], dtype=np.int64)]).astype(np.int64)
    return (np.concatenate(lists) if lists else np.empty(0, np.uint16)).astype(np.uint16), starts
