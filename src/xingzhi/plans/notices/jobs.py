"""The job that reads a notice of pages, pictures or an old Word file."""

from __future__ import annotations

from typing import Any

from xingzhi.core.jobs import JobFailed, JobRun, job_kind
from xingzhi.plans.notices.models import Notice, NoticeState
from xingzhi.plans.notices.taking import read_kept


@job_kind("read_notice", zh="读通知", en="Read a notice")
def read(run: JobRun) -> dict[str, Any]:
    """Read the kept file; beginning anew does no harm."""
    notice = Notice.objects.visible_to(run.owner).filter(pk=run.params["notice"]).first()
    if notice is None:
        raise JobFailed("这份通知已不在")
    run.progress(0, 1, "读通知")
    read_kept(run.owner, notice)
    return {"notice": notice.pk, "failed": notice.state == NoticeState.FAILED}
