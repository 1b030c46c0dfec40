"""The embedded engine: one DuckDB connection in memory over Arrow tables and Parquet files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

MEMORY_LIMIT = "2GB"
THREADS = 2


class DuckDBEngine:
    """Runs SQL over registered tables; holds no state of its own beyond them.

    Extensions are neither loaded nor fetched, and SQL may read no file that was not registered.
    """

    def __init__(self, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> None:
        self._connection = duckdb.connect(
            config={
                "memory_limit": memory_limit,
                "threads": str(threads),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )

    def register(self, name: str, source: Path | pa.Table) -> None:
        """Make a Parquet file or an Arrow table known under a name."""
        if isinstance(source, Path):
            self._connection.read_parquet(str(source)).create_view(name)
        else:
            self._connection.register(name, source)

    def sql(self, text: str, **values: Any) -> pa.Table:
        """The rows of a query; `$name` in the text stands for the value of that name."""
        return self._connection.execute(text, values or None).to_arrow_table()

    def map_batches(
        self, table: pa.Table, function: Callable[[pa.RecordBatch], pa.RecordBatch], schema: pa.Schema
    ) -> pa.Table:
        """Apply a pure function to each batch of a table."""
        return pa.Table.from_batches((function(batch) for batch in table.to_batches()), schema=schema)

    def write(self, table: pa.Table, path: Path) -> None:
        """Write a table as Parquet."""
        pq.write_table(table, path, compression="zstd")
