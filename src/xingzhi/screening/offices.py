"""Screenings that compare a record with its peers in one office's stock: run once for each office, on either engine.

Their thresholds were chosen on a prefecture's stock, so more rows than an office's are cut by office and not enlarged.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.screening.command import SPARK, say
from xingzhi.screening.similar_applications.files import read_named
from xingzhi.screening.similar_applications.output import check_output, write_table

OFFICE = "by"  # the column of rows read and of findings that names the office
PACKED = "task int, found binary, notes string"


@dataclass(frozen=True)
class Outcome:
    """What was found in one office's rows, what was counted on the way, and which inputs were missing."""

    found: pa.Table
    counts: Mapping[str, int]
    missing: frozenset[str] = frozenset()


@dataclass
class Totals:
    """The counts of all offices together."""

    counts: Counter[str] = field(default_factory=Counter)
    missing: set[str] = field(default_factory=set)

    def add(self, counts: Mapping[str, int], missing: Iterable[str]) -> None:
        """Add those of an office."""
        self.counts.update(counts)
        self.missing.update(missing)


Screen = Callable[[pa.Table], Outcome]


def screen_offices(arguments: argparse.Namespace, wanted: Mapping[str, str], screen: Screen) -> Totals:
    """Read the columns wanted (name -> heading), screen them, write what is found; says how much was read.

    With --by each office's rows are screened by themselves and `by` stands before the columns found; offices follow by
    name, rows without one are an office of their own, which comes last. `screen` gets rows as text, in their order; on
    Spark it travels, so that it must be picklable.
    """
    if arguments.by:
        wanted = {**wanted, OFFICE: arguments.by}
    return _on_spark(arguments, wanted, screen) if arguments.engine == SPARK else _here(arguments, wanted, screen)


def _here(arguments: argparse.Namespace, wanted: Mapping[str, str], screen: Screen) -> Totals:
    out = Path(arguments.out)
    check_output(out, Path(arguments.input))
    rows = read_named(Path(arguments.input), wanted)
    named = _with_office(rows, bool(arguments.by))
    offices = _offices(pc.value_counts(named[OFFICE]).to_pylist())
    totals = _read(offices, bool(arguments.by))
    tables = []
    for office in offices:
        outcome = screen(named.filter(pc.equal(named[OFFICE], office)).drop_columns(OFFICE))
        totals.add(outcome.counts, outcome.missing)
        tables.append(_of_office(outcome.found, office, bool(arguments.by)))
    write_table(pa.concat_tables(tables), out)
    return totals


def _on_spark(arguments: argparse.Namespace, wanted: Mapping[str, str], screen: Screen) -> Totals:
    from pyspark import StorageLevel
    from pyspark.sql import functions as f

    from xingzhi.engine.spark import SparkEngine
    from xingzhi.screening.spark_files import check_places, is_folder, read_frame

    by = bool(arguments.by)
    with SparkEngine(arguments.master) as engine:
        check_places(engine, arguments.input, arguments.out)
        frame = read_frame(engine, arguments.input, wanted)
        # The office as the local engine reads it; how often each occurs tells the tasks.
        office = f.trim(f.coalesce(OFFICE, f.lit(""))) if by else f.lit("")
        frame = frame.withColumn(OFFICE, office)
        held = frame.groupBy(OFFICE).count().collect()
        offices = _offices([{"values": row[0], "counts": row[1]} for row in held])
        totals = _read(offices, by)
        known = engine.session.createDataFrame(
            [*zip(offices, range(len(offices)), strict=True)], f"{OFFICE} string, task int"
        )
        tasks = frame.join(f.broadcast(known), OFFICE).repartitionById(len(offices), "task")
        packed = tasks.groupBy("task").applyInArrow(_packing(screen, by), PACKED).persist(StorageLevel.DISK_ONLY)
        notes = packed.select("notes").collect()
        for [text] in notes:
            totals.add(**json.loads(text))
        if not notes:  # no row at all
            empty = pa.table({name: pa.array([], pa.large_string()) for name in wanted if name != OFFICE})
            packed = engine.frame(_packed(0, "", screen(empty), by))
        if is_folder(arguments.out):
            schema = _unpacked(packed.orderBy("task").select("found").first()[0]).schema
            frame = packed.orderBy("task").mapInArrow(_unpacking, engine.frame(schema.empty_table()).schema)
            frame.write.parquet(arguments.out)
        else:
            found = packed.orderBy("task").select("found").toArrow()["found"]
            write_table(pa.concat_tables(map(_unpacked, found.to_pylist())), Path(arguments.out))
    return totals


def _packing(screen: Screen, by: bool) -> Callable[[pa.Table], pa.Table]:
    """What a task does: one office's rows in, its findings out as bytes."""

    def pack(rows: pa.Table) -> pa.Table:
        rows = rows.sort_by("number")
        task, office = rows["task"][0].as_py(), rows[OFFICE][0].as_py()
        return _packed(task, office, screen(rows.drop_columns(["task", "number", OFFICE])), by)

    return pack


def _packed(task: int, office: str, outcome: Outcome, by: bool) -> pa.Table:
    found = _of_office(outcome.found, office, by).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, found.schema) as stream:
        stream.write_table(found)
    notes = json.dumps({"counts": dict(outcome.counts), "missing": sorted(outcome.missing)})
    schema = pa.schema([("task", pa.int32()), ("found", pa.large_binary()), ("notes", pa.large_string())])
    return pa.table({"task": [task], "found": [sink.getvalue().to_pybytes()], "notes": [notes]}, schema=schema)


def _unpacked(found: bytes) -> pa.Table:
    return pa.ipc.open_stream(found).read_all()


def _unpacking(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for found in batch["found"].to_pylist():
            yield from _unpacked(found).to_batches()


def _with_office(rows: pa.Table, by: bool) -> pa.Table:
    """The rows with the office of each: the value without spaces around it, "" where there is none."""
    if not by:
        return rows.append_column(OFFICE, pa.array([""] * len(rows), pa.large_string()))
    names = pc.utf8_trim(pc.fill_null(rows[OFFICE], ""), characters=" ")
    return rows.set_column(rows.schema.get_field_index(OFFICE), OFFICE, names)


def _offices(counted: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many rows each office has, by name; the rows without an office come last."""
    rows = {each["values"]: each["counts"] for each in counted}
    return {name: rows[name] for name in sorted(rows, key=lambda name: (not name, name))} or {"": 0}


def _of_office(found: pa.Table, office: str, by: bool) -> pa.Table:
    return found.add_column(0, OFFICE, pa.array([office] * len(found), pa.string())) if by else found


def _read(offices: Mapping[str, int], by: bool) -> Totals:
    """Say how much was read."""
    rows = sum(offices.values())
    say(f"读入 {rows} 行 / {rows} rows read")
    if by:
        named = len([name for name in offices if name])
        say(f"按 {named} 个地区分别筛查 / {named} offices, each screened by itself")
        if unnamed := offices.get("", 0):
            say(f"注意：{unnamed} 行没有地区，作为一组 / rows without an office, taken as one group")
    return Totals(Counter(rows=rows))
