"""Read chosen columns of any file for a screening, and write what it found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingzhi.intake.readers import Book, Cell, ReaderProblem, Sheet, open_book
from xingzhi.intake.wording import sentence

TABLES = (".csv", ".xlsx", ".xls", ".ods")
HEAD = 20  # rows among which the headings are looked for: a title may stand above them


class Refused(Exception):
    """A file cannot be used; the message, Chinese then English, says which and what to do."""


def read_columns(path: Path, id_column: str, text_column: str, others: tuple[str, ...] = ()) -> pa.Table:
    """The columns `id` and `text` of a file, and others under their own names; see `read_named`."""
    return read_named(path, {"id": id_column, "text": text_column} | {name: name for name in others})


def read_named(path: Path, wanted: Mapping[str, str]) -> pa.Table:
    """Columns (name -> heading) of a Parquet file, a folder of them, a CSV or a workbook, in its order, as text.

    A whole number in a workbook gives its digits (2 and not 2.0); text keeps leading zeros. Blank rows are left out.
    CSV is read as UTF-8, then GB18030. The Parquet files of a folder follow by name; folders in it are refused. Raises
    Refused, naming the file and, for a missing column, those there are.
    """
    if path.is_dir():
        return _read_parquet(path, _files_of(path), wanted)
    if not path.is_file():
        raise Refused(f"{path}: 没有这个文件 / no such file")
    if path.suffix.lower() == ".parquet":
        return _read_parquet(path, [path], wanted)
    if path.suffix.lower() not in TABLES:
        raise Refused(f"{path}: 只读 / only these are read: .parquet {' '.join(TABLES)}")
    try:
        return _read_book(path, open_book(path), wanted)
    except ReaderProblem as problem:
        raise Refused(f"{path}: {sentence(problem, 'zh')} / {sentence(problem, 'en')}") from problem


def missing_columns(source: object, wanted: Iterable[str], there: list[str]) -> Refused:
    """What is said where a file or folder lacks a column."""
    names = "、".join(f"“{name}”" for name in dict.fromkeys(wanted) if name not in there)
    return Refused(
        f"{source}: 没有 {names} 列，有 / no such column, there are: {'、'.join(filter(None, there)) or '—'}"
    )


def nested(source: object) -> Refused:
    """What is said of a folder whose Parquet files lie in folders."""
    return Refused(
        f"{source}: 文件夹里还有分文件夹，只读一层 / Parquet files in folders inside this folder are not read"
    )


def _files_of(folder: Path) -> list[Path]:
    """The Parquet files of a folder by name, without those Spark passes over."""
    files = [path for path in sorted(folder.glob("*.parquet")) if path.name[0] not in "._"]
    if any(path.name[0] not in "._" for path in folder.glob("*/**/*.parquet")):
        raise nested(folder)
    if not files:
        raise Refused(f"{folder}: 里面没有 .parquet 文件 / holds no .parquet file")
    return files


def _read_parquet(source: Path, files: list[Path], wanted: Mapping[str, str]) -> pa.Table:
    headings = list(dict.fromkeys(wanted.values()))
    try:
        table = pa.concat_tables([pq.read_table(path, columns=headings) for path in _holding(files, wanted)])
        return pa.table({name: as_strings(table[heading]) for name, heading in wanted.items()})
    except pa.ArrowException as problem:
        raise unreadable(source, problem) from problem


def _holding(files: list[Path], wanted: Mapping[str, str]) -> list[Path]:
    """The files, once it is known that all of them hold the columns wanted."""
    for path in files:
        there = pq.read_schema(path).names
        if not set(wanted.values()) <= set(there):
            raise missing_columns(path, wanted.values(), there)
    return files


def unreadable(source: object, problem: Exception) -> Refused:
    """What is said of a file that is not what its name says."""
    return Refused(f"{source}: 读不了 / cannot be read: {problem}")


def rows_of(path: Path) -> int:
    """How many rows a Parquet file or a folder of them says it has; 0 of any other file."""
    files = _files_of(path) if path.is_dir() else [path] * (path.suffix.lower() == ".parquet" and path.is_file())
    try:
        return sum(int(pq.read_metadata(each).num_rows) for each in files)
    except pa.ArrowException as problem:
        raise unreadable(path, problem) from problem


def read_in_parts(path: Path, wanted: Mapping[str, str], rows: int) -> Iterator[pa.Table]:
    """As `read_named`, so many rows at a time; only of Parquet less than all is in memory.

    Whether a column of decimal numbers holds whole ones is known at its end only, so one with such is read whole.
    """
    files = (_files_of(path) if path.is_dir() else [path]) if rows_of(path) else []
    if not files or _decimal(_holding(files, wanted), wanted):
        table = read_named(path, wanted)
        yield from (table.slice(start, rows) for start in range(0, len(table), rows))
        return
    waiting: list[pa.Table] = []
    try:
        for batch in _batches(files, list(dict.fromkeys(wanted.values())), rows):
            part = pa.table({name: as_strings(batch[heading]) for name, heading in wanted.items()})
            while (room := rows - sum(map(len, waiting))) <= len(part):
                yield pa.concat_tables([*waiting, part.slice(0, room)])
                waiting, part = [], part.slice(room)
            waiting.append(part)
    except pa.ArrowException as problem:
        raise unreadable(path, problem) from problem
    if any(map(len, waiting)):
        yield pa.concat_tables(waiting)


def _batches(files: list[Path], headings: list[str], rows: int) -> Iterator[pa.Table]:
    for each in files:
        with pq.ParquetFile(each, pre_buffer=False) as file:
            for batch in file.iter_batches(rows, columns=headings):
                yield pa.Table.from_batches([batch])


def _decimal(files: list[Path], wanted: Mapping[str, str]) -> bool:
    schemas = [pq.read_schema(path) for path in files]
    return any(pa.types.is_floating(schema.field(name).type) for schema in schemas for name in wanted.values())


def as_strings(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of any kind as text; numbers that are whole throughout by their digits."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_floating(column.type):
        whole = column.cast(pa.int64(), safe=False)
        if pc.all(pc.equal(whole.cast(column.type), column)).as_py() in (True, None):  # numbers of a column with gaps
            column = whole
    return column.cast(pa.large_string())


def _read_book(path: Path, book: Book, wanted: Mapping[str, str]) -> pa.Table:
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
    raise missing_columns(path, wanted.values(), there)


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
