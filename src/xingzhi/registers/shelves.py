"""Checked rows on their way into a register, shelved by the beginning of their key.

Rows whose keys begin alike meet in the same pages of the database's indexes. A large file taken in the order it came
in touches every page of every index with every chunk; shelf by shelf it touches each page a few times in all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PREFIX = 4  # characters of the key that name a shelf: the year of an application number
IN_HAND = 60_000  # rows kept in memory before the fullest shelves are written
FULL = 4_000
REST = "rest"


class Shelves:
    """Takes batches of rows and writes them shelf by shelf; rows of one key keep their order."""

    def __init__(self, folder: Path, schema: pa.Schema, key: str, chunk: int) -> None:
        self.folder, self.schema, self.key, self.chunk = folder, schema, key, chunk
        self.waiting: defaultdict[str, list[pa.Table]] = defaultdict(list)
        self.rows: defaultdict[str, int] = defaultdict(int)
        self.writers: dict[str, pq.ParquetWriter] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Shelve the rows of a batch."""
        table = pa.Table.from_batches([batch])
        for name, part in self._by_shelf(table) if self.key else [(REST, table)]:
            self.waiting[name].append(part)
            self.rows[name] += len(part)
        if sum(self.rows.values()) > IN_HAND:
            for name in [name for name, count in self.rows.items() if count >= FULL] or [
                max(self.rows, key=self._held)
            ]:
                self._write(name)

    def _held(self, name: str) -> int:
        return self.rows[name]

    def _by_shelf(self, table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
        names = pc.utf8_slice_codeunits(table[self.key], 0, PREFIX)
        for name in pc.unique(names).to_pylist():
            yield name, table.filter(pc.equal(names, name))

    def close(self) -> None:
        """Write what is left: on its own shelf where that was begun, else all together in the order of the shelves."""
        begun = [name for name in self.waiting if name in self.writers]
        for name in begun:
            self._write(name)
        together = [table for name in sorted(self.waiting) for table in self.waiting[name]]
        if together:
            self.waiting = defaultdict(list, {REST: together})
            self._write(REST)
        for writer in self.writers.values():
            writer.close()

    def _write(self, name: str) -> None:
        if name not in self.writers:
            self.writers[name] = pq.ParquetWriter(self.folder / f"{name}.parquet", self.schema, compression="zstd")
        table = pa.concat_tables(self.waiting.pop(name)).combine_chunks()
        self.rows.pop(name, None)
        self.writers[name].write_table(table, row_group_size=self.chunk)


def chunks(folder: Path) -> list[tuple[Path, int]]:
    """The chunks of shelved rows in the order they are applied: file and row group."""
    return [
        (path, group)
        for path in sorted(folder.glob("*.parquet"))
        for group in range(pq.ParquetFile(path).num_row_groups)
    ]


def read(chunk: tuple[Path, int], columns: list[str]) -> list[dict[str, Any]]:
    """The rows of a chunk."""
    path, group = chunk
    rows: list[dict[str, Any]] = pq.ParquetFile(path).read_row_group(group, columns=columns).to_pylist()
    return rows


def count(chunk: tuple[Path, int]) -> int:
    """How many rows a chunk holds."""
    path, group = chunk
    return int(pq.ParquetFile(path).metadata.row_group(group).num_rows)
