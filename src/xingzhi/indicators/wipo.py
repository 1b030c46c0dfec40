"""The technology field of each main class of a snapshot, by the pack of WIPO's concordance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from xingzhi.packs import load

if TYPE_CHECKING:
    from xingzhi.engine.duckdb import DuckDBEngine
    from xingzhi.snapshots.models import Snapshot

_SCHEMA = pa.schema([("symbol", pa.string()), ("field", pa.string())])


def register(engine: DuckDBEngine, snapshot: Snapshot) -> None:
    """Make the table `wipo` (symbol, field) for the main classes in `rows`: each symbol is looked up once."""
    main = "split_part(coalesce(nullif(ipc_main, ''), ipc, ''), '; ', 1)"
    symbols = engine.sql(f"SELECT DISTINCT {main} AS symbol FROM rows")["symbol"].to_pylist()  # noqa: S608
    fields = load().wipo_fields.of(symbols)
    rows = [{"symbol": symbol, "field": field} for symbol, field in fields.items()]
    engine.register("wipo", pa.Table.from_pylist(rows, schema=_SCHEMA))
