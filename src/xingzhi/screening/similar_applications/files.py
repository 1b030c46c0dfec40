"""Read two columns of any file for a screening, and write its pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from xingzhi.intake.readers import Book, Cell, ReaderProblem, Sheet, open_book
from xingzhi.intake.wording import sentence

TABLES = (".csv", ".xlsx", ".xls", ".ods")
OUTPUTS = (".parquet", ".csv")
HEAD = 20  # rows among which the headings are looked for: a title may stand above them


class Refused(Exception):
    """A file cannot be used; the message, Chinese then English, says which and what to do."""


def read_columns(path: Path, id_column: str, text_column: str, others: tuple[str, ...] = ()) -> pa.Table:
    """The columns `id` and `text` of a Parquet file, CSV or workbook, and others under their names, in its order, as text.

    A whole number in a workbook gives its digits (2 and not 2.0); text keeps leading zeros. Blank rows are left out.
    CSV is read as UTF-8, then GB18030. Raises Refused, naming the file and, for a missing column, those there are.
    """
    if not path.is_file():
        raise Refused(f"{path}: 没有这个文件 / no such file")
    if path.suffix.lower() == ".parquet":
        return _read_parquet(path, _wanted(id_column, text_column, others))
    if path.suffix.lower() not in TABLES:
        raise Refused(f"{path}: 只读 / only these are read: .parquet {' '.join(TABLES)}")
    try:
        return _read_book(path, open_book(path), _wanted(id_column, text_column, others))
    except ReaderProblem as problem:
        raise Refused(f"{path}: {sentence(problem, 'zh')} / {sentence(problem, 'en')}") from problem


def rows_of(path: Path) -> int:
    """How many rows a Parquet file says it has; 0 of any other file."""
    if path.suffix.lower() != ".parquet" or not path.is_file():
        return 0
    try:
        return int(pq.read_metadata(path).num_rows)
    except pa.ArrowException as problem:
        raise Refused(f"{path}: 读不了 / cannot be read: {problem}") from problem


def read_in_parts(path: Path, id_column: str, text_column: str, rows: int) -> Iterator[pa.Table]:
    """As `read_columns`, so many rows at a time; only of a Parquet file less than all is in memory."""
    if not rows_of(path):
        table = read_columns(path, id_column, text_column)
        yield from (table.slice(start, rows) for start in range(0, len(table), rows))
        return
    wanted = _wanted(id_column, text_column, ())
    there = pq.read_schema(path).names
    if not set(wanted.values()) <= set(there):
        raise _missing(path, wanted.values(), there)
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(rows, columns=list(dict.fromkeys(wanted.values()))):
                part = pa.Table.from_batches([batch])
                yield pa.table({name: _as_strings(part[heading]) for name, heading in wanted.items()})
    except pa.ArrowException as problem:
        raise Refused(f"{path}: 读不了 / cannot be read: {problem}") from problem


def _wanted(id_column: str, text_column: str, others: tuple[str, ...]) -> dict[str, str]:
    """The headings of the columns wanted, by the name each gets."""
    return {"id": id_column, "text": text_column} | {name: name for name in others}


def _missing(path: Path, wanted: Iterable[str], there: list[str]) -> Refused:
    names = "、".join(f"“{name}”" for name in dict.fromkeys(wanted) if name not in there)
    return Refused(f"{path}: 没有 {names} 列，有 / no such column, there are: {'、'.join(filter(None, there)) or '—'}")


def _read_parquet(path: Path, wanted: dict[str, str]) -> pa.Table:
    try:
        there = pq.read_schema(path).names
        if not set(wanted.values()) <= set(there):
            raise _missing(path, wanted.values(), there)
        table = pq.read_table(path, columns=list(dict.fromkeys(wanted.values())))
        return pa.table({name: _as_strings(table[heading]) for name, heading in wanted.items()})
    except pa.ArrowException as problem:
        raise Refused(f"{path}: 读不了 / cannot be read: {problem}") from problem


def _as_strings(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_floating(column.type):
        whole = column.cast(pa.int64(), safe=False)
        if pc.all(pc.equal(whole.cast(column.type), column)).as_py() in (True, None):  # numbers of a column with gaps
            column = whole
    return column.cast(pa.large_string())


def _read_book(path: Path, book: Book, wanted: dict[str, str]) -> pa.Table:
    there: list[str] = []
    for sheet in book.sheets:
        for number, cells in sheet.head(HEAD):
            names = ["" if cell is None else str(cell).strip() for cell in cells]
            there = there or [name for name in names if name]
            if set(wanted.values()) <= set(names):
                for name in wanted.values():
                    if names.count(name) > 1:
                        raise Refused(f"{path}: “{name}”列不止一个 / several columns have this name")
                rows = [*_rows(sheet, number, [names.index(name) for name in wanted.values()])]
                columns = [pa.array([row[at] for row in rows], pa.large_string()) for at in range(len(wanted))]
                return pa.table(columns, names=list(wanted))
    raise _missing(path, wanted.values(), there)


def _rows(sheet: Sheet, heading: int, places: list[int]) -> Iterator[list[str]]:
    for number, cells in sheet.rows():
        if number > heading and any(cell is not None for cell in cells):
            yield [_as_text(cells[at]) if at < len(cells) else "" for at in places]


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def check_output(path: Path, source: Path) -> None:
    """Refuse an output that cannot be written, before the work is done."""
    if path.suffix.lower() not in OUTPUTS:
        raise Refused(f"{path}: 输出只能是 .parquet 或 .csv / the output is .parquet or .csv")
    if not path.parent.is_dir():
        raise Refused(f"{path}: 没有这个文件夹 / no such folder: {path.parent}")
    if path.exists() and source.exists() and path.samefile(source):
        raise Refused(f"{path}: 输出会覆盖输入 / the output would replace the input")


def write_table(table: pa.Table, path: Path) -> None:
    """Write pairs as Parquet or CSV, by the file's ending; the file appears whole or not at all."""
    write_tables([table], table.schema, path)


def write_tables(tables: Iterable[pa.Table], schema: pa.Schema, path: Path) -> None:
    """As `write_table`, one table after the other."""
    part = path.with_name(path.name + ".part")
    options = pa_csv.WriteOptions(quoting_style="needed")
    try:
        with (
            pq.ParquetWriter(part, schema, compression="zstd")
            if path.suffix.lower() == ".parquet"
            else pa_csv.CSVWriter(part, schema, write_options=options)
        ) as writer:
            for table in tables:
                writer.write_table(table)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
