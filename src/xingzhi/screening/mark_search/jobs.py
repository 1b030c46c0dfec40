"""When marks become searchable: after an import, and when somebody asks. What it takes is read when a job runs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import Job, LogEntry, User
from xingzhi.core.office import sees_all
from xingzhi.screening.mark_search.marks import REGISTER


@follower("mark_search", verbs=("apply_batch", "edit_record"))
def follow_register(entry: LogEntry) -> None:
    """New and changed marks become searchable."""
    if (entry.detail.get("register") or entry.target) == REGISTER:
        enqueue("index_marks", User.objects.get(username=entry.actor), entry.region, once=True)


@action("index_marks", zh="建立商标检索库", en="Make marks searchable")
def index_now(act: Act) -> Job:
    """Queue the job for somebody who sees the whole office."""
    if not sees_all(act.user):
        raise PermissionDenied("index_marks")
    job = enqueue("index_marks", act.user, str(act.user.region), once=True)
    act.on("job", job.pk, job.region)
    return job


@job_kind("index_marks", zh="商标编入检索", en="Make marks searchable", lane="mark_index")
def index_marks(run: JobRun) -> dict[str, Any]:
    """Bring the index up to date."""
    from xingzhi.screening.mark_search.indexing import bring_up_to_date

    return {"indexed": bring_up_to_date(run)}


@job_kind("index_mark_drawings", zh="描述商标图样", en="Describe drawings of marks", lane="mark_drawings")
def index_drawings(run: JobRun) -> dict[str, Any]:
    """Describe new and changed drawings; those described before are kept as they are."""
    from xingzhi.engine.pictures.index import build
    from xingzhi.screening.mark_search import store
    from xingzhi.screening.mark_search.pictures import folder

    folder().mkdir(parents=True, exist_ok=True)
    built = build(folder(), store.root() / "pictures", lambda done, total: run.progress(done, total, "描述图样"))
    return {"drawings": len(built.held.names), "described": built.described}
