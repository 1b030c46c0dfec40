"""Tasks settle themselves when a new snapshot shows what was done."""

from __future__ import annotations

from typing import Any

from xingzhi.core.actions import may
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.core.office import office_path
from xingzhi.plans.actions import settle_by_evidence
from xingzhi.plans.models import Task, TaskState


@follower("plans", verbs=("make_snapshot",))
def after_snapshot(entry: LogEntry) -> None:
    """The registers changed: look at what is open."""
    owner = User.objects.get(username=entry.actor)
    if Task.objects.visible_to(owner).filter(state=TaskState.OPEN).exists():
        enqueue("settle_tasks", owner, office_path(), once=True)


@job_kind("settle_tasks", zh="核对任务", en="Look at open tasks", lane="plans")
def settle(run: JobRun) -> dict[str, Any]:
    """Settle what the registers show as done, in the name of who brought the file."""
    if not may(run.owner, "settle_by_evidence"):
        return {}
    run.progress(0, 1, "核对任务")
    return {"settled": settle_by_evidence(run.owner)}
