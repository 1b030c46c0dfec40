"""The job that takes in many summaries, or those a converter must read first."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from xingzhi.core.jobs import JobFailed, JobRun, enqueue, job_kind
from xingzhi.core.models import Job, User
from xingzhi.plans.summaries.bringing import bring
from xingzhi.plans.summaries.models import SummaryCall
from xingzhi.plans.summaries.receiving import kept_by_name

KIND = "bring_summaries"


def bring_later(user: User, call: SummaryCall, files: list[tuple[str, str]], on: date | None = None) -> Job:
    """Queue files kept already, each by digest and name; passwords are never kept, so locked files are not for it."""
    region = user.region if user.region is not None else call.region
    return enqueue(KIND, user, region, summary_call=call.pk, files=[list(each) for each in files],
                   on=on.isoformat() if on else "")  # fmt: skip


@job_kind(KIND, zh="收总结", en="Take summaries in")
def take_in(run: JobRun) -> dict[str, Any]:
    """Bring the files one after the other; begun anew, those taken in already are the same and change nothing."""
    call = SummaryCall.objects.visible_to(run.owner).filter(pk=run.params["summary_call"]).first()
    if call is None:
        raise JobFailed("这次布置已不在")
    files, outcomes = run.params["files"], []
    on = date.fromisoformat(run.params["on"]) if run.params["on"] else None
    for at, (digest, name) in enumerate(files):
        run.progress(at, len(files), "收总结")
        with kept_by_name(digest, name) as path:
            for outcome in bring(run.owner, call, path, name, on=on):
                outcomes.append(asdict(outcome))
                run.progress(at, len(files), "收总结")
    return {"outcomes": outcomes}
