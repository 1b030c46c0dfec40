"""Who may be asked to report: banners of the office, its development zones, and other units by name.

A zone has no code and no accounts of its own: its report is filled in by the county it lies in, or by workbook.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.collection.models import UnitKind
from xingzhi.core.office import office_path
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.registers.models import MODELS

NAME = 60  # letters of a unit's name that are kept
BY_NAME = frozenset({"unit", "firm"})  # who is not in any list: the officer writes the names


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
        found += _declared(office, {unit.name for unit in found})
    return found


def _declared(office: str, known: set[str]) -> list[Unit]:
    """The zones whose members the office declared; one over several counties lies in the office's own region."""
    places: dict[str, list[str]] = defaultdict(list)
    members = MODELS["zone_members"].objects.filter(region_within(office))
    for name, region in members.values_list("zone", "region").distinct():
        places[name[:NAME]].append(region)
    found = [(paths[0] if len(paths) == 1 else office, name) for name, paths in places.items() if name not in known]
    return [Unit(UnitKind.ZONE, path, name, name) for path, name in sorted(found)]


def named(filled_by: Iterable[str], names: Iterable[str]) -> list[Unit]:
    """Other units by name; they lie in the office's own region. None where the form does not go to such."""
    if not BY_NAME & set(filled_by):
        return []
    tidy = dict.fromkeys(" ".join(name.split())[:NAME] for name in names)
    return [Unit(UnitKind.UNIT, office_path(), name, name) for name in tidy if name]


def today_of(region: str) -> str:
    """The region of today that a region of an earlier code book became; itself where nothing changed."""
    regions = load().regions
    return region if region in regions else regions.by_code(region) or region
