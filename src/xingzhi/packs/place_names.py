"""The names places are called by, and reading them one inside the other: 江苏, then 南通 in it, then 海安市 in that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.packs.region_pack import RegionRules

SKIPPED = " ,，、;；:：·.-—()[]【】/|"
# From weak to strong evidence; a chain is as weak as its weakest link.
STRENGTH = ("bracket", "short_name", "former_name", "zone", "name")
MINIMUM_INSIDE = 3  # 新县 or 城区 inside a text is more often a word than a place


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


class PlaceNames:
    """The index of all names of places."""

    def __init__(self, names: Iterable[Name], rules: RegionRules) -> None:
        self.by_text: dict[str, list[Name]] = {}
        for name in names:
            self.by_text.setdefault(name.text, []).append(name)
        self._starting: dict[str, tuple[str, ...]] = {}
        for text in sorted(self.by_text, key=len, reverse=True):
            self._starting[text[:2]] = (*self._starting.get(text[:2], ()), text)
        self._common = rules.common_words.values
        self._not_followed = {last: words.values for last, words in rules.not_followed_by.items()}

    def at(self, text: str, position: int) -> Iterable[str]:
        """Names with which the text goes on at a position, the longest first."""
        for name in self._starting.get(text[position : position + 2], ()):
            if text.startswith(name, position):
                follow = self._not_followed.get(name[-1])
                if not (follow and text.startswith(follow, position + len(name))):
                    yield name

    def named(self, text: str) -> list[Name]:
        """The places called so."""
        return self.by_text[text]

    def is_common(self, text: str, position: int) -> bool:
        """Whether an ordinary word stands there that only looks like a short name."""
        return text.startswith(self._common, position)


class Chain:
    """Names read one inside the other."""

    def __init__(self, names: PlaceNames, text: str, within: str) -> None:
        self.names = names
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
            for name in self.names.at(text, position):
                if len(name) < MINIMUM_INSIDE:
                    continue
                chosen = choose(self._full(name), self.within)
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
        for text in self.names.at(self.text, position):
            full = self._full(text)
            chosen = choose(full, self.within) or self._beside(text)
            if chosen:
                return chosen
            if full:
                self.ambiguous = True
                return None
            if short and not self.names.is_common(self.text, position):
                chosen = choose([n for n in self._below(text) if n.how == "short_name"], self.within)
                if chosen:
                    return chosen
        return None

    def _below(self, text: str) -> list[Name]:
        return [name for name in self.names.named(text) if name.under(self.path)]

    def _full(self, text: str) -> list[Name]:
        return [name for name in self._below(text) if name.how != "short_name"]

    def _beside(self, text: str) -> Name | None:
        """A county named after a prefecture it no longer belongs to: taken where its province has only one."""
        if len(self.path) != 4 or len(text) < MINIMUM_INSIDE:
            return None
        names = [n for n in self.names.named(text) if n.how != "short_name" and n.path.startswith(self.path[:2])]
        names = [name for name in names if len(name.path) == 6]
        return choose(names, "")


def choose(names: list[Name], within: str) -> Name | None:
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
