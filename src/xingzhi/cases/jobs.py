"""Clues follow screenings and conflicts, and move with their records."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq
from django.db import transaction

from xingzhi.cases.actions import chunks, judge_chunk
from xingzhi.cases.clusters import rebuild, recount
from xingzhi.cases.collect import CHUNK, Found, collect, refresh_regions
from xingzhi.cases.models import CONFLICTS, Clue, ClusterJudgement
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.registers.models import MODELS, Conflict
from xingzhi.screening.models import Run
from xingzhi.screening.similar_applications.run import SCREENING as SIMILAR


@follower("clues_from_runs", verbs=("run_screening",))
def after_screening(entry: LogEntry) -> None:
    """A screening's findings become clues."""
    enqueue("collect_clues", User.objects.get(username=entry.actor), entry.region, once=True, run=int(entry.target_id))


@follower("clues_from_batches", verbs=("apply_batch", "edit_record"))
def after_batch(entry: LogEntry) -> None:
    """What a batch put in question or moved is looked at."""
    owner = User.objects.get(username=entry.actor)
    enqueue("collect_conflicts", owner, entry.region, revision=entry.detail["revision"])


@job_kind("collect_clues", zh="生成线索", en="Collect clues", lane="clues")
def collect_clues(run: JobRun) -> dict[str, Any]:
    """Make clues of a screening run's findings; those of earlier runs not found again are marked so."""
    screening_run = Run.objects.get(pk=run.params["run"])
    findings = pq.read_table(screening_run.path).to_pylist()
    totals = {"new": 0, "known": 0}
    for start in range(0, len(findings), CHUNK):
        chunk = [
            Found(
                "patents",
                (row["key_a"], row["key_b"]),
                row["relation"],
                row["group"],
                row["score"],
                kinds=tuple(row["kinds"]),
                evidence={"similarity": row["similarity"]} if "similarity" in row else {},
            )
            for row in findings[start : start + CHUNK]
        ]
        with transaction.atomic():
            run.fence()
            for name, count in collect(screening_run.screening, screening_run.pk, chunk).items():
                totals[name] += count
        run.progress(start + len(chunk), len(findings), "生成线索")
    with transaction.atomic():
        run.fence()
        stale = Clue.objects.filter(screening=screening_run.screening, current=True).exclude(run=screening_run.pk)
        totals["gone"] = stale.update(current=False)
    if screening_run.screening == SIMILAR:
        totals["clusters"] = rebuild(run, screening_run)
    return totals


@job_kind("judge_cluster", zh="成组研判", en="Judge the pairs of a cluster", lane="clues")
def judge_many(run: JobRun) -> dict[str, Any]:
    """Give a judgement to more pairs of a cluster than an officer would wait for."""
    together = ClusterJudgement.objects.get(pk=run.params["judgement"])
    done = 0
    for chunk in chunks(together.clues):
        with transaction.atomic():
            run.fence()
            judge_chunk(together, chunk)
            recount(together.screening, [together.group])
        done += len(chunk)
        run.progress(done, len(together.clues), "成组研判")
    return {"clues": done}


@job_kind("collect_conflicts", zh="核对来源冲突", en="Collect conflicts", lane="clues")
def collect_conflicts(run: JobRun) -> dict[str, Any]:
    """Make clues of what a batch's source said against a weightier one; let clues follow records that moved."""
    revision = run.params["revision"]
    found = [
        Found(
            conflict.register,
            (conflict.key,),
            conflict.column,
            conflict.key,
            about=conflict.column,
            evidence={
                "kept": conflict.kept,
                "kept_source": conflict.kept_source,
                "offered": conflict.offered,
                "offered_source": conflict.offered_source,
                "revision": revision,
            },
        )
        for conflict in Conflict.objects.filter(revision=revision).order_by("id")
    ]
    totals = {"new": 0, "known": 0}
    for start in range(0, len(found), CHUNK):
        with transaction.atomic():
            run.fence()
            for name, count in collect(CONFLICTS, None, found[start : start + CHUNK]).items():
                totals[name] += count
    _follow_moves(run, revision)
    return totals


def _follow_moves(run: JobRun, revision: int) -> None:
    """Records a batch changed may lie elsewhere now; new ones have no clue yet."""
    for register, model in MODELS.items():
        changed = list(model.objects.filter(revision=revision, created__lt=revision).values_list("key", flat=True))
        for start in range(0, len(changed), CHUNK):
            with transaction.atomic():
                run.fence()
                refresh_regions(register, changed[start : start + CHUNK])
