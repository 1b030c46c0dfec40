"""`xingzhi selfcheck`: what a draft has in common with published texts, on the firm's own machine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "selfcheck",
        help="企业自查稿件与已公布文本的相同之处，不联网、不留存 / compare a draft with published texts, nothing kept or sent",
    )
    parser.add_argument(
        "draft",
        nargs="*",
        type=Path,
        metavar="DRAFT",
        help=".docx, .txt or the XML it is filed as; several make one draft",
    )
    parser.add_argument(
        "--against",
        action="append",
        required=True,
        type=Path,
        metavar="FILE",
        help="published texts: a table (.csv, .xlsx, .xls, .ods, .parquet) or a folder of official XML; may be repeated",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="COLUMN",
        help="heading of a column of texts; may be repeated (default: told by the headings)",
    )
    parser.add_argument("--id", default="", metavar="COLUMN", help="heading of the column of numbers")
    parser.add_argument("--title", default="", metavar="COLUMN", help="heading of the column of titles")
    parser.add_argument("--out", type=Path, metavar="FILE", help="report to write: .docx, .html or .json")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--page", action="store_true", help="serve a page on this machine to drop drafts on")
    parser.add_argument("--port", type=int, default=8300, help="port of the page (default: 8300)")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare, or serve the page; exit code 2 where nothing could be done."""
    from xingzhi.selfcheck.command import run

    return run(arguments)
