"""What is done with the directory of units: filled from the regions, added to, told other names, retired."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.core.office import office_path, sees_all
from xingzhi.packs import load
from xingzhi.plans.directory.matching import Directory, plain
from xingzhi.plans.units import Unit, UnitKind


class UnitRefused(ValueError):
    """A unit cannot be kept so: `code` is "name", "kind", "region", "unit" or "taken" (with the unit that has the name)."""

    def __init__(self, code: str, taken: str = "") -> None:
        self.code, self.taken = code, taken
        super().__init__(code)


def keeps_plan(user: User) -> bool:
    """Whether the person works for the whole office: only such a person deals with notices and units."""
    return sees_all(user)


def units_of_office() -> Iterable[Unit]:
    """The units in use, banners first, then zones, sections, bodies and others, each by region and age."""
    order = [UnitKind.BANNER, UnitKind.ZONE, UnitKind.SECTION, UnitKind.BODY, UnitKind.OUTSIDE]
    units = Unit.objects.filter(region__startswith=office_path(), retired=False)
    return sorted(units, key=lambda unit: (order.index(UnitKind(unit.kind)), unit.region, unit.pk))


def directory() -> Directory:
    """The units in use, to recognise names by."""
    return Directory(units_of_office())


@action("fill_units", zh="按区划登记任务单位", en="Fill the units from the regions")
def fill_units(act: Act) -> int:
    """Add the banners and development zones of the office that are not in the directory; how many were added."""
    _own(act.user)
    path, regions = office_path(), load().regions
    wanted = [(UnitKind.BANNER, region.path, region.name, "") for region in regions.children(path)]
    wanted += [(UnitKind.ZONE, zone.path, zone.name.zh, zone.id) for zone in regions.zones(path)]
    added = 0
    for kind, region, name, zone in wanted:
        aliases = next((list(each.aliases) for each in regions.zones(path) if each.id == zone), []) if zone else []
        found = {"kind": kind, "zone": zone, "aliases": aliases}
        added += Unit.objects.get_or_create(region=region, name=name, defaults=found)[1]
    act.on("unit", "", path, added=added)
    return added


@action("add_unit", zh="登记任务单位", en="Add a unit")
def add_unit(act: Act, kind: str, name: str, region: str = "", alias: str = "") -> Unit:
    """Add a section, body, zone or outside unit; `alias` is how a notice wrote it, where that differs."""
    _own(act.user)
    name, region = plain(name)[:100], region or office_path()
    if not name:
        raise UnitRefused("name")
    if kind not in UnitKind.values:
        raise UnitRefused("kind")
    if not region.startswith(office_path()) or load().regions.get(region) is None:
        raise UnitRefused("region")
    _free(name)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(kind=kind, name=name, region=region)
    except IntegrityError:  # retired under this name: it is in use again
        unit = Unit.objects.get(region=region, name=name)
        unit.kind, unit.retired = kind, False
        unit.save(update_fields=["kind", "retired"])
    if alias and plain(alias) != name:
        unit.aliases = [*unit.aliases, plain(alias)]
        unit.save(update_fields=["aliases"])
    act.on("unit", unit.pk, unit.region, name=name, kind=kind)
    return unit


@action("alias_unit", zh="登记单位别名", en="Add another name of a unit")
def alias_unit(act: Act, unit_id: int, alias: str) -> Unit:
    """Say that a name in notices means this unit."""
    _own(act.user)
    unit = _unit(act.user, unit_id)
    if not (name := plain(alias)[:100]):
        raise UnitRefused("name")
    if name not in (*unit.aliases, unit.name):
        _free(name)
        unit.aliases = [*unit.aliases, name]
        unit.save(update_fields=["aliases"])
    act.on("unit", unit.pk, unit.region, name=unit.name, alias=name)
    return unit


@action("forget_alias", zh="去掉单位别名", en="Take another name from a unit")
def forget_alias(act: Act, unit_id: int, alias: str) -> Unit:
    """Take back that a name means this unit."""
    _own(act.user)
    unit = _unit(act.user, unit_id)
    unit.aliases = [each for each in unit.aliases if each != alias]
    unit.save(update_fields=["aliases"])
    act.on("unit", unit.pk, unit.region, name=unit.name, forgotten=alias)
    return unit


@action("retire_unit", zh="停用任务单位", en="Retire a unit")
def retire_unit(act: Act, unit_id: int, retired: bool = True) -> Unit:
    """Take a unit out of use, or back; what it was given stays with it."""
    _own(act.user)
    unit = _unit(act.user, unit_id)
    if not retired:
        _free(unit.name)
    unit.retired = retired
    unit.save(update_fields=["retired"])
    act.on("unit", unit.pk, unit.region, name=unit.name, retired=retired)
    return unit


def _own(user: User) -> None:
    if not keeps_plan(user):
        raise PermissionDenied("unit")


def _unit(user: User, unit_id: int) -> Unit:
    found: Unit = get_object_or_404(Unit.objects.visible_to(user).select_for_update(), pk=unit_id)
    return found


def _free(name: str) -> None:
    """Raise where a unit in use has the name already."""
    for unit in units_of_office():
        if plain(name) in map(plain, (unit.name, *unit.aliases)):
            raise UnitRefused("taken", unit.name)
