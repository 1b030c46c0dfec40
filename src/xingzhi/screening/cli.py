"""Commands of screenings; `screen` needs no database."""

from __future__ import annotations

from typing import Any

from xingzhi.screening.bad_faith import command as bad_faith
from xingzhi.screening.generated_texts import command as generated
from xingzhi.screening.masked_templates import command as templates
from xingzhi.screening.narrow_claims import command as narrow
from xingzhi.screening.patchwork import command as patchwork
from xingzhi.screening.rewritten_applications import command as rewritten
from xingzhi.screening.signals import command as signals
from xingzhi.screening.similar_applications import command as similar


def register(commands: Any) -> None:
    """Add `xingzhi screen SCREENING`."""
    parser = commands.add_parser("screen", help="对文件筛查，不用数据库 / screen a file, without a database")
    screenings = parser.add_subparsers(dest="screening", metavar="SCREENING", required=True)
    similar.register(screenings)
    rewritten.register(screenings)
    signals.register(screenings)
    templates.register(screenings)
    patchwork.register(screenings)
    generated.register(screenings)
    narrow.register(screenings)
    bad_faith.register(screenings)
