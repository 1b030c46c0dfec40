"""What the commands of the screenings of texts share: a table of any file in, signals out, without a database."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from xingzhi.packs import Packs, Screening

COLUMNS = ("id", "score", "group", "partners", "explanation", "facts", "missing")


def register(screenings: Any, name: str, help_text: str, text: str = "abstract") -> None:
    """Add `xingzhi screen NAME`; `text` is the register's column that the file's texts stand for."""
    parser = screenings.add_parser(name.replace("_", "-"), help=help_text)
    parser.add_argument("--input", required=True, type=Path, metavar="FILE", help=".parquet, .csv, .xlsx, .xls or .ods")
    parser.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column that names a row")
    parser.add_argument("--text", required=True, metavar="COLUMN", help="heading of the column of texts to look at")
    parser.add_argument("--title", metavar="COLUMN", help="heading of the column of titles")
    parser.add_argument("--date", metavar="COLUMN", help="heading of the column of filing dates")
    parser.add_argument("--applicant", metavar="COLUMN", help="heading of the column of applicants, joined by ;")
    parser.add_argument("--ipc", metavar="COLUMN", help="heading of the column of main classes")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help=f".parquet or .csv: {', '.join(COLUMNS)}"
    )
    parser.set_defaults(func=lambda arguments: run(arguments, name, text))


def run(arguments: argparse.Namespace, name: str, text: str) -> int:
    """Write the signals; what was read, missing and found goes to the error stream. Exit code 2 where nothing could be done."""
    from xingzhi.engine.kernels.join import TooManyPairs
    from xingzhi.screening.similar_applications.files import Refused

    try:
        _screen(arguments, name, text)
    except (Refused, OSError) as problem:
        _say(str(problem))
        return 2
    except TooManyPairs as problem:
        _say(f"至少 {problem.found} 对，请先去掉套话文本 / {problem}")
        return 2
    return 0


def _screen(arguments: argparse.Namespace, name: str, text: str) -> None:
    from xingzhi.packs import load
    from xingzhi.screening.signals.contract import SCREENINGS, SignalInputs, to_table
    from xingzhi.screening.similar_applications.files import check_output, read_columns, write_table

    started = time.monotonic()
    check_output(arguments.out, arguments.input)
    named = {"title": arguments.title, "filing_date": arguments.date, "applicants": arguments.applicant,
             "ipc_main": arguments.ipc}  # fmt: skip
    given = {column: heading for column, heading in named.items() if heading}
    table = read_columns(arguments.input, arguments.id, arguments.text, tuple(dict.fromkeys(given.values())))
    packs = load()
    columns = {"key": table["id"], text: table["text"], **{column: table[heading] for column, heading in given.items()}}
    patents = patents_table({column: values.to_pylist() for column, values in columns.items()}, packs)
    _say(f"读入 {len(table)} 行 / {len(table)} rows read")
    if left := len(table) - len(patents):
        _say(
            f"注意：{left} 行没有标识或标识前面已经有过，未用 / rows without an id or with one of an earlier row, left out"
        )
    if absent := [column for column in named if column not in given]:
        _say(f"没有这些内容，相关判断从缺 / not given, so that what rests on it is left open: {', '.join(absent)}")
    settings = packs.screening(name)
    import_module(f"xingzhi.screening.{name}.run")  # it declares itself
    found = to_table(SCREENINGS[name].run(SignalInputs({"patents": patents}, settings, packs, _say)))
    write_table(as_output(found, settings), arguments.out)
    groups, seconds = len(set(found["group"].to_pylist())), time.monotonic() - started
    _say(
        f"{len(found)} 件、{groups} 组 / {len(found)} applications, {groups} groups, {seconds:.1f} s -> {arguments.out}"
    )
    _say(f"{settings.disclaimer.text.zh} / {settings.disclaimer.text.en}")


def as_output(signals: pa.Table, settings: Screening) -> pa.Table:
    """Signals as columns of text that CSV can hold, each with the pack's sentence."""
    import pyarrow as pa

    from xingzhi.screening.signals.contract import explained

    rows = [
        {"id": row["key"], "score": row["score"], "group": row["group"], "partners": "; ".join(row["partners"]),
         "explanation": explained(json.loads(row["facts"]), settings, "zh"), "facts": row["facts"],
         "missing": "; ".join(row["missing"])}
        for row in signals.to_pylist()
    ]  # fmt: skip
    schema = pa.schema([(column, pa.float64() if column == "score" else pa.string()) for column in COLUMNS])
    return pa.Table.from_pylist(rows, schema=schema)


def patents_table(columns: Mapping[str, Sequence[str | None]], packs: Packs) -> pa.Table:
    """A file's columns as the patents register holds them: numbers in one form, the type by the number, dates read.

    Rows without an id, and those with the id of an earlier row, are left out.
    """
    import pyarrow as pa

    from xingzhi.screening.signals.filings import parts

    kinds = {digit: kind.patent_type for digit, kind in packs.application_numbers.kinds.items()}
    numbers = [_number(key or "", kinds) for key in columns["key"]]
    made: dict[str, list[Any]] = {name: list(values) for name, values in columns.items()}
    made["key"] = [key for key, _ in numbers]
    if any(kind for _, kind in numbers):
        made["patent_type"] = [kind or None for _, kind in numbers]
    if "filing_date" in made:
        made["filing_date"] = [_day(text) for text in made["filing_date"]]
    if "applicants" in made:
        made["applicants"] = ["; ".join(parts(names)) for names in made["applicants"]]
    first = {key: at for at, key in reversed(list(enumerate(made["key"]))) if key}
    types = {name: pa.date32() if name == "filing_date" else pa.string() for name in made}
    table = pa.table({name: pa.array(values, types[name]) for name, values in made.items()})
    return table.take(pa.array(sorted(first.values()), pa.int64()))


def _number(text: str, kinds: Mapping[str, str]) -> tuple[str, str]:
    """The application number in its canonical form with its patent type; any other name of a row as it is."""
    from xingzhi.text.application_numbers import parse
    from xingzhi.text.problems import NumberProblem

    try:
        number = parse(text, kinds)
    except NumberProblem:
        return text, ""
    return number.value, number.kind


def _day(text: str | None) -> date | None:
    from xingzhi.text.dates import parse_date
    from xingzhi.text.problems import ValueProblem

    try:
        return parse_date(text or "", date.max, days_ahead=0)
    except ValueProblem:
        return None


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
