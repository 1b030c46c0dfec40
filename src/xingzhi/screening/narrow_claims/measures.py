"""How long a claim is, into how many parts it falls, and how many figures narrow it."""

from __future__ import annotations

import re
from dataclasses import dataclass

PART = re.compile(r"[,;:。\n]+")
# What separates the numbers of a range; a single figure counts as a range of no width.
_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"(?:[a-zμω]{1,4}(?![a-z\d])|°c?|%|‰)"
_DASH = "[-~—–]"
_SIGN = re.compile(rf"\(\d{{1,4}}(?:\.\d+)?[a-z]?(?:{_DASH}\d{{1,4}}[a-z]?)*\)")
_PARAMETER = re.compile(rf"({_NUMBER}){_UNIT}?{_DASH}({_NUMBER}){_UNIT}?|({_NUMBER}){_UNIT}|(\d+\.\d+)")
_OWN_NUMBER = re.compile(r"^\s*\d+\s*[.、]\s*")  # "1." in front of the claim


@dataclass(frozen=True)
class Claim:
    """What a claim is made of."""

    length: int  # characters
    features: int  # parts between punctuation
    parameters: int  # ranges, figures with a unit in letters or signs, decimals
    narrow: int  # of these, ranges narrower than asked and single values


def measure(folded: str, narrow_width: float) -> Claim:
    """The measures of a first claim in similarity form. A range is narrow where width over middle is at most so much.

    The numbers of parts in brackets and a whole number without a unit count as no parameter: they mostly name a part.
    """
    text = _SIGN.sub("", _OWN_NUMBER.sub("", folded))
    widths = [_width(found) for found in _PARAMETER.finditer(text)]
    return Claim(
        len(text),
        len([part for part in PART.split(text) if part]),
        len(widths),
        sum(width <= narrow_width for width in widths),
    )


def _width(found: re.Match[str]) -> float:
    if found[1] is None:
        return 0.0
    low, high = sorted((float(found[1]), float(found[2])))
    return (high - low) / ((high + low) / 2) if high else 0.0
