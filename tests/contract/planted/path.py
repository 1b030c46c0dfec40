"""A task about a patent of each place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """The league asks each place for something about its first patent."""
    from tests.builders import number
    from tests.contract.world import PLACES, SERIALS
    from xingzhi.plans.actions import Wanted, make_tasks

    wanted = [Wanted("pay_fee", number(2020, SERIALS[mark]), "2026", date(2026, 12, 31)) for mark in PLACES]
    made = make_tasks(world.people["league"], wanted, "valid_inventions", "年末路径")
    assert made.made == len(PLACES)
