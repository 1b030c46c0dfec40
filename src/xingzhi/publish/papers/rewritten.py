"""Whether a sentence still says what its sources say: its numbers stand in their texts, and so do some of its words. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from xingzhi.plans.facts.amounts import Amount, amounts

DIFFERS, UNCHECKED = "differs", "unchecked"
_WORD = re.compile(r"\W|\d")


def wording(text: str, sources: Iterable[str], least: float, checked: str = "") -> str:
    """ "differs" where a number stands in no source, however it is written or rounded there.

    "unchecked" where less than the share `least` of the pairs of characters does, or only a small count in words (两家)
    is in no source. A person who read both says so by `checked`, the wording they read; a number they cannot wave through.
    """
    told = "\n".join(sources)
    lacking = _lacking(text, told)
    if any(not each.counted for each in lacking):
        return DIFFERS
    own = _pairs(text)
    shares = not own or len(own & _pairs(told)) >= least * len(own)
    return "" if (shares and not lacking) or checked == text else UNCHECKED


def unmet(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The numbers of a sentence, as written, that stand in no source; small counts in words aside."""
    return tuple(dict.fromkeys(each.value.text for each in _lacking(text, "\n".join(sources)) if not each.counted))


def _lacking(text: str, told: str) -> list[Amount]:
    there = amounts(told, said=False)
    return [each for each in amounts(text, said=True) if not each.stands_in(there)]


def _pairs(text: str) -> set[str]:
    letters = _WORD.sub("", unicodedata.normalize("NFKC", text))
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
