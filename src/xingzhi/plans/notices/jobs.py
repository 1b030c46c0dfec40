"""The job that reads a notice of pages, pictures or an old Word file."""

from __future__ import annotations

from typing import Any

from xingzhi.core.jobs import JobFailed, JobRun, job_kind
from xingzhi.core.models import Job, JobState
from xingzhi.plans.notices.models import Notice, NoticeState
from xingzhi.plans.notices.taking import lay_out_notice, read_kept

_CANCELLED = {
    "code": "cancelled",
    "zh": "已取消，没有读；要读时点“再读一次”",
    "en": "Cancelled and not read; choose “Read again” when it is to be read",
}


def _settle(job: Job) -> None:
    """A notice whose reading was cancelled or broke off says so and can be read again."""
    notice = Notice.objects.filter(pk=job.params["notice"], state=NoticeState.READING).first()
    if notice is not None and job.owner is not None:
        broken = {
            "code": "broken",
            "zh": job.error,
            "en": "Reading broke off; tell the administrator, and read it again",
        }
        lay_out_notice(job.owner, notice.pk, {}, _CANCELLED if job.state == JobState.CANCELLED else broken)


@job_kind("read_notice", zh="读通知", en="Read a notice", settle=_settle)
def read(run: JobRun) -> dict[str, Any]:
    """Read the kept file, page by page; beginning anew does no harm."""
    notice = Notice.objects.visible_to(run.owner).filter(pk=run.params["notice"]).first()
    if notice is None:
        raise JobFailed("这份通知已不在")
    run.progress(0, 1, "读通知")
    read_kept(run.owner, notice, told=run.progress)
    run.progress(1, 1)
    return {"notice": notice.pk, "failed": notice.state == NoticeState.FAILED}
