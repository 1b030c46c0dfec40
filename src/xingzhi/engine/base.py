"""What an engine can do: analyses are written once against this, and run on DuckDB here or on Spark at scale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.files import whole


class Engine(Protocol):
    """SQL and batch functions over named tables."""

    def register(self, name: str, source: Path | pa.Table) -> None:
        """Make a Parquet file, a folder of them, or an Arrow table known under a name; a name may be given anew."""

    def sql(self, text: str, **values: Any) -> pa.Table:
        """The rows of a query. `$name` in the text stands for the value of that name; values never go into the text."""
        ...

    def map_batches(
        self, table: pa.Table, function: Callable[[pa.RecordBatch], pa.RecordBatch], schema: pa.Schema
    ) -> pa.Table:
        """Apply a pure function to each batch of a table; `schema` is that of the batches it returns."""
        ...

    def write(self, table: pa.Table, path: Path) -> None:
        """Write a table as Parquet: the file appears whole or not at all."""


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as a Parquet file: it appears whole or not at all."""
    with whole(path) as part:
        pq.write_table(table, part, compression="zstd")
