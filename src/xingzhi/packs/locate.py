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

from xingzhi.packs.region_pack import RegionRules

POSTCODE = re.compile(r"^\(?\d{6}\)?[\s,，:：]*(?=[^\d])")
SKIPPED = " ,，、;；:：·.-—()[]【】/|"
BRACKET = re.compile(r"\(([^()]{2,9})\)")
# From weak to strong evidence; a chain is as weak as its weakest link.
STRENGTH = ("bracket", "short_name", "former_name", "zone", "name")
MINIMUM_INSIDE = 3  # 新县 or 城区 inside a text is more often a word than a place
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


@dataclass(frozen=True, slots=True)
class Name:
    """A name a place is called by. `old_path`: the code it had under a former name."""

    text: str
    path: str
    how: str
    old_path: str = ""

    def under(self, path: str) -> bool:
        """Whether the place lies below `path` now, or did when it was called so."""
        return self.path != path and (self.path.startswith(path) or self.old_path.startswith(path or "-"))


class Locator:
    """The index of all names; `locate` and `by_name` read texts with it."""

    def __init__(self, names: Iterable[Name], rules: RegionRules, organisation_words: tuple[str, ...]) -> None:
        self._by_text: dict[str, list[Name]] = {}
        for name in names:
            self._by_text.setdefault(name.text, []).append(name)
        self._starting: dict[str, tuple[str, ...]] = {}
        for text in sorted(self._by_text, key=len, reverse=True):
            self._starting[text[:2]] = (*self._starting.get(text[:2], ()), text)
        self._leading = rules.leading_words.values
        self._common = rules.common_words.values
        self._not_followed = {last: words.values for last, words in rules.not_followed_by.items()}
        self._organisation = organisation_words
        self._cached = lru_cache(maxsize=CACHE)(self._locate)

    def locate(self, text: str, within: str = "") -> Located | None:
        """See `Regions.locate`."""
        return self._cached(text, within)

    def by_name(self, name: str, within: str = "") -> str | None:
        """See `Regions.by_name`."""
        text = _fold(name)
        names = self._by_text.get(text)
        if names:
            chosen = _choose(names, within)
            return chosen.path if chosen else None
        chain = _Chain(self, text, within)
        end = chain.read(0, short=True)
        return chain.path if chain.path and end == len(text) else None

    def former(self, name: str, within: str = "") -> str:
        """The code a place had under the former name it is called by; "" where the name is today's, or no place's."""
        text = _fold(name)
        if names := self._by_text.get(text):
            chosen = _choose(names, within)
            return chosen.old_path if chosen else ""
        chain = _Chain(self, text, within)
        end = chain.read(0, short=True)
        return chain.old_path if chain.path and end == len(text) else ""

    def _locate(self, text: str, within: str) -> Located | None:
        text = POSTCODE.sub("", _fold(text))
        for word in self._leading:
            text = text.removeprefix(word)
        chain = _Chain(self, text, within)
        end = chain.read(0, short=not self._may_be_person(text))
        if chain.ambiguous and not chain.path:
            return None
        chain.search(end)
        if not chain.path:
            self._bracketed(text, chain)
        if not chain.path:
            return None
        return Located(chain.path, chain.matched, chain.how)

    def at(self, text: str, position: int) -> Iterable[str]:
        """Names with which the text goes on at a position, the longest first."""
        for name in self._starting.get(text[position : position + 2], ()):
            if text.startswith(name, position):
                follow = self._not_followed.get(name[-1])
                if not (follow and text.startswith(follow, position + len(name))):
                    yield name

    def named(self, text: str) -> list[Name]:
        """The places called so."""
        return self._by_text[text]

    def is_common(self, text: str, position: int) -> bool:
        """Whether an ordinary word stands there that only looks like a short name."""
        return text.startswith(self._common, position)

    def _may_be_person(self, text: str) -> bool:
        """Short texts without a word of organisation may be a person called 高阳 or 宁海涛; a bare province is none."""
        if len(text) > PERSON and "·" not in text:
            return False
        names = self._by_text.get(text, ())
        if any(len(name.path) == 2 for name in names):
            return False
        return not text.endswith(self._organisation)

    def _bracketed(self, text: str, chain: _Chain) -> None:
        """某某科技(南通)有限公司: a province or prefecture alone in brackets."""
        for found in BRACKET.finditer(text):
            chosen = _choose([n for n in self._by_text.get(found[1], ()) if len(n.path) <= 4], chain.within)
            if chosen:
                chain.take(chosen)
                chain.how = "bracket"
                return


class _Chain:
    """Names read one inside the other."""

    def __init__(self, locator: Locator, text: str, within: str) -> None:
        self.locator = locator
        self.text = text
        self.within = within
        self.path = self.old_path = ""
        self.matched = ""
        self.how = "name"
        self.ambiguous = False

    def read(self, position: int, *, short: bool) -> int:
        """Take names from a position on, as long as each lies below the last; the position after them."""
        while True:
            name = self._next(position, short)
            if name is None:
                return position
            self.take(name)
            position += len(name.text)
            while position < len(self.text) and self.text[position] in SKIPPED:
                position += 1

    def search(self, position: int) -> None:
        """Look further on for full names below what is known; the first one decides."""
        text = self.text
        while position < len(text) and len(self.path) < 6:
            for name in self.locator.at(text, position):
                if len(name) < MINIMUM_INSIDE:
                    continue
                chosen = _choose(self._full(name), self.within)
                if chosen:
                    self.take(chosen)
                    self.read(position + len(name), short=True)
                    return
            position += 1

    def take(self, name: Name) -> None:
        """Go down to a place."""
        self.path, self.old_path = name.path, name.old_path
        self.matched += name.text
        self.how = min(self.how, name.how, key=STRENGTH.index)

    def _next(self, position: int, short: bool) -> Name | None:
        for text in self.locator.at(self.text, position):
            full = self._full(text)
            chosen = _choose(full, self.within) or self._beside(text)
            if chosen:
                return chosen
            if full:
                self.ambiguous = True
                return None
            if short and not self.locator.is_common(self.text, position):
                chosen = _choose([n for n in self._below(text) if n.how == "short_name"], self.within)
                if chosen:
                    return chosen
        return None

    def _below(self, text: str) -> list[Name]:
        return [name for name in self.locator.named(text) if name.under(self.path)]

    def _full(self, text: str) -> list[Name]:
        return [name for name in self._below(text) if name.how != "short_name"]

    def _beside(self, text: str) -> Name | None:
        """A county named after a prefecture it no longer belongs to: taken where its province has only one."""
        if len(self.path) != 4 or len(text) < MINIMUM_INSIDE:
            return None
        names = [n for n in self.locator.named(text) if n.how != "short_name" and n.path.startswith(self.path[:2])]
        names = [name for name in names if len(name.path) == 6]
        return _choose(names, "")


def _choose(names: list[Name], within: str) -> Name | None:
    """The one place meant: the only one; or the only one in `within`; or the one of the highest level; or today's."""
    if len(names) < 2:
        return names[0] if names else None
    inside = [name for name in names if name.path.startswith(within)] if within else []
    names = inside or names
    today = [name for name in names if name.how != "former_name"]
    names = today or names
    paths = {name.path for name in names}
    highest = min(len(path) for path in paths)
    top = [name for name in names if len(name.path) == highest]
    return top[0] if len({name.path for name in top}) == 1 else None


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
