"""The rows of a register in a snapshot, with the columns the register has today: older snapshots stay readable."""

from __future__ import annotations

import pyarrow.parquet as pq

from xingzhi.core.declare import Register
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.registers.schema import snapshot_schema
from xingzhi.snapshots.models import Snapshot


def register_rows(engine: DuckDBEngine, name: str, snapshot: Snapshot, register: Register) -> None:
    """Make a register's rows in a snapshot known to an engine under a name.

    In a snapshot older than the register there are none; a column younger than the snapshot is unknown of every row.
    """
    path, schema = snapshot.path(register.name), snapshot_schema(register)
    if not path.exists():
        engine.register(name, schema.empty_table())
    elif set(schema.names) <= set(pq.read_schema(path).names):
        engine.register(name, path)
    else:
        engine.register(f"{name}_held", path)
        engine.register(f"{name}_none", schema.empty_table())
        engine.sql(
            f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {name}_held UNION ALL BY NAME SELECT * FROM {name}_none"  # noqa: S608
        )
