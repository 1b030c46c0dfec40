"""Jobs: how far long work is, and asking it to stop."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from xingzhi.api.paging import NEWEST_FIRST, Paging, listing, page_of
from xingzhi.api.problems import Refused
from xingzhi.api.saying import both, operation
from xingzhi.core.models import Job, JobState
from xingzhi.registers.receive import cancel_job

router = Router(tags=["jobs"])


class JobOut(Schema):
    """A piece of long work."""

    id: int
    kind: str = Field(description=both("哪一种工作", "What kind of work"), examples=["import_batch"])
    state: JobState = Field(description=both("做到哪一步", "Where it stands"))
    done: int = Field(description=both("已做多少", "How much is done"))
    total: int = Field(description=both("共有多少；0 为还不知道", "Of how much; 0 where that is not known yet"))
    message: str = Field(description=both("正在做什么", "What it is doing"))
    error: str = Field(description=both("为什么没有做完", "Why it was not done"))
    owner: str = Field(description=both("发起人", "Who asked for it"))
    batch: int | None = Field(None, description=both("它入库的批次", "The batch it imports"))
    cancel_requested: bool
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @staticmethod
    def resolve_owner(job: Job) -> str:
        """The name of who asked for it."""
        return job.owner.display_name if job.owner else ""

    @staticmethod
    def resolve_batch(job: Job) -> int | None:
        """The batch, where it imports one."""
        found: int | None = job.params.get("batch")
        return found


class JobConditions(Paging):
    """Which jobs."""

    state: JobState | None = Field(None, description=both("做到哪一步", "Where they stand"))


Jobs = listing("job_list", JobOut)


@router.get("", response=Jobs, **operation("list_jobs", "后台工作的清单，新的在前", "Jobs, newest first"))
def list_jobs(request: HttpRequest, asked: Query[JobConditions]) -> dict[str, Any]:
    """Jobs of the caller's region."""
    rows = Job.objects.visible_to(request.user).select_related("owner")
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    made = page_of(rows, NEWEST_FIRST, asked)
    return {"rows": made.rows, "next": made.following}


@router.get("/{int:job_id}", response=JobOut, **operation("get_job", "一项后台工作的进度", "Progress of a job"))
def get_job(request: HttpRequest, job_id: int) -> Job:
    """One job."""
    found: Job = get_object_or_404(Job.objects.visible_to(request.user).select_related("owner"), pk=job_id)
    return found


@router.post(
    "/{int:job_id}/cancel",
    response=JobOut,
    **operation(
        "cancel_job", "请求停止一项后台工作", "Ask a job to stop",
        both("已入库的行保留并计数", "What it applied already stays and is counted"),
        openapi_extra={"x-problems": ["too-late", "read-only-token"]},
    ),
)  # fmt: skip
def stop_job(request: HttpRequest, job_id: int) -> Job:
    """Ask a job to stop."""
    found = get_job(request, job_id)
    if found.finished:
        raise Refused("too-late", str(found.get_state_display()))
    cancel_job(request.user, job_id)
    return get_job(request, job_id)
