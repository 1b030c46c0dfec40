"""Whether a sentence still says what its sources say: its numbers stand in their texts, and so do some of its words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

DIFFERS, UNCHECKED = "differs", "unchecked"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BETWEEN = re.compile(r"(?<=\d),(?=\d{3})")  # of 1,200
_WORD = re.compile(r"\W|\d")


def wording(text: str, sources: Iterable[str], least: float, checked: str = "") -> str:
    """ "differs" where a number stands in no source, "unchecked" where less than the share `least` of the pairs does.

    A person who read both says so by `checked`, the wording they read; a number they cannot wave through.
    """
    told = "\n".join(sources)
    if _numbers(text) - _numbers(told):
        return DIFFERS
    own = _pairs(text)
    shares = not own or len(own & _pairs(told)) >= least * len(own)
    return "" if shares or checked == text else UNCHECKED


def _numbers(text: str) -> set[float]:
    return {float(each) for each in _NUMBER.findall(_BETWEEN.sub("", unicodedata.normalize("NFKC", text)))}


def _pairs(text: str) -> set[str]:
    letters = _WORD.sub("", unicodedata.normalize("NFKC", text))
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
