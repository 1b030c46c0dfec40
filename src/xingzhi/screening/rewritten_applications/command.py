"""`xingzhi screen rewritten-applications`: texts of any file that may be others rewritten, without a database."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any


def register(screenings: Any) -> None:
    """Add the command."""
    parser = screenings.add_parser(
        "rewritten-applications", help="疑似改写 / texts of a file that may be others rewritten"
    )
    parser.add_argument("--input", required=True, type=Path, metavar="FILE", help=".parquet, .csv, .xlsx, .xls or .ods")
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
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help=".parquet or .csv: id_a, id_b, likeness, similarity"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the pairs, the most alike first. Exit code 2 where nothing could be done."""
    from xingzhi.screening.similar_applications.files import Refused

    try:
        _screen(arguments)
    except (Refused, OSError) as problem:
        _say(str(problem))
        return 2
    return 0


def _screen(arguments: argparse.Namespace) -> None:
    from xingzhi.packs import load
    from xingzhi.screening.rewritten_applications.find import find_rewritten
    from xingzhi.screening.similar_applications.files import check_output, read_columns, write_table

    started = time.monotonic()
    check_output(arguments.out, arguments.input)
    others = (*arguments.block, *([arguments.date] if arguments.date else []))
    table = read_columns(arguments.input, arguments.id, arguments.text, others)
    _say(f"读入 {len(table)} 行 / {len(table)} rows read")
    settings = load().screening("rewritten_applications")
    found = find_rewritten(
        table["id"],
        table["text"],
        settings,
        arguments.up_to,
        labels=_labels(table, arguments.block) if arguments.block else None,
        days=[_day(text) for text in table[arguments.date].to_pylist()] if arguments.date else None,
        threshold=arguments.threshold,
    )
    write_table(found, arguments.out)
    least = settings["threshold"] if arguments.threshold is None else arguments.threshold
    seconds = time.monotonic() - started
    _say(f"少见词相合度 ≥ {least} 的 {len(found)} 对 / {len(found)} pairs, {seconds:.1f} s -> {arguments.out}")


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


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
