"""A snapshot follows each applied batch."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.declare import registers
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.core.office import office_path
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.freeze import freeze
from xingzhi.snapshots.models import Snapshot

CHANGES = ("apply_batch", "edit_record", "merge_parties", "split_party", "undo_party_decision")  # of the registers


def latest() -> Snapshot | None:
    """The newest snapshot."""
    return Snapshot.objects.order_by("-revision").first()


@follower("snapshots", verbs=CHANGES)
def freeze_after_batch(entry: LogEntry) -> None:
    """A snapshot follows each applied batch; several batches waiting share one."""
    owner = User.objects.get(username=entry.actor)
    enqueue("snapshot", owner, office_path(), once=True)


@action("make_snapshot", zh="冻结快照", en="Freeze a snapshot")
def record_snapshot(act: Act, snapshot: Snapshot) -> None:
    """Keep a frozen snapshot."""
    snapshot.save()
    act.on("snapshot", snapshot.pk, snapshot.region, revision=snapshot.revision, digest=snapshot.digest)


@job_kind("snapshot", zh="冻结快照", en="Freeze a snapshot", lane="registers")
def make_snapshot(run: JobRun) -> dict[str, Any]:
    """Freeze the registers at the newest revision; where that is frozen already, say so and do nothing."""
    batch = Batch.objects.filter(state=BatchState.APPLIED).order_by("-revision").first()
    if batch is None or batch.revision is None:
        return {}
    if existing := Snapshot.objects.filter(revision=batch.revision).first():
        return {"snapshot": existing.id}
    total = sum(model.objects.count() for model in MODELS.values())
    done = 0

    def progress(rows: int) -> None:
        nonlocal done
        done += rows
        run.progress(done, total, "冻结快照")

    snapshot = Snapshot(
        revision=batch.revision,
        region=office_path(),
        as_of=batch.applied_at or timezone.now(),
        packs=load().version,
    )
    frozen = freeze(registers(), batch.revision, snapshot.folder, progress)
    for name, value in frozen.items():
        setattr(snapshot, name, value)
    with transaction.atomic():
        run.fence()
        record_snapshot(run.owner, snapshot)
    return {"snapshot": snapshot.id, "digest": snapshot.digest}
