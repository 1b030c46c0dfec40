"""`xingzhi screen similar-applications`: pairs of near-identical texts of any file, without a database."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq


class Refused(Exception):
    """The input cannot be used; the message says what to do."""


def register(screenings: Any) -> None:
    """Add the command."""
    parser = screenings.add_parser("similar-applications", help="近似申请 / near-identical texts")
    parser.add_argument("--input", required=True, type=Path, metavar="FILE", help=".parquet, .csv or .xlsx")
    parser.add_argument("--id", required=True, metavar="COLUMN", help="column that names a row")
    parser.add_argument("--text", required=True, metavar="COLUMN", help="column of the texts to compare")
    parser.add_argument(
        "--threshold",
        default=None,
        metavar="T",
        help="least similarity, above 0 and at most 1 (default: what the screening's pack says, 0.5)",
    )
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=".parquet or .csv")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write id_a, id_b, similarity; what was read and found goes to the error stream. Exit code 2 for bad input."""
    from xingzhi.packs import load
    from xingzhi.screening.similar_applications.pairs import find_pairs

    started = time.monotonic()
    try:
        given = arguments.threshold
        threshold = (
            _threshold(given) if given is not None else float(load().screening("similar_applications")["threshold"])
        )
        if arguments.out.suffix.lower() not in (".parquet", ".csv"):
            raise Refused(f"{arguments.out}: 输出只能是 .parquet 或 .csv / the output is .parquet or .csv")
        table = read_table(arguments.input)
        ids, texts = (_column(table, name, arguments.input) for name in (arguments.id, arguments.text))
        empty = texts.null_count + sum(1 for text in texts.drop_null().to_pylist() if not text.strip())
        print(f"读入 / read {len(table)} 行，空文本 / empty {empty}", file=sys.stderr)
        found = find_pairs(ids, texts, threshold)
    except (Refused, OSError, pa.ArrowInvalid, ValueError) as problem:
        print(f"{problem}", file=sys.stderr)
        return 2
    write_table(found, arguments.out)
    seconds = time.monotonic() - started
    print(f"{len(found)} 对 / pairs ≥ {threshold}，{seconds:.1f} s -> {arguments.out}", file=sys.stderr)
    return 0


def _threshold(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        raise Refused(f"--threshold {text}: 应大于 0、不超过 1 / must be above 0 and at most 1")
    return value


def read_table(path: Path) -> pa.Table:
    """The rows of a file; cells of CSV and XLSX are taken as text, so that no number loses its zeros."""
    if not path.is_file():
        raise Refused(f"{path}: 没有这个文件 / no such file")
    kind = path.suffix.lower()
    if kind == ".parquet":
        return pq.read_table(path)
    if kind == ".csv":
        return _read_csv(path)
    if kind == ".xlsx":
        return _read_xlsx(path)
    raise Refused(f"{path}: 只读 .parquet、.csv、.xlsx / only .parquet, .csv and .xlsx are read")


def _read_csv(path: Path) -> pa.Table:
    with path.open("rb") as stream:
        first = stream.readline()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            names = next(iter(_csv_head(first, encoding)))
            options = pa_csv.ReadOptions(encoding="utf8" if encoding == "utf-8-sig" else "gb18030", block_size=1 << 24)
            convert = pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
            )
            parse = pa_csv.ParseOptions(newlines_in_values=True)
            return pa_csv.read_csv(path, options, parse, convert)
        except (UnicodeDecodeError, pa.ArrowInvalid) as problem:
            failed = problem
    raise Refused(f"{path}: {failed}")


def _csv_head(line: bytes, encoding: str) -> Any:
    import csv

    return csv.reader([line.decode(encoding)])


def _read_xlsx(path: Path) -> pa.Table:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    if not rows:
        raise Refused(f"{path}: 第一张表是空的 / the first sheet is empty")
    names = [str(name).strip() for name in rows[0]]
    columns = [[_as_text(row[index]) for row in rows[1:]] for index in range(len(names))]
    return pa.table([pa.array(column, pa.string()) for column in columns], names=names)


def _as_text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _column(table: pa.Table, name: str, path: Path) -> pa.ChunkedArray:
    if name not in table.column_names:
        there = "、".join(table.column_names)
        raise Refused(f"{path}: 没有“{name}”列，有 / no such column, there are: {there}")
    column = table[name]
    return column if pa.types.is_large_string(column.type) else column.cast(pa.string())


def write_table(table: pa.Table, path: Path) -> None:
    """Write pairs as Parquet or CSV, by the file's ending."""
    if path.suffix.lower() == ".parquet":
        pq.write_table(table, path, compression="zstd")
    else:
        pa_csv.write_csv(table, path)
