"""Rewritten applications are searched on every new snapshot."""

from __future__ import annotations

from typing import Any

from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.screening.jobs import run_over
from xingzhi.screening.rewritten_applications.run import SCREENING, screen


@follower("rewritten_screening", verbs=("make_snapshot",))
def screen_new_snapshot(entry: LogEntry) -> None:
    """A new snapshot is screened."""
    owner = User.objects.get(username=entry.actor)
    enqueue("screen_rewritten_applications", owner, entry.region, once=True, snapshot=int(entry.target_id))


@job_kind("screen_rewritten_applications", zh="疑似改写筛查", en="Screen for rewritten applications", lane="screening")
def screen_rewritten_applications(run: JobRun) -> dict[str, Any]:
    """Find applications in a snapshot that may be others rewritten."""
    return run_over(run, SCREENING, screen)
