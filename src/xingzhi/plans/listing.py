"""Lists of tasks: their order, and a task as the API and the command give it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Value, When
from django.utils.translation import get_language, gettext

from xingzhi.packs import load
from xingzhi.plans.models import Task, TaskState
from xingzhi.registers.record import plain

FIELDS = ("id", "title", "kind", "indicator", "register", "record_key", "period", "region", "lead_unit", "due_on",
          "state", "origin", "evidence", "by_evidence")  # fmt: skip


def in_order(tasks: Any) -> Any:
    """Open ones first, those due first on top."""
    first = Case(When(state=TaskState.OPEN, then=Value(0)), default=Value(1))
    return tasks.order_by(first, F("due_on").asc(nulls_last=True), "id")


def titled(task: Task) -> str:
    """What is to be done to which record, in the reader's language."""
    label = load().year_path.action(task.kind).label
    record = task.title.removeprefix(f"{label.zh}：")  # earlier tasks hold the action's name too
    return label(get_language() or "zh-hans") + gettext("：") + record


def as_json(task: Task) -> dict[str, Any]:
    """A task with days as text."""
    return {name: plain(getattr(task, name)) for name in FIELDS} | {"title": titled(task)}
