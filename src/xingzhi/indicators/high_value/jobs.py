"""The classes are computed when a snapshot, a table or a decision is new, so that pages find them ready."""

from __future__ import annotations

import time
from typing import Any

import pyarrow.parquet as pq

from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.core.office import office_path
from xingzhi.indicators.high_value.facts import facts_path
from xingzhi.indicators.high_value.reading import reading
from xingzhi.indicators.industries import industries_path
from xingzhi.snapshots.jobs import latest

KEPT_SECONDS = 3600  # a page may still be reading the file it found


@follower("high_value", verbs=("make_snapshot", "load_crosswalk", "withdraw_table", "decide_high_value"))
def after_change(entry: LogEntry) -> None:
    """What the classes depend on changed."""
    enqueue("high_value", User.objects.get(username=entry.actor), office_path(), once=True)


@job_kind("high_value", zh="判定高价值五类", en="Judge the five classes", lane="indicators")
def judge(run: JobRun) -> dict[str, Any]:
    """Compute the facts of the newest snapshot; older ways of reading it are thrown away, they can be made again."""
    snapshot = latest()
    if snapshot is None:
        return {}
    read = reading()
    run.progress(0, 1, "判定高价值五类")
    path = facts_path(snapshot, read)
    made = (path, industries_path(snapshot, read))
    spent = time.time() - KEPT_SECONDS
    for old in (*path.parent.glob("high_value-*.parquet"), *path.parent.glob("industries-*.parquet")):
        if old not in made and old.stat().st_mtime < spent:
            old.unlink(missing_ok=True)
    return {"snapshot": snapshot.pk, "facts": pq.read_metadata(path).num_rows}
