"""Commands of screenings; `screen` needs no database."""

from __future__ import annotations

from typing import Any

from xingzhi.screening.rewritten_applications import command as rewritten
from xingzhi.screening.similar_applications import command as similar


def register(commands: Any) -> None:
    """Add `xingzhi screen SCREENING`."""
    parser = commands.add_parser("screen", help="对文件筛查，不用数据库 / screen a file, without a database")
    screenings = parser.add_subparsers(dest="screening", metavar="SCREENING", required=True)
    similar.register(screenings)
    rewritten.register(screenings)
