"""Snapshots written straight from rows, several of them, with the registers a change is explained by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest


@pytest.fixture
def frozen(own_home: Any) -> Callable[..., Any]:
    """Write registers given as rows into a snapshot of a revision that no database knows."""
    from xingzhi.core.declare import register_named
    from xingzhi.registers.record import blank
    from xingzhi.registers.schema import snapshot_schema
    from xingzhi.snapshots.models import Snapshot

    def frozen(revision: int, patents: list[dict[str, Any]], **registers: list[dict[str, Any]]) -> Any:
        snapshot = Snapshot(revision=revision, digest=f"{revision}" * 64, as_of=datetime(2026, 10, 31, tzinfo=UTC))
        snapshot.folder.mkdir(parents=True, exist_ok=True)
        for name, rows in {"patents": patents, "population": [], **registers}.items():
            register = register_named(name)
            schema = snapshot_schema(register)
            empty = dict.fromkeys(schema.names) | blank(register)
            own = {"region": "152221", "region_how": "address", "place": "152221", "revision": revision}
            full = [empty | own | {"key": f"{name}-{at}"} | row for at, row in enumerate(rows)]
            pq.write_table(pa.Table.from_pylist(full, schema=schema), snapshot.path(name))
        return snapshot

    return frozen
