"""Whether two Chinese texts mean the same, clearly something else, or nothing that is known."""

from __future__ import annotations

from enum import Enum

from xingzhi.text.meanings import is_word, phrases


class Meaning(Enum):
    """How two meanings stand to each other."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


def compared(one: str, other: str) -> Meaning:
    """Compare two words as wholes."""
    if one == other:
        return Meaning.SAME
    if not (is_word(one) and is_word(other)):
        return Meaning.UNKNOWN
    if not phrases(one) or not phrases(other):
        return Meaning.UNKNOWN
    return Meaning.SAME if phrases(one) & phrases(other) else Meaning.OTHER


def of_difference(one: str, other: str) -> Meaning:
    """Compare what differs once the common beginning and end are taken off, where both are words of two characters or more."""
    whole = compared(one, other)
    if whole is not Meaning.UNKNOWN:
        return whole
    for start in range(_common(one, other), -1, -1):
        for end in range(_common(one[start:][::-1], other[start:][::-1]), -1, -1):
            a, b = one[start : len(one) - end], other[start : len(other) - end]
            if min(len(a), len(b)) >= 2 and is_word(a) and is_word(b):
                return compared(a, b)
    return Meaning.UNKNOWN


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
