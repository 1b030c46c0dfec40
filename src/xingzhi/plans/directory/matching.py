"""Which units of the directory a name in a notice means: one, every unit of a kind, or none that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.plans.units import Unit, UnitKind


@dataclass(frozen=True)
class Match:
    """What a name means. `how`: name, group, everyone or unknown; `lacking`: kinds the name means and no unit is of.

    `some` tells that the name says 有关 or 相关: which of the group are meant is for a person to say.
    """

    name: str
    units: tuple[Unit, ...] = ()
    how: str = "unknown"
    lacking: tuple[str, ...] = ()
    some: bool = False

    @property
    def known(self) -> bool:
        """Whether the directory or the words of the pack say whom it means."""
        return self.how != "unknown"


class Directory:
    """The units in use, with what notices call them."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        self._called: dict[str, Unit] = {}
        for unit in self.units:
            for name in (*unit.aliases, unit.name):
                self._called[plain(name)] = unit
        self._banners = {unit.region: unit for unit in self.units if unit.kind == UnitKind.BANNER}
        self._above = next((path[:-2] for path in self._banners), "")

    def match(self, name: str) -> Match:
        """The units of a name as written: 稽查局, 盟局稽查局, 各旗县市（开发区）局, 扎赉特旗市场监管局."""
        for bare in _without(plain(name), load().plan_units.people):
            for called in (bare, _without_own(bare)):
                if unit := self._called.get(called) or self._office(called):
                    return Match(name, (unit,), "name")
            if bare in map(plain, load().plan_units.everyone):
                return Match(name, self.units, "everyone", some="有关" in bare or "相关" in bare)
            if found := _group_pattern().match(bare):
                return self._group(name, found)
        return Match(name)

    def match_all(self, names: Sequence[str]) -> list[Match]:
        """Each name with its units, in order."""
        return [self.match(name) for name in names]

    def _office(self, called: str) -> Unit | None:
        """A banner by its office: its name or short name with the words for an office behind it."""
        for place in _without(called, map(plain, load().plan_units.offices)):
            path = load().regions.by_name(place, self._above) if self._banners else None
            if path and (unit := self._banners.get(path)):
                return unit
        return None

    def _group(self, name: str, found: re.Match[str]) -> Match:
        kinds = [kind for kind in ("banner", "zone", "section", "body") if found[kind]]
        if found["beside"]:
            kinds.append(UnitKind.ZONE.value)
        units = tuple(unit for kind in kinds for unit in self.units if unit.kind == kind)
        lacking = tuple(kind for kind in kinds if not any(unit.kind == kind for unit in units))
        return Match(name, units, "group", lacking, some=bool(found["some"]))


def plain(name: str) -> str:
    """A name without blanks, its brackets of one shape."""
    return re.sub(r"\s", "", name).replace("(", "（").replace(")", "）").strip("，、；。：")


def bare_name(name: str) -> str:
    """A name without the words that only mean "ours": 盟局稽查局 is 稽查局."""
    return _without_own(plain(name)) or plain(name)


def kind_by_ending(name: str) -> str:
    """What a name not in the directory may be; an outside body where its end tells nothing."""
    bare = plain(name)
    found = (
        (len(end), each.kind) for each in load().plan_units.kinds for end in each.endings if bare.endswith(end)
    )  # fmt: skip
    return max(found, default=(0, UnitKind.OUTSIDE.value))[1]


def _without(bare: str, endings: Iterable[str]) -> list[str]:
    """The name, and the name without one of the endings."""
    return [bare, *(bare.removesuffix(end) for end in endings if bare.endswith(end))]


def _without_own(bare: str) -> str:
    own = max((word for word in load().plan_units.own if bare.startswith(word)), key=len, default="")
    return bare.removeprefix(own)


@lru_cache(maxsize=1)
def _group_pattern() -> re.Pattern[str]:
    """局机关 + 各 + 有关 + the word of a kind, （开发区） beside it, the word for an office behind it."""
    words = load().plan_units

    def one_of(*found: str) -> str:
        return "|".join(re.escape(plain(word)) for word in sorted(found, key=len, reverse=True))

    kinds = {group.kind: one_of(*group.words) for group in words.groups}
    groups = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    beside = rf"(?:[（、和及](?:各)?(?P<beside>{kinds['zone']})）?)?"
    return re.compile(
        rf"^(?:{one_of(*words.own)})?(?:{one_of(*words.every)})?(?P<some>{one_of(*words.some)})?"
        rf"(?:{groups}){beside}(?:{one_of(*words.offices)})?$"
    )
