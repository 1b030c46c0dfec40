"""Whom a task goes to: each unit once, with its role."""

from __future__ import annotations

from typing import Any

from xingzhi.plans.directory.matching import Directory
from xingzhi.plans.ledger.models import UnitRole
from xingzhi.plans.units import Unit


def assignment(task: dict[str, Any], directory: Directory) -> dict[Unit, UnitRole]:
    """The units of a task with their roles; a group that leads does so each for itself. Unknown names give none."""
    given: dict[Unit, UnitRole] = {}
    leads = [unit for match in directory.match_all(task["lead"]) for unit in match.units]
    groups = any(match.how != "name" for match in directory.match_all(task["lead"]))
    for unit in leads:
        given.setdefault(unit, UnitRole.ADDRESSEE if groups else UnitRole.LEAD)
    for names, role in ((task["each"], UnitRole.ADDRESSEE), (task["assist"], UnitRole.ASSIST)):
        for match in directory.match_all(names):
            for unit in match.units:
                given.setdefault(unit, role)
    return given


def lead_of(given: dict[Unit, UnitRole]) -> Unit | None:
    """The first unit that leads."""
    return next((unit for unit, role in given.items() if role == UnitRole.LEAD), None)
