"""The targets of a task: which one can be measured, and whether two notices aim at the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xingzhi.plans.ledger.models import TargetKind
from xingzhi.plans.ledger.targets import number_of


def aim_of(goals: list[dict[str, Any]]) -> tuple[TargetKind, dict[str, Any]]:
    """How a task keeps its targets: the first that can be measured, with all of them where there are several."""
    goal = next((each for each in goals if _measurable(each)), (goals or [{}])[0])
    kind = TargetKind.NUMBER if _measurable(goal) else TargetKind.NONE
    return kind, {**goal, "all": goals} if len(goals) > 1 else goal


def goals_of(target: dict[str, Any]) -> list[dict[str, Any]]:
    """Every target a task keeps."""
    return list(target.get("all") or ([target] if target.get("text") else []))


def same_goals(one: Iterable[dict[str, Any]], other: Iterable[dict[str, Any]]) -> bool:
    """Whether two lists aim at the same numbers; 不少于30件 and 30件以上 do."""
    return {_key(each) for each in one} == {_key(each) for each in other}


def _key(goal: dict[str, Any]) -> tuple[str, str, str]:
    return goal.get("value") or goal.get("text", ""), goal.get("unit") or "", goal.get("sense") or ""


def _measurable(goal: dict[str, Any]) -> bool:
    return number_of(goal.get("value", "")) is not None
