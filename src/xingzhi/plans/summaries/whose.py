"""Whose summary a file is: told by the names of units in the file's name, else in its title and signature."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from xingzhi.core.office import office_path
from xingzhi.packs import load
from xingzhi.plans.summaries.reading import SummaryRead
from xingzhi.plans.units import Unit, UnitKind


def whose(units: Sequence[Unit], file_name: str, read: SummaryRead) -> list[Unit]:
    """The unit it is of; none or several where that cannot be told."""
    stem = PurePosixPath(file_name.replace("\\", "/")).stem
    frame = "\n".join(each.text for each in read.paragraphs if each.frame and each.text[-1] not in "：:")
    for text in (stem, read.title, frame):
        if found := _named(units, text):
            return found
    return []


def _named(units: Sequence[Unit], text: str) -> list[Unit]:
    """Units named in a text; a name inside a longer one of another unit does not count."""
    flat = "".join(text.split())
    found = {unit.pk: max((name for name in _names(unit) if name in flat), key=len, default="") for unit in units}
    longest = [name for name in found.values() if name]
    named = [
        unit for unit in units
        if (name := found[unit.pk]) and not any(name != other and name in other for other in longest)
    ]  # fmt: skip
    return named or _of_place(units, flat)


def _names(unit: Unit) -> list[str]:
    names = [unit.name, *unit.aliases]
    if unit.kind == UnitKind.BANNER:
        names.append(load().regions.name(unit.region))
    return ["".join(name.split()) for name in names if name.strip()]


def _of_place(units: Sequence[Unit], text: str) -> list[Unit]:
    """A banner by another name of its place."""
    located = load().regions.locate(text, office_path()) if text else None
    if located is None or located.path == office_path():
        return []
    return [unit for unit in units if unit.kind == UnitKind.BANNER and unit.region == located.path]
