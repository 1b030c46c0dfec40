"""Tasks: what is to be done about which record, by whom, until when, and what showed that it is done."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from xingzhi.api.paging import MAX_ROWS, ROWS
from xingzhi.api.saying import both, operation
from xingzhi.plans.listing import as_json
from xingzhi.plans.models import Task

router = Router(tags=["indicators"])


class TaskOut(Schema):
    """A task."""

    id: int
    title: str
    kind: str
    indicator: str
    register_name: str = Field(alias="register")
    record_key: str
    period: str
    region: str
    lead_unit: str
    due_on: date | None = None
    state: str
    origin: str
    evidence: str
    by_evidence: bool = Field(description=both("凭台账办结", "Settled by the registers"))


class TasksAsked(Schema):
    """Which tasks."""

    state: Literal["", "open", "done", "dropped"] = Field("", description=both("状态", "State"))
    after: int = Field(
        0, ge=0, le=2**53, description=both("上一页最后一项的 id", "The id of the last task of the page before")
    )
    size: int = Field(ROWS, ge=1, le=MAX_ROWS, description=both("一页的行数", "How many rows of a page"))


@router.get("", response=list[TaskOut], by_alias=True, **operation("list_tasks", "任务", "Tasks"))
def list_tasks(request: HttpRequest, asked: Query[TasksAsked]) -> list[dict[str, Any]]:
    """The tasks of the caller's region, by id."""
    found = Task.objects.visible_to(request.user).filter(pk__gt=asked.after)
    if asked.state:
        found = found.filter(state=asked.state)
    return [as_json(task) for task in found.order_by("pk")[: asked.size]]
