"""Rows that speak of a patent follow it: when it arrives after them, and when it moves to another region.

They do so in the transaction that brings or moves the patent, so nobody sees a row of a patent that he may not see, and
a kill leaves both or neither behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xingzhi.core.declare import Register, Values
from xingzhi.core.models import Version
from xingzhi.intake.models import Batch
from xingzhi.registers import bulk
from xingzhi.registers.homes import homes_of
from xingzhi.registers.models import OF_PATENTS
from xingzhi.registers.of_patent import OF_PATENT
from xingzhi.registers.record import OWN_FIELDS, version_of
from xingzhi.registers.settle import Owner, Settler

CLAIMED = "claimed"  # brought by another region than its patent's: with the office until somebody there takes it up
_SEEN = ("id", "application_no", "assigned_region", "region", "region_how", "place", "revision", "created")


def follow(patents: Sequence[Values], settler: Settler, revision: int) -> None:
    """Give the rows of patents that came or moved the patents' region; the rows' older state becomes a version."""
    settler.homes = homes_of(patents)
    numbers = [patent["key"] for patent in patents]
    for model in OF_PATENTS:
        if numbers and model.objects.exists():
            _follow(model, numbers, settler, revision)


def _follow(model: Any, numbers: list[str], settler: Settler, revision: int) -> None:
    found = bulk.find(model, "application_no", numbers, _SEEN)
    rows = [dict(zip(_SEEN, row, strict=True)) for row in found]
    scopes = _scopes(rows)
    owners = {row["id"]: _owner(model.register, row, scopes, settler) for row in rows}
    moved = {
        row["id"]: owner
        for row in rows
        if (owner := owners[row["id"]]) != Owner(row["region"], row["region_how"], row["place"])
    }
    names = dict.fromkeys(["id", *OWN_FIELDS, *(column.name for column in model.register.stored)])
    held = model.objects.filter(pk__in=list(moved)).values(*names) if moved else ()
    older = [version_of(model.register, row, revision) for row in held if row["revision"] != revision]
    bulk.insert(Version, older)
    bulk.update(
        model,
        [
            {"id": i, "region": owner.region, "region_how": owner.how, "place": owner.place, "revision": revision}
            for i, owner in moved.items()
        ],
    )


def _scopes(rows: Sequence[Values]) -> dict[int, str]:
    """The regions of those who brought the rows, by revision."""
    revisions = {_told_in(row) for row in rows}
    return dict(bulk.find(Batch, "revision", revisions, ("revision", "region")))


def _told_in(row: Values) -> int:
    """The revision in which a person said what the row says; a later one only moved it."""
    return int(row["created"] if row["region_how"] in (OF_PATENT, CLAIMED) else row["revision"])


def _owner(register: Register, row: Values, scopes: dict[int, str], settler: Settler) -> Owner:
    """Where a row belongs now. Nobody adds to a patent of another region by naming it before it is known."""
    home = settler.homes.get(row["application_no"])
    if home is None:
        here = Owner(row["region"], row["region_how"], row["place"])
        return settler.owner(register, row) if here.how == OF_PATENT else here
    trusted = row["region_how"] == OF_PATENT or home.region.startswith(scopes.get(_told_in(row), settler.office))
    return home if trusted else Owner(settler.office, CLAIMED, "")
