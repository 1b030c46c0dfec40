"""The tables of a search: how characters are folded, sound and look, from the dictionaries the comparison uses."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.marks.looks import NO_CORNER, NO_PART, alike
from xingzhi.engine.marks.tables import CODES, GAP, READINGS, Tables
from xingzhi.screening.similar_marks.sign import HAN
from xingzhi.text.glyphs import as_drawn, components, four_corners
from xingzhi.text.normalise import simplify
from xingzhi.text.readings import readings, split

NEAR = {"z": "zh", "c": "ch", "s": "sh", "n": "l", "r": "l", "f": "h"}
NEAR_ENDINGS = (("iang", "ian"), ("uang", "uan"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
ALIKE = 0.45  # as in the comparison: below that two characters are not said to look alike
MOST_ALIKE = 24
MOST_PARTS = 10
PRIVATE = (0xE000, 6400)  # rare characters beyond 16 bits share these codes


@cache
def tables() -> Tables:
    """Made once a process; takes some seconds."""
    fold = _fold()
    codes = np.unique(fold)
    han = np.zeros(CODES, bool)
    for code in codes:
        han[code] = bool(HAN.match(chr(code))) or PRIVATE[0] <= code < sum(PRIVATE)
    signs = [chr(code) for code in codes if HAN.match(chr(code))]
    said = {sign: sorted(readings(sign))[:READINGS] for sign in signs}
    syllables = sorted({each for found in said.values() for each in found})
    number = {syllable: at for at, syllable in enumerate(syllables, 1)}
    classes = {near: at for at, near in enumerate(sorted({_near(each) for each in syllables}), 1)}
    sounds = np.zeros((CODES, READINGS), np.uint16)
    for sign, found in said.items():
        sounds[ord(sign), : len(found)] = [number[each] for each in found]
    near = np.array([0, *(classes[_near(each)] for each in syllables)], np.uint16)
    spelled = [[], *([ord(letter) for letter in as_drawn(each)] for each in syllables)]
    sounding: list[list[int]] = [[] for _ in range(len(classes) + 1)]
    for sign, found in sorted(said.items(), key=lambda each: not _usual(each[0])):
        for of_class in {classes[_near(each)] for each in found}:
            sounding[of_class].append(ord(sign))
    usual = [sum(_usual(chr(code)) for code in held) for held in sounding]
    sounding_flat, sounding_starts = _flat(sounding, np.uint16)
    looks, likeness = _looks(signs)
    return Tables(
        fold, han, sounds, near, *_flat(spelled, np.uint16), sounding_flat, sounding_starts,
        sounding_starts[:-1] + np.array(usual),
        *_flat(looks, np.uint16), _flat(likeness, np.float32)[0],
    )  # fmt: skip


def _flat(lists: list[list[int]] | list[list[float]], kind: type) -> tuple[Array, Array]:
    starts = np.concatenate([[0], np.cumsum([len(each) for each in lists])]).astype(np.int64)
    return np.array([each for held in lists for each in held], kind), starts


def _near(syllable: str) -> str:
    initial, final = split(syllable)
    for ending, meant in NEAR_ENDINGS:
        if final.endswith(ending):
            final = final.removesuffix(ending) + meant
            break
    return NEAR.get(initial, initial) + final


def _fold() -> Array:
    """The code of each code point."""
    fold = np.full(0x110000, GAP, np.uint16)
    for point in [*range(0x10000), *range(0x1D400, 0x1D800)]:
        sign = chr(point)
        plain = unicodedata.normalize("NFKD", sign)[:1] if not "\uac00" <= sign <= "\ud7a3" else sign
        if unicodedata.combining(sign) or sign in "'’-·.＇":
            fold[point] = 0
        elif plain.isalnum():
            folded = simplify(plain) if HAN.match(plain) else as_drawn(plain)
            fold[point] = ord(folded[0]) if ord(folded[0]) < CODES else PRIVATE[0]
    rare = np.arange(0x20000, 0x40000)
    fold[rare] = PRIVATE[0] + rare % PRIVATE[1]
    return fold


def _looks(signs: list[str]) -> tuple[list[list[int]], list[list[float]]]:
    """Of each code the characters that look like it, most alike first."""
    number = {sign: at for at, sign in enumerate(signs)}
    parts, corners = np.full((len(signs), MOST_PARTS), NO_PART, np.int32), np.full((len(signs), 4), NO_CORNER, np.uint8)
    bearers: defaultdict[int, list[int]] = defaultdict(list)
    for at, sign in enumerate(signs):
        numbers = [number.setdefault(part, len(number)) for part in components(sign)[:MOST_PARTS]]
        parts[at, : len(numbers)] = numbers
        for each in {*numbers, at} if _usual(sign) else ():
            bearers[each].append(at)
        if code := four_corners(sign):
            corners[at] = [int(digit) for digit in code]
    for row in parts:  # rare parts first: among equals those that share one are kept
        row[row != NO_PART] = sorted(row[row != NO_PART], key=lambda part: len(bearers[part]))
    found, likeness = alike(
        parts, corners, *_flat([bearers[at] for at in range(len(number))], np.int32), ALIKE, MOST_ALIKE
    )
    looks: list[list[int]] = [[] for _ in range(CODES)]
    like: list[list[float]] = [[] for _ in range(CODES)]
    for at, sign in enumerate(signs):
        size = int((found[at] >= 0).sum())
        looks[ord(sign)] = [ord(signs[other]) for other in found[at, :size]]
        like[ord(sign)] = likeness[at, :size].tolist()
    return looks, like


def _usual(sign: str) -> bool:
    """Whether it is among the 6,763 characters of GB 2312; others are not proposed as look-alikes."""
    try:
        return len(sign.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
