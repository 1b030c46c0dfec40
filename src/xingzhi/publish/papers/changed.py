"""What changed in the thing a sentence rests on: what it was when the sentence was written, and what it is now."""

from __future__ import annotations

from typing import Any

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure
from xingzhi.plans.ledger.models import PlanTask, Progress

Change = tuple[str, str, str]  # what ("value", "state", "due", "said", "version", or a count of a plan), before, now


def of_figure(proof: dict[str, Any], now: Figure) -> list[Change]:
    """Its value as printed; and whether it was worked out here or received."""
    said = arithmetic.shown(now.value, now.decimals)
    found = [("value", f"{proof['said']}{proof['unit']}", f"{said}{now.unit}" if said else "")]
    official = now.kind == "official"
    if official != proof["official"]:
        found.append(("kind", *(("official", "own") if proof["official"] else ("own", "official"))))
    return [each for each in found if each[1] != each[2]]


def of_task(proof: dict[str, Any], now: PlanTask) -> list[Change]:
    """State and day."""
    due = now.due_on.isoformat() if now.due_on else ""
    found = [("state", proof["state"], str(now.state)), ("due", proof["due"], due)]
    return [each for each in found if each[1] != each[2]]


def of_plan(before: dict[str, int], now: dict[str, int]) -> list[Change]:
    """Each count that is another."""
    return [(name, str(before.get(name, 0)), str(now[name])) for name in now if before.get(name, 0) != now[name]]


def of_progress(before: Progress, now: Progress) -> list[Change]:
    """What the unit said."""
    was, said = (each.text or str(each.get_answer_display()) for each in (before, now))
    return [("said", was, said)]


def of_summary(before: int, now: int) -> list[Change]:
    """The version of a unit's summary."""
    return [("version", str(before), str(now))]
