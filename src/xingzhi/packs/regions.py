"""The tree of regions: nation, province, prefecture or league, county or banner, after GB/T 2260.

A path is the code without its trailing pairs of zeros: nation "", province "15", league "1522", banner "152221".
Placeholders of the code book (市辖区 1101, 省直辖县级行政区划 4290) are no regions: Beijing's districts are children of
Beijing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.packs.locate import Located, Locator
from xingzhi.packs.place_names import Name
from xingzhi.packs.problems import PackError
from xingzhi.packs.region_history import Parts, change_of, leads_to, only_renamed, parts_of, successors
from xingzhi.packs.region_pack import Alias, RegionsBody, Zone
from xingzhi.packs.schema import Row

LEVELS = {0: "nation", 2: "province", 4: "prefecture", 6: "county"}


@dataclass(frozen=True, slots=True)
class Region:
    """One place of the tree. `short` is its name without 省, 市, 县, 旗, where it may be called so."""

    path: str
    name: str
    short: str
    parent: str | None

    @property
    def level(self) -> str:
        """nation, province, prefecture or county."""
        return LEVELS[len(self.path)]

    @property
    def code(self) -> str:
        """The six-digit code of GB/T 2260; "000000" for the nation."""
        return self.path.ljust(6, "0")


def path_of(code: str) -> str | None:
    """The path a division code of 2, 4 or 6 digits, or a longer statistical one, is written for; None for no code."""
    digits = code.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (2, 4, 6, 9, 12):
        return None
    digits = digits[:6].ljust(6, "0")
    path = digits[:2] if digits.endswith("0000") else digits[:4] if digits.endswith("00") else digits
    return "" if path == "00" else path


NATION = Region("", "全国", "", None)


class Regions:
    """The regions, to walk and to find by code, by name and in an address."""

    def __init__(
        self,
        divisions: Iterable[Row],
        changes: Iterable[Row],
        body: RegionsBody,
        organisation_words: Iterable[str] = (),
        file: str = "",
    ) -> None:
        self.placeholders: dict[str, str] = {}
        self._regions: dict[str, Region] = {"": NATION}
        self._children: dict[str, list[Region]] = {"": []}
        self._read(divisions, file)
        self.changes = tuple(change_of(row, body.rules.dissolving.values) for row in changes)
        self._successors = successors(self.changes, self._regions)
        self._zones = body.zones
        self._aliases = body.aliases
        for path in (*(alias.path for alias in body.aliases), *(zone.path for zone in body.zones)):
            if path not in self._regions:
                raise PackError(file, path, "is no region, so nothing can be called so")
        names = list(self._names(body))
        self._locator = Locator(names, body.rules, tuple(organisation_words))

    def get(self, path: str) -> Region | None:
        """The region of a path, "" being the nation."""
        return self._regions.get(path)

    def __contains__(self, path: object) -> bool:
        return path in self._regions

    def __len__(self) -> int:
        return len(self._regions)

    def children(self, path: str) -> tuple[Region, ...]:
        """The regions directly below, in order of their codes."""
        return tuple(self._children.get(path, ()))

    def name(self, path: str) -> str:
        """The region's own name; the path itself where it is not known."""
        region = self._regions.get(path)
        return region.name if region else path

    def full_name(self, path: str) -> str:
        """The name with those above it: 内蒙古自治区兴安盟乌兰浩特市."""
        if not path:
            return NATION.name
        return "".join(region.name for region in (*self.ancestors(path), *filter(None, [self.get(path)]))[1:])

    def ancestors(self, path: str) -> tuple[Region, ...]:
        """The regions above, the nation first."""
        region = self._regions.get(path)
        above: list[Region] = []
        while region and region.parent is not None:
            region = self._regions[region.parent]
            above.append(region)
        return tuple(reversed(above))

    def by_code(self, code: str) -> str | None:
        """The path of a division code of 2, 4 or 6 digits, or of a longer statistical code.

        Old codes lead to today's place by the changes; `None` where the code is not known.
        """
        path = path_of(code)
        if path is None:
            return None
        if path in self._regions:
            return path
        if path in self.placeholders:
            return path[:2]
        return self._successors.get(path)

    def by_name(self, name: str, within: str = "") -> str | None:
        """The path of a name, alone or with those above it; `None` where unknown or ambiguous inside `within`."""
        return self._locator.by_name(name, within)

    def former(self, text: str, within: str = "") -> str:
        """The path a place had under the former code or name the text calls it by, where it was merged or divided since.

        "" where it is called as today, or only got another name or code: then it is the same place.
        """
        path = path_of(text) if text.isdigit() else self._locator.former(text, within)
        if not path or (text.isdigit() and (path in self._regions or path not in self._successors)):
            return ""
        return "" if only_renamed(self.changes, path) else path

    def parts(self, path: str, year: int) -> Parts:
        """The places that stood where a region stands now, at the end of a year; empty where nothing came to it since."""
        return parts_of(self.changes, path, year)

    def locate(self, text: str, within: str = "") -> Located | None:
        """The most specific place an address or a company name names, and how it was found.

        `within` settles ambiguous names (朝阳区) in favour of that region; it does not keep the place inside it.
        `None` where no place is named or only an ambiguous one.
        """
        return self._locator.locate(text, within)

    def zones(self, within: str = "") -> tuple[Zone, ...]:
        """Development zones whose place lies in `within`; empty where none are loaded."""
        return tuple(zone for zone in self._zones if zone.path.startswith(within))

    def aliases(self, within: str = "") -> tuple[Alias, ...]:
        """Customary short names of regions in `within`."""
        return tuple(alias for alias in self._aliases if alias.path.startswith(within))

    def _read(self, divisions: Iterable[Row], file: str) -> None:
        for row in divisions:
            path = row["code"]
            if row["type"] == "placeholder":
                self.placeholders[path] = row["name"]
                continue
            parent = path[:-2] if path[:-2] in self._regions else path[:2] if path[:-2] in self.placeholders else None
            if parent is None or path in self._regions:
                raise PackError(file, path, "has no region above it, or stands twice")
            region = Region(path, row["name"], row["short"], parent)
            self._regions[path] = region
            self._children[path] = []
            self._children[parent].append(region)

    def _names(self, body: RegionsBody) -> Iterable[Name]:
        for region in self._regions.values():
            if region.path:
                yield Name(region.name, region.path, "name")
                if region.short:
                    yield Name(region.short, region.path, "short_name")
        for alias in body.aliases:
            yield Name(alias.name, alias.path, "short_name")
        for zone in self._zones:
            for name in (zone.name.zh, *zone.aliases):
                yield Name(name, zone.path, "zone")
        current = {(region.name, path) for path, region in self._regions.items()}
        for change in self.changes:
            path = self._successors.get(change.old_path) or leads_to(change.new_path, self._successors, self._regions)
            if path and change.old_name and (change.old_name, path) not in current:
                yield Name(change.old_name, path, "former_name", change.old_path)
