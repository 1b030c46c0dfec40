"""Who may be asked to report: banners of the office, its development zones, and other units by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.collection.models import UnitKind
from xingzhi.core.office import office_path
from xingzhi.packs import load


@dataclass(frozen=True)
class Unit:
    """One that reports: in which region, under which name."""

    kind: str
    region: str
    unit: str
    name: str

    @property
    def key(self) -> str:
        """How a page sends it."""
        return f"{self.kind}:{self.unit or self.region}"


def choices(filled_by: Iterable[str]) -> list[Unit]:
    """The banners and zones a form may go to, in the order of their codes."""
    regions, office, kinds = load().regions, office_path(), set(filled_by)
    found = []
    if UnitKind.BANNER in kinds:
        found += [Unit(UnitKind.BANNER, place.path, "", place.name) for place in regions.children(office)]
    if UnitKind.ZONE in kinds:
        found += [Unit(UnitKind.ZONE, zone.path, zone.id, zone.name.zh) for zone in regions.zones(office)]
    return found


def named(filled_by: Iterable[str], names: Iterable[str]) -> list[Unit]:
    """Other units by name; they lie in the office's own region."""
    if UnitKind.UNIT not in set(filled_by):
        return []
    tidy = dict.fromkeys(" ".join(name.split())[:60] for name in names)
    return [Unit(UnitKind.UNIT, office_path(), name, name) for name in tidy if name]


def today_of(region: str) -> str:
    """The region of today that a region of an earlier code book became; itself where nothing changed."""
    regions = load().regions
    return region if region in regions else regions.by_code(region) or region
