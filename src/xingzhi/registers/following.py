"""Rows that speak of a patent or a mark follow it: when it arrives after them, and when it moves to another region.

They do so in the transaction that brings or moves it, so nobody sees a row of a patent that he may not see, and a kill
leaves both or neither behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xingzhi.core.declare import Register, Values
from xingzhi.core.models import Version
from xingzhi.intake.models import Batch
from xingzhi.registers import bulk
from xingzhi.registers.homes import HOMES, RULES, Home, homes
from xingzhi.registers.models import OF_PATENTS, TrademarkEvent
from xingzhi.registers.record import OWN_FIELDS, version_of
from xingzhi.registers.settle import Owner, Settler

CLAIMED = "claimed"  # brought by another region than its patent's: with the office until somebody there takes it up
FOLLOWERS = {"patents": OF_PATENTS, "trademarks": (TrademarkEvent,)}
_SEEN = ("id", "region", "region_how", "place", "revision", "created")


def follow(name: str, moved: Sequence[Values], settler: Settler, revision: int) -> None:
    """Give the rows of patents or marks that came or moved their region; the rows' older state becomes a version."""
    home = next((each for each in HOMES if each.register == name), None)
    if home is None or not moved:
        return
    numbers = sorted({row[home.theirs] for row in moved})
    for model in FOLLOWERS[name]:
        if model.objects.exists():
            settler.homes = homes(model.register, [{home.column: number} for number in numbers])
            _follow(model, home, numbers, settler, revision)


def _follow(model: Any, home: Home, numbers: list[str], settler: Settler, revision: int) -> None:
    ruled = [name for name in model.register.region_rule if any(column.name == name for column in model.register)]
    seen = (*_SEEN, home.column, *ruled, *(["applicants"] if "first_applicant" in model.register.region_rule else []))
    found = bulk.find(model, home.column, numbers, seen)
    rows = [dict(zip(seen, row, strict=True)) for row in found]
    scopes = _scopes(rows)
    owners = {row["id"]: _owner(model.register, home, row, scopes, settler) for row in rows}
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
    return int(row["created"] if row["region_how"] in (*RULES, CLAIMED) else row["revision"])


def _owner(register: Register, home: Home, row: Values, scopes: dict[int, str], settler: Settler) -> Owner:
    """Where a row belongs now. Nobody adds to a patent of another region by naming it before it is known."""
    there = settler.homes.get(row[home.column])
    if there is None:
        here = Owner(row["region"], row["region_how"], row["place"])
        return settler.owner(register, row) if here.how == home.rule else here
    trusted = row["region_how"] == home.rule or there.region.startswith(scopes.get(_told_in(row), settler.office))
    return there if trusted else Owner(settler.office, CLAIMED, "")
