"""Run the declared screenings of single applications over a snapshot, a run and a file each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.packs import Packs
from xingzhi.screening.signals.contract import SignalInputs, SignalScreening, to_table
from xingzhi.snapshots.models import Snapshot

PLACE = "region"  # of every row that has one, whatever columns a screening names


@dataclass(frozen=True)
class SnapshotTables(Mapping[str, pa.Table]):
    """The tables of a snapshot a screening reads, each read when asked for; what a snapshot does not hold is absent."""

    paths: Mapping[str, Path]
    columns: Mapping[str, tuple[str, ...]]

    def __getitem__(self, register: str) -> pa.Table:
        path = self.paths[register]
        wanted = self.columns.get(register)
        held = pq.read_schema(path).names
        return pq.read_table(path, columns=[name for name in (*wanted, PLACE) if name in held] if wanted else None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


def tables_of(snapshot: Snapshot, screening: SignalScreening) -> SnapshotTables:
    """What the screening reads of the snapshot; a register without a row is absent as well."""
    paths = {name: snapshot.path(name) for name in screening.inputs}
    held = {name: path for name, path in paths.items() if path.exists() and pq.read_metadata(path).num_rows}
    return SnapshotTables(held, screening.columns)


def screen(
    screening: SignalScreening, snapshot: Snapshot, packs: Packs, progress: Callable[[str], None]
) -> tuple[pa.Table, dict[str, Any]]:
    """The screening's signals over a snapshot as a table of `SIGNALS`, with totals for the run."""
    inputs = SignalInputs(tables_of(snapshot, screening), packs.screening(screening.name), packs, progress)
    table = to_table(screening.run(inputs) if "patents" in inputs.tables else [])
    groups = set(table["group"].to_pylist())
    missing = sorted({name for names in table["missing"].to_pylist() for name in names})
    totals = {"signals": len(table), "records": len(set(table["key"].to_pylist())), "groups": len(groups)}
    return table, totals | {"missing": missing}
