"""The embedded engine: one DuckDB connection in memory over Arrow tables and Parquet files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from xingzhi.engine.base import write_parquet

MEMORY_LIMIT = "2GB"
THREADS = 2


class DuckDBEngine:
    """Runs SQL over registered tables; holds no state of its own beyond them. See `base.Engine`.

    Extensions are neither loaded nor fetched. One engine serves one thread; it closes with `with` or `close()`.
    DuckDB may use somewhat more than `memory_limit`; beyond it, it raises duckdb.OutOfMemoryException.
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
        """Make a Parquet file, a folder of them, or an Arrow table known under a name; a name may be given anew."""
        if isinstance(source, Path):
            if not source.exists():
                raise FileNotFoundError(source)
            files = str(source / "*.parquet") if source.is_dir() else str(source)
            self._connection.read_parquet(files).create_view(name, replace=True)
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
        """Write a table as Parquet: the file appears whole or not at all."""
        write_parquet(table, path)

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def __enter__(self) -> DuckDBEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
