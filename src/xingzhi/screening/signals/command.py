"""`xingzhi screen signals`: single applications of any file that stand out, without a database."""

from __future__ import annotations

import argparse
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from xingzhi.screening.command import add_options, exit_code, say

if TYPE_CHECKING:
    import pyarrow as pa

    from xingzhi.packs import Packs
    from xingzhi.screening.offices import Outcome

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
    parser.add_argument("--name", required=True, metavar="SCREENING", help="filing_bursts, dispersed_filings, …")
    parser.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column of application numbers")
    for option, (_, text) in OPTIONS.items():
        parser.add_argument(f"--{option}", required=option in NEEDED, metavar="COLUMN", help=f"heading: {text}")
    add_options(parser, "key, score, group, partners, facts, missing; stays inside the office", by=True)
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the signals; what was read and found goes to the error stream. Exit code 2 where nothing could be done."""
    return exit_code(_screen, arguments)


def _screen(arguments: argparse.Namespace) -> None:
    from xingzhi.packs import load
    from xingzhi.screening.offices import screen_offices
    from xingzhi.screening.signals.catalogue import screenings
    from xingzhi.screening.similar_applications.files import Refused

    started = time.monotonic()
    declared = screenings()
    if arguments.name not in declared:
        raise Refused(f"--name {arguments.name}: 只有 / there are: {' '.join(declared)}")
    screening, packs = declared[arguments.name], load()
    absent = [name for name in screening.inputs if name in ("transfers", "legal_events", "annual_fees")]
    if absent:
        say(f"注意：文件里没有 {'、'.join(absent)}，只能用已有的列 / note: a file holds no {', '.join(absent)}")
    given = {column: getattr(arguments, option.replace("-", "_")) for option, (column, _) in OPTIONS.items()}
    chosen = {column: heading for column, heading in given.items() if heading}
    flat = arguments.out.lower().endswith(".csv")
    totals = screen_offices(arguments, {"key": arguments.id} | chosen, partial(screen, arguments.name, packs, flat))
    counts = totals.counts
    if counts["unnamed"]:
        say(f"注意：{counts['unnamed']} 行没有申请号，未用 / rows without a number, left out")
    if counts["repeated"]:
        say(
            f"注意：{counts['repeated']} 行的申请号前面已经有过，未用 / rows whose number stands in an earlier row, left out"
        )
    if counts["undated"]:
        say(f"注意：{counts['undated']} 行没有可用的申请日 / rows without a filing date that can be read")
    wanted = {name for name in screening.columns.get("patents", ()) if name not in chosen}
    missing = sorted(totals.missing or wanted - {"key", "ipc_main"})
    if missing:
        say(f"缺少 / missing: {'、'.join(missing)}")
    seconds = time.monotonic() - started
    disclaimer = packs.screening(arguments.name).disclaimer.text
    say(
        f"{counts['signals']} 条、{counts['records']} 件、{counts['groups']} 组 / signals, applications, groups, "
        f"{seconds:.1f} s -> {arguments.out}"
    )
    say(f"{disclaimer.zh} / {disclaimer.en}")


def screen(name: str, packs: Packs, flat: bool, rows: pa.Table) -> Outcome:
    """The signals of one office's rows, given as text under the register's names; `flat` has lists as text for CSV."""
    from xingzhi.screening.offices import Outcome
    from xingzhi.screening.signals.catalogue import screenings
    from xingzhi.screening.signals.contract import SignalInputs, to_table

    patents, counts = patents_of(rows)
    found = screenings()[name].run(SignalInputs({"patents": patents}, packs.screening(name), packs))
    signals = to_table(found)
    records, groups = (len(set(signals[column].to_pylist())) for column in ("key", "group"))
    counts |= {"signals": len(signals), "records": records, "groups": groups}
    missing = frozenset(column for signal in found for column in signal.missing)
    return Outcome(_flat(signals) if flat else signals, counts, missing)


def patents_of(rows: pa.Table) -> tuple[pa.Table, dict[str, int]]:
    """Rows as the patents register holds them, and how many could not be used as they are.

    Rows without a number, and those with the number of an earlier row, are left out; dates are read as imports do.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = {
        name: _dates(rows[name]) if name in DATES else rows[name].cast(pa.string()) for name in rows.column_names
    }
    whole = pa.table(columns)
    table = whole.filter(pc.not_equal(pc.fill_null(whole["key"], ""), ""))
    first = {key: at for at, key in reversed(list(enumerate(table["key"].to_pylist())))}
    counts = {
        "unnamed": len(whole) - len(table),
        "repeated": len(table) - len(first),
        "undated": table["filing_date"].null_count,
    }
    return table.take(pa.array(sorted(first.values()), pa.int64())), counts


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
