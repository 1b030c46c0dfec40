"""What a screening on Spark reads and writes: Parquet as the local engine reads it, and folders the cluster writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from xingzhi.engine.spark import SparkEngine, column
from xingzhi.screening.similar_applications.files import Refused, missing_columns, nested
from xingzhi.screening.similar_applications.output import check_output, write_table

FLOATS = ("float", "double")
LARGEST = 2.0**63  # numbers from here on are no whole numbers of a machine


def is_folder(out: str) -> bool:
    """Whether the cluster is to write, rather than this machine."""
    return out.endswith("/")


def check_places(engine: SparkEngine, source: str, out: str) -> None:
    """Refuse, before the work is done, what cannot be read or written."""
    if not engine.exists(source):
        raise Refused(f"{source}: 没有这个文件或文件夹 / no such file or folder")
    if is_folder(out):
        if engine.exists(out):
            raise Refused(f"{out}: 已经有了，请换一个 / is there already, choose another")
    elif "://" in out:
        raise Refused(f"{out}: 由集群写的要以 / 结尾 / what the cluster writes ends with /")
    else:
        check_output(Path(out), Path(source))


def read_frame(engine: SparkEngine, source: str, wanted: Mapping[str, str]) -> Any:
    """A frame of `number` and the columns wanted (name -> heading) as text; rows and texts as `files.read_named` has them."""
    try:
        raw = engine.numbered(source)
    except ValueError:
        raise nested(source) from None
    there = raw.columns[:-1]
    if not set(wanted.values()) <= set(there):
        raise missing_columns(source, wanted.values(), there)
    whole = _whole(raw, [heading for heading, kind in raw.dtypes if kind in FLOATS and heading in wanted.values()])
    chosen = [
        (column(heading).cast("long") if heading in whole else column(heading)).alias(name)
        for name, heading in wanted.items()
    ]
    schema = ", ".join(["number bigint", *(f"`{name}` string" for name in wanted)])
    return raw.select("number", *chosen).mapInArrow(_strings, schema)


def _whole(raw: Any, headings: list[str]) -> set[str]:
    """Which of these columns of numbers hold whole ones only."""
    from pyspark.sql import functions as f

    if not headings:
        return set()
    each = [f.bool_and((f.abs(column(name)) < LARGEST) & (column(name) % 1 == 0)) for name in headings]
    [row] = raw.agg(*each).collect()
    return {name for name, whole in zip(headings, row, strict=True) if whole is not False}


def _strings(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        texts = [values.cast(pa.large_string()) for values in batch.columns[1:]]
        yield pa.RecordBatch.from_arrays([batch.column(0), *texts], names=batch.schema.names)


def write_frame(frame: Any, out: str, schema: pa.Schema) -> None:
    """Write a frame in its order: by the cluster into a folder, or as one file of this machine."""
    if is_folder(out):
        frame.write.parquet(out)
    else:
        write_table(frame.toArrow().cast(schema), Path(out))
