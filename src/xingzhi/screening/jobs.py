"""Screenings run on every new snapshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
from django.db import transaction

from xingzhi import __version__
from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.packs import Packs, load
from xingzhi.screening.models import Run
from xingzhi.screening.similar_applications.run import SCREENING, screen
from xingzhi.snapshots.models import Snapshot


@follower("screenings", verbs=("make_snapshot",))
def screen_new_snapshot(entry: LogEntry) -> None:
    """A new snapshot is screened."""
    owner = User.objects.get(username=entry.actor)
    enqueue("screen_similar_applications", owner, entry.region, once=True, snapshot=int(entry.target_id))


@action("run_screening", zh="筛查", en="Run a screening")
def record_run(act: Act, run: Run) -> None:
    """Keep what a screening found."""
    run.save()
    act.on("run", run.pk, run.region, screening=run.screening, **run.totals)


@job_kind("screen_similar_applications", zh="近似申请筛查", en="Screen for similar applications", lane="screening")
def screen_similar_applications(run: JobRun) -> dict[str, Any]:
    """Find near-identical applications in a snapshot; a run made before with the same packs and program stands."""
    return run_over(run, SCREENING, screen)


Screen = Callable[[Snapshot, Packs, Callable[[str], None]], tuple[pa.Table, dict[str, Any]]]


def run_over(
    run: JobRun,
    screening: str,
    screen: Screen,
    record: Callable[[User, Run], None] = record_run,
    rests_on: Sequence[str] = (),
) -> dict[str, Any]:
    """Run a screening over the job's snapshot and keep what it found.

    `record` is the action that enters the run, `rests_on` names packs it rests on beside its own.
    """
    packs = load()
    snapshot = Snapshot.objects.get(pk=run.params["snapshot"])
    pack = " ".join(packs.ref(name) for name in (screening, *rests_on))
    same = {"screening": screening, "snapshot": snapshot, "pack": pack, "program": __version__}
    if existing := Run.objects.filter(**same).first():
        return {"run": existing.pk}
    stages = iter(range(1, 10))
    findings, totals = screen(snapshot, packs, lambda message: run.progress(next(stages), 3, message))
    made = Run(**same, region=snapshot.region, totals=totals)
    with transaction.atomic():
        run.fence()
        record(run.owner, made)
        made.write(findings)
    return {"run": made.pk, **totals}
