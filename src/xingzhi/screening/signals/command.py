"""`xingzhi screen signals`: single applications of any file that stand out, without a database."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

# Option -> column of the register, with its help.
OPTIONS = {
    "applicant": ("applicants", "applicants, several joined by ;"),
    "date": ("filing_date", "filing date"),
    "title": ("title", "title"),
    "agency": ("agency", "agency"),
    "inventors": ("inventors", "inventors, several joined by ;"),
    "agent": ("agent", "attorneys"),
    "address": ("address", "address of the first applicant"),
    "ipc": ("ipc", "classes"),
    "type": ("patent_type", "patent type"),
    "grant-date": ("grant_date", "date of the grant"),
    "abstract": ("abstract", "abstract"),
    "claim": ("first_claim", "first claim"),
}
NEEDED = ("applicant", "date")
DATES = ("filing_date", "grant_date")


def register(screenings: Any) -> None:
    """Add the command."""
    parser = screenings.add_parser("signals", help="单件线索 / single applications of a file that stand out")
    parser.add_argument("--input", required=True, type=Path, metavar="FILE", help=".parquet, .csv, .xlsx, .xls or .ods")
    parser.add_argument("--name", required=True, metavar="SCREENING", help="filing_bursts, dispersed_filings, …")
    parser.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column of application numbers")
    for option, (_, text) in OPTIONS.items():
        parser.add_argument(f"--{option}", required=option in NEEDED, metavar="COLUMN", help=f"heading: {text}")
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=".parquet or .csv: key, score, group, partners, facts, missing; stays inside the office",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the signals; what was read and found goes to the error stream. Exit code 2 where nothing could be done."""
    from xingzhi.screening.similar_applications.files import Refused

    try:
        _screen(arguments)
    except (Refused, OSError) as problem:
        _say(str(problem))
        return 2
    return 0


def _screen(arguments: argparse.Namespace) -> None:
    from xingzhi.packs import load
    from xingzhi.screening.signals.catalogue import screenings
    from xingzhi.screening.signals.contract import SignalInputs, to_table
    from xingzhi.screening.similar_applications.files import Refused, check_output, write_table

    started = time.monotonic()
    declared = screenings()
    if arguments.name not in declared:
        raise Refused(f"--name {arguments.name}: 只有 / there are: {' '.join(declared)}")
    check_output(arguments.out, arguments.input)
    table = _read(arguments)
    screening, packs = declared[arguments.name], load()
    absent = [name for name in screening.inputs if name in ("transfers", "legal_events", "annual_fees")]
    if absent:
        _say(f"注意：文件里没有 {'、'.join(absent)}，只能用已有的列 / note: a file holds no {', '.join(absent)}")
    found = screening.run(SignalInputs({"patents": table}, packs.screening(arguments.name), packs))
    signals = to_table(found)
    write_table(signals if arguments.out.suffix.lower() == ".parquet" else _flat(signals), arguments.out)
    wanted = {name for name in screening.columns.get("patents", ()) if name not in table.column_names}
    missing = sorted({name for signal in found for name in signal.missing} or wanted - {"ipc_main"})
    if missing:
        _say(f"缺少 / missing: {'、'.join(missing)}")
    records, groups = (len(set(signals[name].to_pylist())) for name in ("key", "group"))
    seconds = time.monotonic() - started
    disclaimer = packs.screening(arguments.name).disclaimer.text
    _say(
        f"{len(signals)} 条、{records} 件、{groups} 组 / signals, applications, groups, {seconds:.1f} s -> {arguments.out}"
    )
    _say(f"{disclaimer.zh} / {disclaimer.en}")


def _read(arguments: argparse.Namespace) -> pa.Table:
    """The file as a table of the patents register. Rows without a number are left out, dates read as imports do."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from xingzhi.screening.similar_applications.files import read_columns

    given = {column: getattr(arguments, option.replace("-", "_")) for option, (column, _) in OPTIONS.items()}
    chosen = {column: heading for column, heading in given.items() if heading}
    rows = read_columns(arguments.input, arguments.id, arguments.id, tuple(dict.fromkeys(chosen.values())))
    columns: dict[str, Any] = {"key": rows["id"].cast(pa.string())}
    for column, heading in chosen.items():
        columns[column] = _dates(rows[heading]) if column in DATES else rows[heading].cast(pa.string())
    whole = pa.table(columns)
    table = whole.filter(pc.not_equal(pc.fill_null(whole["key"], ""), ""))
    first = {key: at for at, key in reversed(list(enumerate(table["key"].to_pylist())))}
    repeated, undated = len(table) - len(first), table["filing_date"].null_count
    _say(f"读入 {len(whole)} 行 / {len(whole)} rows read")
    if len(table) < len(whole):
        _say(f"注意：{len(whole) - len(table)} 行没有申请号，未用 / rows without a number, left out")
    if repeated:
        _say(f"注意：{repeated} 行的申请号前面已经有过，未用 / rows whose number stands in an earlier row, left out")
    if undated:
        _say(f"注意：{undated} 行没有可用的申请日 / rows without a filing date that can be read")
    return table.take(pa.array(sorted(first.values()), pa.int64()))


def _dates(texts: Any) -> Any:
    import pyarrow as pa

    return pa.array([_date(text) for text in texts.to_pylist()], pa.date32())


def _date(text: str | None) -> Any:
    from datetime import date

    from xingzhi.text.dates import parse_date
    from xingzhi.text.problems import ValueProblem

    try:
        return parse_date(text or "", date.max, days_ahead=0)  # whatever it is
    except ValueProblem:
        return None


def _flat(signals: pa.Table) -> pa.Table:
    """Lists as text, which CSV can hold."""
    import pyarrow as pa

    for name in ("partners", "missing"):
        joined = pa.array(["; ".join(values) for values in signals[name].to_pylist()], pa.string())
        signals = signals.set_column(signals.schema.get_field_index(name), name, joined)
    return signals


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
