"""Where the patents lie that rows of other registers speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from xingzhi.core.declare import Register, Values
from xingzhi.registers import bulk
from xingzhi.registers.models import MODELS
from xingzhi.registers.of_patent import OF_PATENT
from xingzhi.registers.settle import UNASSIGNED, Owner

FIELDS = ("key", "region", "region_how", "place")


def homes(register: Register, rows: Sequence[Values], *, locked: bool = False) -> dict[str, Owner]:
    """The homes of the patents named by rows of a register that lies where its patents lie; empty for others.

    `locked` keeps the patents where they are until the transaction ends: a patent moved meanwhile would leave behind
    rows that were not there yet.
    """
    if OF_PATENT not in register.region_rule:
        return {}
    numbers = {row["application_no"] for row in rows}
    patents = MODELS["patents"]
    found = bulk.find(patents, "key", numbers, FIELDS)
    if locked and connection.vendor == "postgresql":
        held = patents.objects.select_for_update().filter(key__in=[row[0] for row in found]).order_by("key")
        found = list(held.values_list(*FIELDS))
    return homes_of(dict(zip(FIELDS, row, strict=True)) for row in found)


def homes_of(patents: Iterable[Values]) -> dict[str, Owner]:
    """The homes of patents by number; one whose place nobody knows gives none."""
    return {
        patent["key"]: Owner(patent["region"], OF_PATENT, patent["place"])
        for patent in patents
        if patent["region_how"] != UNASSIGNED
    }
