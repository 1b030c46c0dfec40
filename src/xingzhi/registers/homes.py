"""Where the patents and marks lie that rows of other registers speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from xingzhi.core.declare import Register, Values
from xingzhi.registers import bulk
from xingzhi.registers.models import MODELS
from xingzhi.registers.of_mark import OF_MARK
from xingzhi.registers.of_patent import OF_PATENT
from xingzhi.registers.settle import NUMBERS, UNASSIGNED, Owner


class Home(NamedTuple):
    """A region rule by which a row lies where another record lies: the register of that, and the columns both are met by."""

    rule: str
    register: str
    theirs: str
    column: str


HOMES = (
    Home(OF_PATENT, "patents", "key", NUMBERS[OF_PATENT]),
    Home(OF_MARK, "trademarks", "mark_no", NUMBERS[OF_MARK]),
)
RULES = frozenset(each.rule for each in HOMES)


def home_rule(register: Register) -> Home | None:
    """The rule by which rows of a register lie with others; None where they lie by themselves."""
    return next((each for each in HOMES if each.rule in register.region_rule), None)


def homes(register: Register, rows: Sequence[Values], *, locked: bool = False) -> dict[str, Owner]:
    """The homes of the patents or marks named by rows of a register that lies where these lie; empty for others.

    `locked` keeps them where they are until the transaction ends: one moved meanwhile would leave behind rows that were
    not there yet. A mark in several classes lies where the first of them with a known place lies.
    """
    home = home_rule(register)
    if home is None:
        return {}
    numbers = {row[home.column] for row in rows}
    model, fields = MODELS[home.register], (home.theirs, "region", "region_how", "place", "id")
    found = bulk.find(model, home.theirs, numbers, fields)
    if locked and connection.vendor == "postgresql":
        held = model.objects.select_for_update().filter(pk__in=[row[-1] for row in found]).order_by("pk")
        found = list(held.values_list(*fields))
    return _first_known(home.rule, sorted(found, key=lambda row: row[-1]))


def _first_known(rule: str, found: Iterable[tuple[str, str, str, str, int]]) -> dict[str, Owner]:
    """By number; what lies nobody knows where gives no home."""
    made: dict[str, Owner] = {}
    for number, region, how, place, _ in found:
        if how != UNASSIGNED:
            made.setdefault(number, Owner(region, rule, place))
    return made
