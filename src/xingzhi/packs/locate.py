"""Find the place an address or a company name names.

From the start of the text, names are read one inside the other: province, prefecture, county, in full or short
(江苏南通海安市). Where the start names no place, the first full name further on is taken. A name several places bear is
taken only where the places before it, or `within`, leave one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from xingzhi.packs.place_names import Chain, Name, PlaceNames, choose
from xingzhi.packs.region_pack import RegionRules

POSTCODE = re.compile(r"^\(?\d{6}\)?[\s,，:：]*(?=[^\d])")
BRACKET = re.compile(r"\(([^()]{2,9})\)")
PERSON = 4  # a Chinese personal name has at most so many characters
CACHE = 65_536


@dataclass(frozen=True, slots=True)
class Located:
    """A place, the words that named it, and how.

    `how`: name (in full), former_name (through an official change), zone (a development zone), short_name (without
    市, 县, 旗), bracket (a short name alone in brackets).
    """

    path: str
    matched: str
    how: str


class Locator:
    """Finds places in texts; `locate` and `by_name` read with the index of all names."""

    def __init__(self, names: Iterable[Name], rules: RegionRules, organisation_words: tuple[str, ...]) -> None:
        self._names = PlaceNames(names, rules)
        self._leading = rules.leading_words.values
        self._organisation = organisation_words
        self._cached = lru_cache(maxsize=CACHE)(self._locate)

    def locate(self, text: str, within: str = "") -> Located | None:
        """See `Regions.locate`."""
        return self._cached(text, within)

    def by_name(self, name: str, within: str = "") -> str | None:
        """See `Regions.by_name`."""
        text = _fold(name)
        names = self._names.by_text.get(text)
        if names:
            chosen = choose(names, within)
            return chosen.path if chosen else None
        chain = Chain(self._names, text, within)
        end = chain.read(0, short=True)
        return chain.path if chain.path and end == len(text) else None

    def former(self, name: str, within: str = "") -> str:
        """The code a place had under the former name it is called by; "" where the name is today's, or no place's."""
        text = _fold(name)
        if names := self._names.by_text.get(text):
            chosen = choose(names, within)
            return chosen.old_path if chosen else ""
        chain = Chain(self._names, text, within)
        end = chain.read(0, short=True)
        return chain.old_path if chain.path and end == len(text) else ""

    def _locate(self, text: str, within: str) -> Located | None:
        text = POSTCODE.sub("", _fold(text))
        for word in self._leading:
            text = text.removeprefix(word)
        chain = Chain(self._names, text, within)
        end = chain.read(0, short=not self._may_be_person(text))
        if chain.ambiguous and not chain.path:
            return None
        chain.search(end)
        if not chain.path:
            self._bracketed(text, chain)
        if not chain.path:
            return None
        return Located(chain.path, chain.matched, chain.how)

    def _may_be_person(self, text: str) -> bool:
        """Short texts without a word of organisation may be a person called 高阳 or 宁海涛; a bare province is none."""
        if len(text) > PERSON and "·" not in text:
            return False
        names = self._names.by_text.get(text, ())
        if any(len(name.path) == 2 for name in names):
            return False
        return not text.endswith(self._organisation)

    def _bracketed(self, text: str, chain: Chain) -> None:
        """某某科技(南通)有限公司: a province or prefecture alone in brackets."""
        for found in BRACKET.finditer(text):
            chosen = choose([n for n in self._names.by_text.get(found[1], ()) if len(n.path) <= 4], chain.within)
            if chosen:
                chain.take(chosen)
                chain.how = "bracket"
                return


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
