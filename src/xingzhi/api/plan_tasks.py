"""Tasks of the annual plan as the ledger has them: units, days, targets, colours, and what was said of a month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from xingzhi.api.paging import MAX_ROWS, ROWS
from xingzhi.api.saying import both, operation
from xingzhi.plans.ledger.listing import as_json
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.ledger.rows import figures_of, ledger, plan_of
from xingzhi.plans.ledger.state import is_month, shown_month

router = Router(tags=["plans"])


class ToldOut(Schema):
    """What a unit said of the month."""

    unit: str
    answer: str = Field(description=both("答复", "Answer: moved, as_planned, none, blocked, done"))
    text: str
    value: str | None = None
    evidence: list[dict[str, Any]]


class InstalmentOut(Schema):
    """A time a task that comes again is due."""

    label: str
    due_on: date
    done_on: date | None = Field(
        None, description=both("完成日期，未完成为空", "When it was done; null where it is not")
    )
    note: str


class PlanTaskOut(Schema):
    """A task of the annual plan; of units the caller does not see it says nothing."""

    id: int
    number: str
    heading: str
    text: str
    region: str
    lead_unit: str
    person: str
    assisting: list[str]
    due_on: date | None = None
    recurrence: str
    instalments: list[InstalmentOut]
    first_due: date | None = Field(None, description=both("最初的时限", "The day first set"))
    state: str
    colour: str = Field(description=both("三色，空为未定时限", "red, yellow, green; empty without a day"))
    marks: list[str]
    target: str
    target_kind: str
    target_value: str | None = None
    value: str | None = Field(None, description=both("已完成，未知为空", "How far; null where not known"))
    unit: str
    lacks: str
    blocked_by: str
    unblocked_when: str
    note: str
    progress: list[ToldOut]


class PlanTasksAsked(Schema):
    """Which tasks."""

    year: int = Field(
        0,
        ge=0,
        le=9999,
        description=both(
            "年度，默认今年的计划，没有的取最近的", "Year; default: the plan of this year, else the nearest"
        ),
    )
    month: str = Field("", description=both("进展的月份，如 2026-11", "Month of the progress, as 2026-11"))
    after: int = Field(0, ge=0, le=2**31, description=both("跳过前几项", "How many tasks to pass over"))
    size: int = Field(ROWS, ge=1, le=MAX_ROWS, description=both("一页的行数", "How many rows of a page"))


@router.get("", response=list[PlanTaskOut], **operation("list_plan_tasks", "计划任务", "Tasks of the annual plan"))
def list_plan_tasks(request: HttpRequest, asked: Query[PlanTasksAsked]) -> list[dict[str, Any]]:
    """The tasks of a plan in the order of the ledger."""
    plan = plan_of(request.user, asked.year)
    if plan is None:
        return []
    month = asked.month if is_month(asked.month) else shown_month(plan.year, timezone.localdate())
    rows = ledger(request.user, plan, month, figures_of(request.user, plan))
    return [as_json(row) for row in rows[asked.after : asked.after + asked.size]]


@router.get(
    "/{task_id}", response=PlanTaskOut, **operation("get_plan_task", "一项计划任务", "One task of the annual plan")
)
def get_plan_task(request: HttpRequest, task_id: int) -> dict[str, Any]:
    """One task, with what was said of the present month."""
    seen = PlanTask.objects.visible_to(request.user).select_related("plan")
    task = get_object_or_404(seen, pk=task_id)
    month = shown_month(task.plan.year, timezone.localdate())
    for row in ledger(request.user, task.plan, month, figures_of(request.user, task.plan)):
        if row.task.pk == task.pk:
            return as_json(row)
    raise Http404
