"""Index long texts after the rows are in, in short transactions that may stop and go on anywhere."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from xingzhi.core.declare import Register, Values
from xingzhi.core.jobs import JobRun
from xingzhi.core.models import LogCursor, Version
from xingzhi.intake.models import Batch, BatchState
from xingzhi.registers import bulk, search
from xingzhi.registers.models import MODELS, IndexedText

ROWS = 1_000


def index_long_texts(run: JobRun, register: Register) -> int:
    """Index every row changed since the last time; return how many were."""
    done = 0
    while True:
        with transaction.atomic():
            run.fence()
            indexed = _chunk(register)
        if indexed is None:
            return done
        done += indexed
        run.progress(done, 0, f"已编入 {done} 条")
        time.sleep(settings.APPLY_PAUSE_SECONDS)


def _chunk(register: Register) -> int | None:
    """Index the next rows in order of revision; None where none is left."""
    cursor, _ = LogCursor.objects.get_or_create(name=f"text:{register.name}")
    place, _ = LogCursor.objects.get_or_create(name=f"text-id:{register.name}")
    columns = [column.name for column in register.stored if column.search == "body"]
    model = MODELS[register.name]
    waiting = model.objects.order_by("revision", "id").values("id", "revision", *columns)
    # Rows of a batch still on its way may change again without leaving a version behind.
    under_way = Batch.objects.filter(state=BatchState.APPLYING).aggregate(first=Min("revision"))["first"]
    if under_way is not None:
        waiting = waiting.filter(revision__lt=under_way)
    rows = list(waiting.filter(revision=cursor.seq, id__gt=place.seq)[:ROWS])
    if len(rows) < ROWS:
        rows += list(waiting.filter(revision__gt=cursor.seq)[: ROWS - len(rows)])
    if not rows:
        return None
    _reindex(register, rows)
    cursor.seq, place.seq = rows[-1]["revision"], rows[-1]["id"]
    cursor.save()
    place.save()
    return len(rows)


def _reindex(register: Register, rows: list[Values]) -> None:
    standing = dict(
        IndexedText.objects.filter(register=register.name, record_id__in=[row["id"] for row in rows]).values_list(
            "record_id", "revision"
        )
    )
    stale = [row for row in rows if standing.get(row["id"], row["revision"]) != row["revision"]]
    search.remove(register, "body", [_as_indexed(register, row["id"], standing[row["id"]]) for row in stale])
    fresh = [row for row in rows if standing.get(row["id"]) != row["revision"]]
    search.add(register, "body", [(row["id"], search.analysed(register, "body", row)) for row in fresh])
    IndexedText.objects.filter(register=register.name, record_id__in=[row["id"] for row in stale]).delete()
    bulk.insert(
        IndexedText,
        [{"register": register.name, "record_id": row["id"], "revision": row["revision"]} for row in fresh],
    )


def _as_indexed(register: Register, record_id: int, revision: int) -> search.Entry:
    """A row's entry as it stands in the index, from the version that was indexed."""
    version: Any = Version.objects.get(
        register=register.name, record_id=record_id, revision__lte=revision, replaced__gt=revision
    )
    return record_id, search.analysed(register, "body", version.data)
