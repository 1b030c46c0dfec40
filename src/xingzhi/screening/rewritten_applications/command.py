"""`xingzhi screen rewritten-applications`: texts of any file that may be others rewritten, without a database."""

from __future__ import annotations

import argparse
import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from xingzhi.screening.command import add_options, exit_code, say

if TYPE_CHECKING:
    import pyarrow as pa

    from xingzhi.packs import Screening
    from xingzhi.screening.offices import Outcome

BLOCK = "block"  # begins the names of columns to compare by


def register(screenings: Any) -> None:
    """Add the command."""
    parser = screenings.add_parser(
        "rewritten-applications", help="疑似改写 / texts of a file that may be others rewritten"
    )
    parser.add_argument("--id", required=True, metavar="COLUMN", help="heading of the column that names a row")
    parser.add_argument("--text", required=True, metavar="COLUMN", help="heading of the column of texts to compare")
    parser.add_argument(
        "--block",
        action="append",
        default=[],
        metavar="COLUMN",
        help="compare only rows that hold the same here (several: the same in one of them); without it every two rows. "
        "Values joined by ; count each",
    )
    parser.add_argument("--date", metavar="COLUMN", help="filing date: rows near in time are compared as well")
    parser.add_argument("--threshold", type=float, metavar="T", help="least likeness, 0 to 1 (default: the pack's)")
    parser.add_argument(
        "--up-to",
        type=float,
        default=1.01,
        metavar="S",
        help="leave out pairs whose similarity (three-character sets) reaches this (default: leave out none)",
    )
    add_options(parser, "id_a, id_b, likeness, similarity", by=True)
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the pairs, the most alike first. Exit code 2 where nothing could be done."""
    return exit_code(_screen, arguments)


def _screen(arguments: argparse.Namespace) -> None:
    from xingzhi.packs import load
    from xingzhi.screening.offices import screen_offices

    started = time.monotonic()
    settings = load().screening("rewritten_applications")
    least = settings["threshold"] if arguments.threshold is None else arguments.threshold
    wanted = {"id": arguments.id, "text": arguments.text} | ({"day": arguments.date} if arguments.date else {})
    wanted |= {f"{BLOCK}{at}": heading for at, heading in enumerate(arguments.block)}
    work = partial(screen, settings, arguments.up_to, arguments.threshold)
    pairs = screen_offices(arguments, wanted, work).counts["pairs"]
    seconds = time.monotonic() - started
    say(f"少见词相合度 ≥ {least} 的 {pairs} 对 / {pairs} pairs, {seconds:.1f} s -> {arguments.out}")


def screen(settings: Screening, up_to: float, threshold: float | None, rows: pa.Table) -> Outcome:
    """The pairs among one office's rows, given as text: `id`, `text`, `day` if dates count, `block0`, … to compare by."""
    from xingzhi.screening.offices import Outcome
    from xingzhi.screening.rewritten_applications.find import find_rewritten

    blocks = [name for name in rows.column_names if name.startswith(BLOCK)]
    found = find_rewritten(
        rows["id"],
        rows["text"],
        settings,
        up_to,
        labels=_labels(rows, blocks) if blocks else None,
        days=[_day(text) for text in rows["day"].to_pylist()] if "day" in rows.column_names else None,
        threshold=threshold,
    )
    return Outcome(found, {"pairs": len(found)})


def _labels(table: Any, columns: list[str]) -> list[set[str]]:
    labels: list[set[str]] = [set() for _ in range(len(table))]
    for column in columns:
        for held, value in zip(labels, table[column].to_pylist(), strict=True):
            parts = (part.strip() for part in (value or "").replace("；", ";").split(";"))
            held.update(f"{column}:{part}" for part in parts if part)
    return labels


def _day(text: str | None) -> int:
    from xingzhi.text.dates import parse_date
    from xingzhi.text.problems import ValueProblem

    try:
        found = parse_date(text or "", date.max, days_ahead=0)  # whatever it is
    except ValueProblem:
        return -1
    return found.toordinal() if found else -1
