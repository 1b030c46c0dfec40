"""The files a search for bad-faith filings reads: which columns there are, and what cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.engine.base import Engine
from xingzhi.intake.readers import ReaderProblem, open_book
from xingzhi.screening.bad_faith.headings import MORE, NEEDED, Columns, is_transfer, label, read_headings
from xingzhi.screening.similar_applications.files import HEAD, Refused, missing_columns, read_named, unreadable
from xingzhi.text.amounts import bare, in_ten_thousands
from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem

DAYS = ("filed_on", "day")
SUMS = ("capital", "paid_capital")
WAN = 10_000


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
    columns = _checked(name, path)
    if columns.own and _is_parquet(path):
        engine.register(name, path)
        return Source(name, frozenset(columns.headings))
    table, problems = read(name, path, columns)
    engine.register(name, table)
    return Source(name, frozenset(table.column_names), tuple(problems))


def read(name: str, path: Path, columns: Columns) -> tuple[pa.Table, list[str]]:
    """A whole file as text, days as days, and what was wrong: file, row, column, value, what to do."""
    table = read_named(path, columns.headings)
    problems: list[str] = []
    for column in DAYS:
        if column in table.column_names:
            heading = columns.headings[column]
            days = [_day(path, row, heading, text, problems) for row, text in enumerate(table[column].to_pylist(), 1)]
            table = table.set_column(table.column_names.index(column), column, pa.array(days, pa.date32()))
    return table, problems


def rows(name: str, path: Path | None) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of a small file, blank for a column it lacks."""
    if path is None:
        return [], []
    columns = _checked(name, path)
    table, problems = read(name, path, columns)
    blank: dict[str, Any] = dict.fromkeys((*NEEDED[name], *MORE[name]))
    found = [blank | row for row in table.to_pylist()]
    if columns.kind:
        found = [row | {"kind": columns.kind} for row in found]
    if name == "transfers":
        return [row for row in found if is_transfer(row["event"])], problems
    if name == "parties" and not columns.own:
        found = sorted(found, key=lambda row: str(row.get("year") or ""))  # the newest report counts
        for sum_ in SUMS:
            _in_yuan(found, sum_, path, problems)
    return found, problems


def _in_yuan(found: list[dict[str, Any]], column: str, path: Path, problems: list[str]) -> None:
    """Sums given with their unit, in the cell or in the heading, in yuan; one without a unit is not known."""
    for at, row in enumerate(found, 1):
        wan, text = row.pop(f"{column}_wan", None), (row.pop(f"{column}_text", None) or "").strip()
        sum_ = in_ten_thousands(wan + "万元" if bare(wan) else wan) if wan else None
        sum_ = in_ten_thousands(text) if sum_ is None and text else sum_
        if sum_ is not None:
            row[column] = str(sum_ * WAN)
        elif text and not row[column]:
            problems.append(
                f"{path}: 第{at}条 {column} “{text}”读不出金额，按未知处理，请连单位写，如 100万元 / record {at}, {column}: "
                f"{text!r} is no sum with its unit and counts as not known"
            )


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


def _checked(name: str, path: Path) -> Columns:
    """The columns of a file; raises Refused where one that is needed is not there."""
    heads = _heads(name, path)
    columns = read_headings(name, heads)
    given = {*columns.headings} | ({"kind"} if columns.kind else set())
    if lacking := [column for column in NEEDED[name] if column not in given]:
        raise missing_columns(path, [label(name, column) for column in lacking], heads)
    return columns


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() == ".parquet" or path.is_dir()


def _heads(name: str, path: Path) -> list[str]:
    """The headings of a file: of a workbook or CSV the row that names most columns."""
    if _is_parquet(path):
        return _parquet_columns(path)
    if not path.is_file():
        raise Refused(f"{path}: 没有这个文件 / no such file")
    try:
        best: list[str] = []
        most = 0
        for sheet in open_book(path).sheets:
            for _, cells in sheet.head(HEAD):
                names = ["" if cell is None else str(cell).strip() for cell in cells]
                if (met := len(read_headings(name, names).headings)) > most:
                    best, most = names, met
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
