"""What the commands of the screenings of texts share: a table of any file in, signals out, without a database."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from xingzhi.screening.command import add_options, exit_code, say

if TYPE_CHECKING:
    import pyarrow as pa

    from xingzhi.packs import Packs, Screening
    from xingzhi.screening.offices import Outcome

COLUMNS = ("id", "score", "group", "partners", "explanation", "facts", "missing")


def register(screenings: Any, name: str, help_text: str, text: str = "abstract") -> None:
    """Add `xingzhi screen NAME`; `text` is the register's column that the file's texts stand for."""
    parser = screenings.add_parser(name.replace("_", "-"), help=help_text)
    parser.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column that names a row")
    parser.add_argument("--text", required=True, metavar="COLUMN", help="heading of the column of texts to look at")
    parser.add_argument("--title", metavar="COLUMN", help="heading of the column of titles")
    parser.add_argument("--date", metavar="COLUMN", help="heading of the column of filing dates")
    parser.add_argument("--applicant", metavar="COLUMN", help="heading of the column of applicants, joined by ;")
    parser.add_argument("--ipc", metavar="COLUMN", help="heading of the column of main classes")
    add_options(parser, f"{', '.join(COLUMNS)}; stays inside the office", by=True)
    parser.set_defaults(func=lambda arguments: run(arguments, name, text))


def run(arguments: argparse.Namespace, name: str, text: str) -> int:
    """Write the signals; what was read, missing and found goes to the error stream. Exit code 2 where nothing could be done."""
    return exit_code(lambda _: _screen(arguments, name, text), arguments)


def _screen(arguments: argparse.Namespace, name: str, text: str) -> None:
    from xingzhi.packs import load
    from xingzhi.screening.offices import screen_offices

    started = time.monotonic()
    named = {"title": arguments.title, "filing_date": arguments.date, "applicants": arguments.applicant,
             "ipc_main": arguments.ipc}  # fmt: skip
    given = {column: heading for column, heading in named.items() if heading}
    if absent := [column for column in named if column not in given]:
        say(f"没有这些内容，相关判断从缺 / not given, so that what rests on it is left open: {', '.join(absent)}")
    packs = load()
    settings = packs.screening(name)
    wanted = {"key": arguments.id, text: arguments.text} | given
    counts = screen_offices(arguments, wanted, partial(screen, name, packs)).counts
    if counts["left"]:
        say(
            f"注意：{counts['left']} 行没有标识或标识前面已经有过，未用 / "
            "rows without an id or with one of an earlier row, left out"
        )
    say(
        f"{counts['signals']} 件、{counts['groups']} 组 / {counts['signals']} applications, {counts['groups']} groups, "
        f"{time.monotonic() - started:.1f} s -> {arguments.out}"
    )
    say(f"{settings.disclaimer.text.zh} / {settings.disclaimer.text.en}")


def screen(name: str, packs: Packs, rows: pa.Table) -> Outcome:
    """The signals of one office's rows, given as text under the register's names."""
    from xingzhi.screening.offices import Outcome
    from xingzhi.screening.signals.contract import SCREENINGS, SignalInputs, to_table

    patents = patents_table({column: rows[column].to_pylist() for column in rows.column_names}, packs)
    settings = packs.screening(name)
    import_module(f"xingzhi.screening.{name}.run")  # it declares itself
    found = to_table(SCREENINGS[name].run(SignalInputs({"patents": patents}, settings, packs)))
    groups = len(set(found["group"].to_pylist()))
    counts = {"left": len(rows) - len(patents), "signals": len(found), "groups": groups}
    return Outcome(as_output(found, settings), counts)


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
