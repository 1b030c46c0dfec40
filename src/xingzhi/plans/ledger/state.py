"""What colour a task has, and the months of a plan."""

from __future__ import annotations

import re
from datetime import date, timedelta

from xingzhi.packs import load
from xingzhi.plans.ledger.models import PlanTask, PlanTaskState

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def is_past(task: PlanTask, today: date) -> bool:
    """Whether a task that is not done, blocked or not, is past its day."""
    return task.state in (PlanTaskState.OPEN, PlanTaskState.BLOCKED) and task.due_on is not None and task.due_on < today


def is_late(task: PlanTask, today: date) -> bool:
    """Whether a task is past its day without being blocked: what is blocked is counted apart."""
    return task.state == PlanTaskState.OPEN and is_past(task, today)


def is_moved(task: PlanTask) -> bool:
    """Whether its day is another than the one first set."""
    return task.first_due is not None and task.due_on != task.first_due


def colour_of(task: PlanTask, today: date) -> str:
    """red, yellow or green by the rule of the pack; "" for a dropped task, and for an open one without a day."""
    if task.state == PlanTaskState.DROPPED:
        return ""
    if task.state == PlanTaskState.DONE:
        return "green"
    if is_past(task, today):
        return "red"
    near = today + timedelta(days=load().plan_ledger.days_before.value)
    if task.state == PlanTaskState.BLOCKED or (task.due_on is not None and task.due_on <= near):
        return "yellow"
    return "green" if task.due_on else ""


def month_of(day: date) -> str:
    """The month of a day: 2026-11."""
    return f"{day.year:04d}-{day.month:02d}"


def is_month(text: str) -> bool:
    """Whether a text is a month as kept: 2026-11."""
    return bool(_MONTH.fullmatch(text))


def has_begun(month: str, today: date) -> bool:
    """Whether a month has begun; of one that has not, nobody owes a word."""
    return month <= month_of(today)


def months_until(year: int, today: date) -> list[str]:
    """The months of a year that have begun, the last first."""
    last = 12 if today.year > year else today.month if today.year == year else 0
    return [f"{year:04d}-{month:02d}" for month in range(last, 0, -1)]


def shown_month(year: int, today: date) -> str:
    """The month a ledger opens at: today's, or the nearest month of its year."""
    return (months_until(year, today) or [f"{year:04d}-01"])[0]
