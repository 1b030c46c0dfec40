"""How marks of the register become searchable: new and changed ones beside the others, all anew once many changed."""

from __future__ import annotations

import shutil
import uuid
from collections import defaultdict
from typing import Any

import pyarrow as pa
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from xingzhi.core.jobs import JobRun
from xingzhi.engine.marks.store import DESCRIPTION, add, build
from xingzhi.intake.models import Batch, BatchState
from xingzhi.registers.models import MODELS
from xingzhi.screening.mark_search import store
from xingzhi.screening.mark_search.marks import REGISTER
from xingzhi.screening.similar_marks.characters import tables
from xingzhi.screening.similar_marks.listing import Listing

SPARE = 10_000  # rows of marks that changed since, in an index that need not be made anew
COLUMNS = ("id", "region", "mark_text", "nice_classes", "similar_groups")
CHUNK = 5_000


def behind() -> int:
    """The revision marks were changed in last; what lies above the index's is not searchable yet."""
    return MODELS[REGISTER].objects.aggregate(last=Max("revision"))["last"] or 0


def bring_up_to_date(run: JobRun) -> int:
    """Index what is new; how many rows. Stopped half way it leaves the old index, and what it added is added again."""
    held, upto = store.state(), _upto()
    if held is None or _worn(held) or store.of_register("") is None:
        held = store.State(f"marks-of-{uuid.uuid4().hex[:12]}", 0, 0, "")
    if held.revision >= upto:
        return 0
    rows = _rows(run, held.revision, upto)
    _write(held, rows)
    many = len(rows["id"])
    with transaction.atomic():
        run.fence()
        store.keep_state(store.State(held.folder, upto, held.rows + many, timezone.now().isoformat()))
    _sweep(held.folder)
    return many


def _worn(held: store.State) -> bool:
    """Whether most rows of the index are of marks that changed since."""
    return bool(held.rows > SPARE + 2 * MODELS[REGISTER].objects.count())


def _upto() -> int:
    """Rows of a batch still on its way may come in below a revision that is whole."""
    first = Batch.objects.filter(state=BatchState.APPLYING).aggregate(first=Min("revision"))["first"]
    return behind() if first is None else min(behind(), first - 1)


def _rows(run: JobRun, since: int, upto: int) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    changed = MODELS[REGISTER].objects.filter(revision__gt=since, revision__lte=upto).exclude(mark_text="")
    for at, row in enumerate(changed.order_by("id").values_list(*COLUMNS).iterator(chunk_size=CHUNK), 1):
        for name, value in zip(COLUMNS, row, strict=True):
            found[name].append(value)
        if at % CHUNK == 0:
            run.progress(at, 0, f"已编入 {at} 条")
    return found


def _write(held: store.State, rows: dict[str, list[Any]]) -> None:
    """Add the rows to the index of their region, or begin it."""
    parts: defaultdict[str, list[int]] = defaultdict(list)
    for at, region in enumerate(rows["region"]):
        parts[region].append(at)
    (store.root() / held.folder).mkdir(parents=True, exist_ok=True)
    for region, places in parts.items():
        folder, listing = store.folder_of(held, region), _listing(rows, places)
        if (folder / DESCRIPTION).exists():
            add(folder, listing.table, "text", listing.classes(), _hush)
        else:
            build(folder, listing.table, "text", listing.classes(), tables(), _hush)


def _listing(rows: dict[str, list[Any]], places: list[int]) -> Listing:
    named = {"number": "id", "text": "mark_text", "classes": "nice_classes", "groups": "similar_groups"}
    columns = {name: pa.array([str(rows[column][at]) for at in places], pa.string()) for name, column in named.items()}
    return Listing(pa.table(columns))


def _hush(step: str) -> None:
    pass


def _sweep(kept: str) -> None:
    """Remove the index that was replaced, and what a stopped job left."""
    for path in store.root().glob("marks-of-*"):
        if path.name != kept:
            shutil.rmtree(path, ignore_errors=True)
