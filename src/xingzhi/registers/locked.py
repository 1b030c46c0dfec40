"""Files that open with a password only: kept until somebody gives it."""

from __future__ import annotations

from pathlib import Path

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.files import digest_of, keep_file
from xingzhi.intake.models import Batch, BatchState
from xingzhi.registers.receive import DEFAULT_SOURCE, region_of


@action("receive_locked", zh="接收带密码的文件", en="Receive a locked file")
def receive_locked(act: Act, path: Path, name: str, source: str = DEFAULT_SOURCE) -> Batch:
    """Keep a file that opens with a password only; it waits for one (see `arrivals`)."""
    region, digest = region_of(act.user), digest_of(path)
    batch = Batch(
        source=source, owner=act.user, region=region, state=BatchState.LOCKED, file_name=Path(name).name[-200:],
        size=path.stat().st_size, package_name=Path(name).name[-200:], package_digest=digest,
    )  # fmt: skip
    keep_file(path, batch.received)
    batch.save()
    act.on("batch", batch.pk, batch.region, file=batch.file_name, digest=digest)
    return batch


@action("close_locked", zh="不再等密码", en="Stop waiting for a password")
def close_locked(act: Act, batch_id: int) -> Batch:
    """A locked file that nobody will open, or that held nothing new, waits no longer."""
    batch: Batch = get_object_or_404(
        Batch.objects.visible_to(act.user).select_for_update(), pk=batch_id, state=BatchState.LOCKED
    )
    batch.state = BatchState.CANCELLED
    batch.save(update_fields=["state"])
    act.on("batch", batch.pk, batch.region, file=batch.file_name)
    return batch
