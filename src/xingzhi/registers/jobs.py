"""The import of a batch: checked to staging files, then applied in short transactions with a saved cursor."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from xingzhi.core import tidy
from xingzhi.core.actions import Act, action
from xingzhi.core.declare import register_named
from xingzhi.core.jobs import JobFailed, JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import Counter, Job, JobState, LogEntry, User
from xingzhi.core.office import office_path
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.wording import sentence
from xingzhi.packs import load
from xingzhi.registers import shelves
from xingzhi.registers.apply import Applier
from xingzhi.registers.chunk import Outcome
from xingzhi.registers.indexing import index_long_texts
from xingzhi.registers.staging import Staging


def settle_import(job: Job) -> None:
    """A batch whose import failed or was cancelled says so; rows applied before stay, and are counted."""
    state = BatchState.CANCELLED if job.state == JobState.CANCELLED else BatchState.FAILED
    batch = Batch.objects.filter(pk=job.params["batch"]).exclude(state=BatchState.APPLIED).first()
    if batch is None:
        return
    if batch.cursor and job.owner:
        record_applied(job.owner, batch, state)
    else:
        Batch.objects.filter(pk=batch.pk).update(state=state)


@action("apply_batch", zh="入库", en="Apply a batch")
def record_applied(act: Act, batch: Batch, state: str = BatchState.APPLIED) -> None:
    """The last of a batch's rows is in: from now on it is part of the registers' history."""
    batch.state, batch.applied_at = BatchState.APPLIED, timezone.now()
    if state != BatchState.APPLIED:
        batch.notes = [*batch.notes, ["stopped_early", {"state": state}]]
    batch.save(update_fields=["state", "applied_at", "notes"])
    names = ("rows_read", "accepted", "rejected", "skipped", "inserted", "updated", "unchanged", "withheld", "revision")
    counts = {name: getattr(batch, name) for name in names}
    act.on("batch", batch.pk, batch.region, register=batch.register, digest=batch.digest, **counts)


@job_kind("import_batch", zh="入库", en="Import a file", lane="registers", settle=settle_import)
def import_batch(run: JobRun) -> dict[str, Any]:
    """Check all rows of a batch, then apply them; taken up again after a kill, it goes on where it stopped."""
    batch = Batch.objects.get(pk=run.params["batch"])
    if batch.state in (BatchState.QUEUED, BatchState.STAGING):
        _stage(run, batch)
    if batch.state == BatchState.APPLYING:
        _apply(run, batch)
    return {"inserted": batch.inserted, "updated": batch.updated, "rejected": batch.rejected}


def _stage(run: JobRun, batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.STAGING)
    staging = Staging(batch)
    try:
        for counts in staging.rows():
            run.progress(counts.read, 0, f"核对 {counts.read} 行")
    except ReaderProblem as problem:
        raise JobFailed(sentence(problem, "zh")) from problem
    counts = staging.counts
    with transaction.atomic():
        run.fence()
        batch.rows_read, batch.accepted = counts.read, counts.accepted
        batch.rejected, batch.skipped = counts.rejected, counts.skipped
        batch.reasons = dict(counts.reasons)
        batch.notes = [*batch.notes, *([code, {"count": count}] for code, count in counts.notes.items())]
        batch.packs = load().version
        batch.state = BatchState.APPLYING
        batch.revision = Counter.next("revision")
        batch.save()


def _apply(run: JobRun, batch: Batch) -> None:
    assert batch.revision is not None
    scope = batch.region
    applier = Applier(batch.register, batch.source, batch.revision, load(), office_path(), scope)
    tidy.prepare_for_many_rows()
    held = 0.0  # seconds of writing since others were last let in
    done = 0
    for at, chunk in enumerate(shelves.chunks(batch.staging)):
        if at < batch.cursor:  # applied before the worker was killed
            done += shelves.count(chunk)
            continue
        rows = shelves.read(chunk, applier.columns)
        done += len(rows)
        began = time.monotonic()
        with transaction.atomic():
            run.fence()
            _count(batch, at, applier.apply(rows))
        held += time.monotonic() - began
        run.progress(done, batch.accepted, "入库")
        tidy.checkpoint(only_if_large=True)
        if held > settings.APPLY_HOLD_SECONDS:
            time.sleep(settings.APPLY_PAUSE_SECONDS)
            held = 0.0
    with transaction.atomic():
        run.fence()
        batch.refresh_from_db()
        record_applied(run.owner, batch)


def _count(batch: Batch, at: int, outcome: Outcome) -> None:
    moved = Batch.objects.filter(pk=batch.pk, cursor=at).update(
        cursor=at + 1,
        inserted=F("inserted") + outcome.inserted,
        updated=F("updated") + outcome.updated,
        unchanged=F("unchanged") + outcome.unchanged,
        withheld=F("withheld") + outcome.withheld,
        unassigned=F("unassigned") + outcome.unassigned,
    )
    if not moved:
        raise JobFailed("这一批已由另一进程入库")


@follower("long_texts", verbs=("apply_batch", "edit_record"))
def index_after_batch(entry: LogEntry) -> None:
    """Long texts are indexed after the rows are in."""
    owner = User.objects.get(username=entry.actor)
    register = entry.detail.get("register") or entry.target
    if any(column.search == "body" for column in register_named(register)):
        enqueue("index_texts", owner, entry.region, once=True, register=register)


@job_kind("index_texts", zh="摘要编入检索", en="Index long texts", lane="index")
def index_texts(run: JobRun) -> dict[str, Any]:
    """Bring the search index of a register's long texts up to date."""
    return {"indexed": index_long_texts(run, register_named(run.params["register"]))}
