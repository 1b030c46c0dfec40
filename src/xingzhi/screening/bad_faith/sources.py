"""The files a search for bad-faith filings reads: which columns there are, and what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.engine.base import Engine
from xingzhi.intake.readers import ReaderProblem, open_book
from xingzhi.screening.similar_applications.files import HEAD, Refused, missing_columns, read_named, unreadable
from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem

# Columns of each file: those it must have, and those that add where they are given.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "filings": ("number", "filed_on", "text", "classes", "applicant"),
    "transfers": ("number", "to", "day"),
    "parties": ("name",),
    "known": ("text", "kind"),
}
MORE: Mapping[str, tuple[str, ...]] = {
    "filings": ("applicant_id", "agent", "status", "kind", "in_use"),
    "transfers": ("from", "to_id"),
    "parties": ("id", "kind", "capital", "paid_capital", "staff", "scope_classes", "scope", "related"),
    "known": ("owner", "owner_id", "classes", "licensed", "place", "day"),
}
DAYS = ("filed_on", "day")


@dataclass(frozen=True)
class Source:
    """A file made known to the engine under its name, with the columns it holds of those that are read."""

    name: str
    columns: frozenset[str]
    problems: tuple[str, ...] = field(default=())

    def text(self, column: str) -> str:
        """SQL for a column as text; NULL where the file does not hold it."""
        return f"CAST({column} AS STRING)" if column in self.columns else "CAST(NULL AS STRING)"


def register(engine: Engine, name: str, path: Path) -> Source:
    """Make a file of filings or transfers known. Raises Refused, naming the file and the columns it lacks."""
    if path.suffix.lower() == ".parquet" or path.is_dir():
        there = _check(name, path, _parquet_columns(path))
        engine.register(name, path)
        return Source(name, there)
    table, problems = read(name, path)
    engine.register(name, table)
    return Source(name, frozenset(table.column_names), tuple(problems))


def read(name: str, path: Path) -> tuple[pa.Table, list[str]]:
    """A whole file as text, days as days, and what was wrong: file, row, column, value, what to do."""
    wanted = (*NEEDED[name], *MORE[name])
    there = _check(name, path, _columns(path, wanted))
    table = read_named(path, {column: column for column in wanted if column in there})
    problems: list[str] = []
    for column in DAYS:
        if column in table.column_names:
            days = [_day(path, row, column, text, problems) for row, text in enumerate(table[column].to_pylist(), 1)]
            table = table.set_column(table.column_names.index(column), column, pa.array(days, pa.date32()))
    return table, problems


def rows(name: str, path: Path | None) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of a small file, blank for a column it lacks."""
    if path is None:
        return [], []
    table, problems = read(name, path)
    blank = dict.fromkeys((*NEEDED[name], *MORE[name]))
    return [blank | row for row in table.to_pylist()], problems


def _day(path: Path, row: int, column: str, text: str | None, problems: list[str]) -> date | None:
    if not (text or "").strip():
        return None
    try:
        return parse_date(text or "", date.max, days_ahead=0)
    except ValueProblem:
        problems.append(
            f"{path}: 第{row}条 {column} “{text}”不是日期，请写成2026-01-31，此条其余内容照用 / "
            f"record {row}, {column}: {text!r} is no date, write 2026-01-31; the rest of it counts"
        )
        return None


def _check(name: str, path: Path, there: Iterable[str]) -> frozenset[str]:
    held = list(there)
    if not set(NEEDED[name]) <= set(held):
        raise missing_columns(path, NEEDED[name], held)
    return frozenset(held) & {*NEEDED[name], *MORE[name]}


def _columns(path: Path, wanted: tuple[str, ...]) -> list[str]:
    if path.suffix.lower() == ".parquet" or path.is_dir():
        return _parquet_columns(path)
    if not path.is_file():
        raise Refused(f"{path}: 没有这个文件 / no such file")
    try:
        best: list[str] = []
        for sheet in open_book(path).sheets:
            for _, cells in sheet.head(HEAD):
                names = ["" if cell is None else str(cell).strip() for cell in cells]
                if len({*names} & {*wanted}) > len({*best} & {*wanted}):
                    best = names
        return best
    except ReaderProblem as problem:
        raise unreadable(path, problem) from problem


def _parquet_columns(path: Path) -> list[str]:
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise Refused(f"{path}: 没有这个文件 / no such file")
    try:
        return list(pq.read_schema(files[0]).names)
    except pa.ArrowException as problem:
        raise unreadable(path, problem) from problem
