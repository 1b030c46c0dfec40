"""Freeze the registers at a revision: ordered, typed, and the same bytes whenever it is done again."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.core.declare import Register, Values
from xingzhi.core.models import Version
from xingzhi.files import digest_of
from xingzhi.registers.models import MODELS
from xingzhi.registers.past import restored
from xingzhi.registers.schema import snapshot_schema, to_batch
from xingzhi.snapshots.patent_parties import MERGED, TABLE, write_merged_parties, write_patent_parties

ROWS = 20_000
Progress = Callable[[int], None]


def rows_at(register: Register, revision: int) -> Iterator[list[Values]]:
    """The register's rows as they stood at a revision, in key order, a chunk at a time."""
    model = MODELS[register.name]
    names = [field.name for field in snapshot_schema(register)]
    after = ""
    while True:
        current = list(
            model.objects.filter(created__lte=revision, key__gt=after).order_by("key").values("id", *names)[:ROWS]
        )
        if not current:
            return
        after = current[-1]["key"]
        changed = [row["id"] for row in current if row["revision"] > revision]
        older = Version.objects.filter(
            register=register.name, record_id__in=changed, revision__lte=revision, replaced__gt=revision
        )
        stood = {version.record_id: _restored(register, version) for version in older}
        yield [stood.get(row["id"], row) for row in current]


def _restored(register: Register, version: Version) -> Values:
    own = {name: version.data[name] for name in ("region_how", "place")}
    return (
        restored(register, version) | own | {"key": version.key, "region": version.region, "revision": version.revision}
    )


def write_register(register: Register, revision: int, path: Path, progress: Progress) -> dict[str, Any]:
    """Write one register's file; return its rows in all and by region."""
    schema = snapshot_schema(register)
    regions: Counter[str] = Counter()
    done = 0
    with pq.ParquetWriter(path, schema, compression="zstd", write_statistics=True) as writer:
        for rows in rows_at(register, revision):
            writer.write_batch(to_batch(schema, rows), row_group_size=ROWS)
            regions.update(row["region"] for row in rows)
            done += len(rows)
            progress(len(rows))
    return {"rows": done, "regions": dict(sorted(regions.items()))}


def freeze(registers: tuple[Register, ...], revision: int, folder: Path, progress: Progress) -> dict[str, Any]:
    """Write all registers and the patents' parties as of a revision into `folder`, whole or not at all.

    Returns digests and totals.

    The bytes depend on the rows and on the version of Arrow only (`made_with` names it).
    """
    unfinished = folder.with_name(folder.name + ".unfinished")
    for left in folder.parent.glob("*.unfinished"):  # by a worker that was killed
        shutil.rmtree(left, ignore_errors=True)
    unfinished.mkdir(parents=True)
    totals = {r.name: write_register(r, revision, unfinished / f"{r.name}.parquet", progress) for r in registers}
    totals[TABLE] = write_patent_parties(revision, unfinished / f"{TABLE}.parquet", progress)
    totals[MERGED] = write_merged_parties(revision, unfinished / f"{MERGED}.parquet")
    files = {name: digest_of(unfinished / f"{name}.parquet") for name in totals}
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    whole = hashlib.sha256("\n".join(f"{name} {files[name]}" for name in sorted(files)).encode()).hexdigest()
    return {"files": files, "totals": totals, "digest": whole, "made_with": f"pyarrow {pa.__version__}"}
