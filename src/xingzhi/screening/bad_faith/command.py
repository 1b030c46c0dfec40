"""`xingzhi screen bad-faith`: patterns of bad-faith filings in files, without a database."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingzhi.screening.command import HERE, SPARK, exit_code, say

if TYPE_CHECKING:
    import pyarrow as pa

INPUTS = (
    ".parquet or a folder of it, .csv, .xlsx, .xls, .ods; headings as here or as in received lists (商标名称, 申请人 …)"
)
FILINGS = f"{INPUTS}: number, filed_on, text, classes, applicant [applicant_id, agent, status, kind, in_use]"
MORE = {
    "transfers": "number, to, day [from, to_id]",
    "parties": "name [id, kind, capital, paid_capital, staff, scope_classes, scope (经营范围), related]; money in yuan, related joined by ;",
    "known": "text, kind (mark, gi, town, mountain, scenic, street, building, person, event_name, work, motto, goods, "
    "hot_word) [owner, owner_id, classes, licensed, place, day]; stays inside the office",
}


def register(screenings: Any) -> None:
    """Add the command."""
    parser = screenings.add_parser("bad-faith", help="商标恶意申请线索 / patterns of bad-faith filings of marks")
    parser.add_argument("--filings", required=True, metavar="FILE", help=FILINGS)
    for name, text in MORE.items():
        parser.add_argument(f"--{name}", metavar="FILE", help=text)
    for name in ("since", "until"):
        parser.add_argument(
            f"--{name}",
            metavar="DAY",
            type=date.fromisoformat,
            help="applicants who filed in that time; all they filed counts",
        )
    parser.add_argument("--out", required=True, metavar="FILE", help=".parquet or .csv: a row for each lead")
    parser.add_argument("--json", action="store_true", help="print the leads as JSON")
    parser.add_argument("--engine", choices=(HERE, SPARK), default=HERE)
    parser.add_argument(
        "--master", metavar="URL", help="with --engine spark: local[*], spark://HOST:7077, yarn, k8s://…"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the leads; what was read and found goes to the error stream. Exit code 2 where nothing could be done."""
    return exit_code(_screen, arguments)


def _screen(arguments: argparse.Namespace) -> None:
    from xingzhi.packs import load
    from xingzhi.screening.bad_faith.lead import to_table
    from xingzhi.screening.bad_faith.run import Files, search
    from xingzhi.screening.similar_applications.output import check_output, write_table

    started, packs, out = time.monotonic(), load(), Path(arguments.out)
    given = {name: Path(value) if (value := getattr(arguments, name)) else None for name in MORE}
    filings = Path(arguments.filings)
    for path in filter(None, (filings, *given.values())):
        check_output(out, path)
    with _engine(arguments) as engine:
        found = search(engine, Files(filings, **given, since=arguments.since, until=arguments.until), packs)
    rows = [lead.data(packs) for lead in found.leads]
    table = to_table(rows)
    write_table(_flat(table) if out.suffix.lower() == ".csv" else table, out)
    refs = [packs.ref(name) for name in ("bad_faith", "mark_similarity", "trademark_law", "regions")]
    if arguments.json:
        summary = {"counts": found.counts, "packs": refs, "note": packs.bad_faith.mark.value, "leads": rows}
        print(json.dumps(summary, ensure_ascii=False, indent=2, default=str))
    for problem in found.problems:
        say(problem)
    _tell(found.counts, Counter(lead.pattern for lead in found.leads), time.monotonic() - started, arguments.out)
    say(packs.bad_faith.mark.value)


def _tell(counts: Mapping[str, int], patterns: Mapping[str, int], seconds: float, out: str) -> None:
    if counts["undated"]:
        say(f"注意：{counts['undated']} 件没有可用的申请日 / filings without a day that can be read")
    if counts["unnamed"]:
        say(f"注意：{counts['unnamed']} 行没有申请号或申请人，未用 / rows without number or applicant, left out")
    if not counts["known"]:
        say(
            "注意：没有 --known 名录，B4、B5、B9、B10 没有查 / note: without a list, B4, B5, B9, B10 were not looked for"
        )
    each = "、".join(f"{code} {number}" for code, number in sorted(patterns.items(), key=lambda item: int(item[0][1:])))
    say(
        f"{counts['leads']} 条、{counts['subjects']} 个主体（{each or '—'}）/ leads, subjects, of {counts['filings']} "
        f"filings, {seconds:.1f} s -> {out}"
    )


def _engine(arguments: argparse.Namespace) -> AbstractContextManager[Any]:
    if arguments.engine == SPARK:
        from xingzhi.engine.spark import SparkEngine

        return SparkEngine(arguments.master)
    from xingzhi.engine.duckdb import DuckDBEngine

    return DuckDBEngine()


def _flat(table: pa.Table) -> pa.Table:
    """Lists as text, which CSV can hold."""
    import pyarrow as pa

    for name in ("evidence", "ask", "missing"):
        joined = pa.array([";".join(values) for values in table[name].to_pylist()], pa.string())
        table = table.set_column(table.schema.get_field_index(name), name, joined)
    return table
