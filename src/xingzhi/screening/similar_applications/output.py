"""Write what a screening found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from xingzhi.files import whole
from xingzhi.screening.similar_applications.files import Refused

OUTPUTS = (".parquet", ".csv")


def check_output(path: Path, source: Path) -> None:
    """Refuse an output that cannot be written, before the work is done."""
    if path.suffix.lower() not in OUTPUTS:
        raise Refused(f"{path}: 输出只能是 .parquet 或 .csv / the output is .parquet or .csv")
    if not path.parent.is_dir():
        raise Refused(f"{path}: 没有这个文件夹 / no such folder: {path.parent}")
    if path.exists() and source.exists() and path.samefile(source):
        raise Refused(f"{path}: 输出会覆盖输入 / the output would replace the input")
    if source.is_dir() and path.parent.samefile(source):
        raise Refused(f"{path}: 输出会混进输入的文件夹 / the output would stand among the input")


def write_table(table: pa.Table, path: Path) -> None:
    """Write findings as Parquet or CSV, by the file's ending; the file appears whole or not at all."""
    write_tables([table.combine_chunks()], table.schema, path)  # the same bytes, however it was put together


def write_tables(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> None:
    """As `write_table`, one table after the other."""
    options = pa_csv.WriteOptions(quoting_style="needed")
    with (
        whole(path) as part,
        (
            pq.ParquetWriter(part, schema, compression="zstd")
            if path.suffix.lower() == ".parquet"
            else pa_csv.CSVWriter(part, schema, write_options=options)
        ) as writer,
    ):
        for table in tables:
            writer.write_table(table)
