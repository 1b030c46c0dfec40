"""Year-end summaries: who owes one and how it stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from xingzhi.api.paging import MAX_ROWS, ROWS
from xingzhi.api.saying import both, operation
from xingzhi.plans.summaries.listing import as_json
from xingzhi.plans.summaries.models import Summary

router = Router(tags=["indicators"])


class SummaryOut(Schema):
    """An owed summary."""

    id: int
    call: int | None = Field(None, description=both("哪一次布置", "Which call"))
    title: str
    year: int
    unit: str
    kind: str
    region: str
    due_on: date | None = None
    media: list[str]
    state: str
    paper_on: date | None = None
    electronic_on: date | None = None
    missing: list[str] = Field(description=both("要了还没有收到的", "Asked for and not in yet"))
    days_late: int = Field(description=both("迟报或逾期的天数", "Days it came late or is overdue"))
    version: int
    reason: str


class SummariesAsked(Schema):
    """Which summaries."""

    year: int | None = Field(None, description=both("年度", "Year"))
    after: int = Field(
        0, ge=0, le=2**53, description=both("上一页最后一项的 id", "The id of the last summary of the page before")
    )
    size: int = Field(ROWS, ge=1, le=MAX_ROWS, description=both("一页的行数", "How many rows of a page"))


@router.get("", response=list[SummaryOut], **operation("list_summaries", "总结报送", "Summaries owed"))
def list_summaries(request: HttpRequest, asked: Query[SummariesAsked]) -> list[dict[str, Any]]:
    """The summaries owed by units of the caller's region, by id; without their texts."""
    found = Summary.objects.visible_to(request.user).filter(pk__gt=asked.after).select_related("unit", "call")
    if asked.year is not None:
        found = found.filter(year=asked.year)
    today = timezone.localdate()
    return [as_json(summary, today) for summary in found.order_by("pk")[: asked.size]]
