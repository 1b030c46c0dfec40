"""Names of units as they stand in a cell, and who they are."""

from __future__ import annotations

from xingzhi.core.models import User
from xingzhi.plans.units import Unit


def names_of(text: str) -> list[str]:
    """The names of a cell: 甲局、乙局, also on several lines."""
    for mark in ("，", ",", "；", ";", "\n"):
        text = text.replace(mark, "、")
    return [each for name in text.split("、") if (each := "".join(name.split()))]


def unit_names(user: User) -> dict[str, int]:
    """The units the person sees, by every name they go by."""
    found: dict[str, int] = {}
    for unit in Unit.objects.visible_to(user).order_by("-pk"):
        for name in (*unit.aliases, unit.name):
            found["".join(str(name).split())] = unit.pk
    return found
