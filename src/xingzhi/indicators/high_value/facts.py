"""What holds of each invention from which day to which: the derived table `high_value`, rebuilt and never edited.

One row is a class of a patent, held for sure, or possibly, from `since` (None: from ever) until the day before `until`
(None: still). What is possible only depends on data that are missing or on details no text decides; `reason` says
which. Of a patent without a row of a class it does not hold, unless a list is not complete (`states`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
from django.utils import timezone

from xingzhi.core.declare import register_named
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.high_value import NAME, classes, sei
from xingzhi.indicators.high_value.reading import REGISTERS, Reading, reading
from xingzhi.packs import Packs, load
from xingzhi.snapshots.models import Snapshot
from xingzhi.snapshots.rows import register_rows

SCHEMA = pa.schema(
    [("key", pa.string()), ("class", pa.string()), ("level", pa.string()), ("since", pa.date32()),
     ("until", pa.date32()), ("register", pa.string()), ("record", pa.string()), ("reason", pa.string())]
)  # fmt: skip
# What may be in force: an application that was only ever pending, refused or withdrawn is none of these.
_INVENTIONS = """
CREATE TEMP TABLE inventions AS
SELECT key, application_no, filing_date, grant_date, coalesce(ipc_main, '') AS ipc_main, coalesce(ipc, '') AS ipc
FROM patents
WHERE patent_type = 'invention'
    AND (grant_date IS NOT NULL OR coalesce(legal_status, '') NOT IN ('pending', 'refused', 'withdrawn'))
"""


def path_of(snapshot: Snapshot, read: Reading) -> Path:
    """Where the facts of a snapshot lie, by how the rule was read."""
    return snapshot.folder / "derived" / f"{NAME}-{read.key}.parquet"


def facts_path(snapshot: Snapshot, read: Reading | None = None) -> Path:
    """The file of the facts; made where it is not there yet."""
    read = read or reading()
    path = path_of(snapshot, read)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with DuckDBEngine() as engine:
            engine.write(compute(engine, snapshot, read, load()), path)
    return path


def compute(engine: DuckDBEngine, snapshot: Snapshot, read: Reading, packs: Packs) -> pa.Table:
    """The facts of a snapshot, in key order."""
    for name in dict.fromkeys(REGISTERS.values()):
        register_rows(engine, name, snapshot, register_named(name))
    engine.sql(_INVENTIONS)
    values = {"known_on": timezone.localdate(snapshot.as_of)}
    engine.register("sei", sei.find(engine, read, packs))
    parts = [
        classes.sei(read),
        classes.ten_years(read),
        classes.family(read),
        classes.pledge(read),
        classes.award(read),
    ]
    text = " UNION ALL ".join(f"({part})" for part in parts)
    found = engine.sql(
        f"SELECT * FROM ({text}) WHERE until IS NULL OR since IS NULL OR since < until"  # noqa: S608
        " ORDER BY key, class, level, since, until, register, record, reason",
        **{name: value for name, value in values.items() if f"${name}" in text},
    )
    return found.cast(SCHEMA)


def of_patent(path: Path, key: str) -> list[dict[str, Any]]:
    """The facts of one patent."""
    with DuckDBEngine(threads=1) as engine:
        engine.register("facts", path)
        return list(engine.sql("SELECT * FROM facts WHERE key = $key", key=key).to_pylist())
