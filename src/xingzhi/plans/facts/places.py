"""Places as sentences name them: regions in full or short, 全盟, 全区, zones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.plans.facts.mark import Mark, alternatives, apart
from xingzhi.plans.facts.pack import fact_words

_LEAST = 2
_NO_NAME = re.compile(r"[，。；、：（）\s\d]|推动|支持|其中|包括|全盟|全市|各|和|与|及|在|由|对|向|为|的")


@dataclass(frozen=True)
class Places:
    """The names known around an office's region, with the path each means."""

    pattern: re.Pattern[str]
    paths: dict[str, str]
    zone: re.Pattern[str]

    def find(self, text: str) -> Iterator[Mark]:
        """The places a text names."""
        found = [
            Mark(each.start(), each.end(), "place", each[0], self.paths[each[0]])
            for each in self.pattern.finditer(text)
        ]
        zones = [_zone(each, found) for each in self.zone.finditer(text)]
        yield from apart([*zones, *found])


def _zone(found: re.Match[str], named: list[Mark]) -> Mark:
    """A zone, whose name begins at the place it is called after or behind the last word that is no name."""
    inside = [mark for mark in named if found.start() <= mark.start < found.end()]
    cuts = [each.end() for each in _NO_NAME.finditer(found["name"])]
    start = inside[0].start if inside else found.start() + (cuts[-1] if cuts else 0)
    text = found.string[start : found.end()]
    return Mark(start, found.end(), "place", text, f"zone:{text}")


@lru_cache(maxsize=8)
def places(path: str) -> Places:
    """The names around a region; with "" only those of provinces and of zones, and 全盟 means no known place."""
    packs = load()
    words = fact_words().places
    names: dict[str, str] = dict.fromkeys(words.nation, "")
    names |= dict.fromkeys(words.above, path[:2] if path else "above")
    names |= dict.fromkeys(words.office, path[:4] if path else "office")
    names |= dict.fromkeys(words.county, path if len(path) == 6 else "office_county")
    names |= dict.fromkeys(words.each, f"{path}:each") | dict.fromkeys(words.own_level, f"{path}:own")
    regions = [packs.regions.get(each.path) for each in packs.regions.children("")]
    if path:
        province = path[:2]
        regions += [*packs.regions.children(province), *packs.regions.children(path[:4])]
    for region in regions:
        if region:
            names[region.name] = region.path
            if len(region.short) >= _LEAST:
                names.setdefault(region.short, region.path)
    for word, meant in words.short.items():
        named = [each for each in packs.regions.children(path[:4]) if meant in each.name] if len(path) >= 4 else []
        if len(named) == 1:
            names.setdefault(word, named[0].path)
    for alias in packs.regions.aliases(path[:4]) if path else ():
        names.setdefault(alias.name, alias.path)
    endings = alternatives(words.zone_endings)
    return Places(
        re.compile(rf"(?:{alternatives(names)})(?!友|场|域|间|{alternatives(words.not_before)})"),
        names,
        re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:{endings})"),
    )
