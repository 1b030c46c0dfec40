"""Notices of the annual plan: which there are, and one with its pieces as read and as decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from xingzhi.api.saying import both, operation
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.notices.pieces import content, is_task, stands_as, text_of, waits, with_notice

router = Router(tags=["plans"])
LISTED = 200


class NoticeOut(Schema):
    """A notice."""

    id: int
    number: str
    issuer: str
    title: str
    issued_on: date | None = None
    publicity: str = Field(description=both("公开属性", "Publicity mark"))
    year: int | None = Field(None, description=both("计划年度", "Year of the plan"))
    state: str = Field(
        description=both(
            "reading 正在读，failed 没有读成，read 待核对，adopted 已列入计划，set_aside 不列入计划", "Where it stands"
        )
    )
    file_name: str


class PieceOut(Schema):
    """A sentence of a notice."""

    order: int
    start: int
    end: int
    part: str
    read_as: str = Field(description=both("读成 task 任务、context 背景、nothing 无关", "What the reader made of it"))
    stands_as: str = Field(description=both("现在是什么", "What it is now"))
    waits: bool = Field(description=both("还没有人核对", "Nobody has decided it yet"))
    text: str
    task: dict[str, Any] | None = None


class NoticeDetail(NoticeOut):
    """A notice with all its sentences."""

    pieces: list[PieceOut]
    problems: list[dict[str, Any]]


@router.get("", response=list[NoticeOut], **operation("list_notices", "年度计划的通知", "Notices of the plan"))
def list_notices(request: HttpRequest) -> list[Notice]:
    """The newest first, at most 200."""
    return list(Notice.objects.visible_to(request.user).order_by("-id")[:LISTED])


@router.get("/{int:notice_id}", response=NoticeDetail, **operation("get_notice", "一份通知", "A notice"))
def get_notice(request: HttpRequest, notice_id: int) -> dict[str, Any]:
    """One notice with its sentences, as read and as decided."""
    found: Notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=notice_id)
    pieces = [
        {"order": each.order, "start": each.start, "end": each.end, "part": each.part, "read_as": each.kind,
         "stands_as": stands_as(each), "waits": waits(each), "text": text_of(each),
         "task": content(each) if is_task(each) else None}
        for each in with_notice(found.pieces.all(), found)
    ]  # fmt: skip
    fields = {name: getattr(found, name) for name in NoticeOut.model_fields}
    return fields | {"pieces": pieces, "problems": found.read.get("problems", [])}
