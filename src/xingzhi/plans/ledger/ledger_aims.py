"""Read the cell of a task's target as a meeting left it: words and the number in them, or another number of what is counted."""

from __future__ import annotations

import re
from typing import Any

from xingzhi.plans.ledger.ledger_columns import TARGET, aim, aimed_at
from xingzhi.plans.ledger.models import TargetKind
from xingzhi.plans.ledger.rows import LedgerRow
from xingzhi.plans.ledger.targets import number_of
from xingzhi.plans.reading.targets import targets

_NUMBER = re.compile(r"(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>\D{0,10})")


def aimed_anew(text: str, row: LedgerRow) -> dict[str, Any] | None:
    """What a cell changes of the target; None where it cannot be read: an indicator or a count takes another number only."""
    task = row.task
    if task.target_kind in (TargetKind.INDICATOR, TargetKind.COUNT):
        rest = text.removeprefix(aimed_at(row)).strip()
        found = _NUMBER.fullmatch(rest)
        if not found or not text.startswith(aimed_at(row)) or found["unit"].strip() not in ("", row.reached.unit):
            return None
        target = {**task.target, "value": found["value"].replace(",", "")}
        return _change(row, now=text, target_kind=str(task.target_kind), target=target,
                       measured=target["value"] + row.reached.unit)  # fmt: skip
    return _change(row, **aim_of(text, task.target))


def aim_of(text: str, known: dict[str, Any] | None = None) -> dict[str, Any]:
    """Words as a target: each line one, the number of the first that has one; of the one measured till now where it stays."""
    goals = [goal_of(line) for line in re.split(r"[；;\n]", text) if line.strip()]
    held = known if known and known.get("value") and known.get("text") in {each["text"] for each in goals} else None
    measured = held or next((each for each in goals if each["value"]), None)
    goal = {name: value for name, value in (measured or (goals or [{}])[0]).items() if name != "all"}
    if len(goals) > 1:
        goal["all"] = goals
    kind = TargetKind.NUMBER if measured else TargetKind.NONE
    return {"now": text, "target_kind": kind.value, "target": goal,
            "measured": f"{goal['value']}{goal.get('unit', '')}" if measured else ""}  # fmt: skip


def goal_of(line: str) -> dict[str, str]:
    """A target as written, with its number where one is read; 30件 alone is a number as well."""
    text = line.strip()
    read = next((each for each in targets("".join(text.split())) if number_of(each.value) is not None), None)
    bare = _NUMBER.fullmatch(text)
    if read is not None:
        return {"text": text, "value": read.value, "unit": read.unit, "sense": read.sense}
    if bare is not None:
        return {"text": text, "value": bare["value"].replace(",", ""), "unit": bare["unit"].strip(), "sense": ""}
    return {"text": text, "value": "", "unit": "", "sense": ""}


def _change(row: LedgerRow, **aimed: Any) -> dict[str, Any]:
    return {"task": row.task.pk, "column": TARGET, "was": aim(row), **aimed}
