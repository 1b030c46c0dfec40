"""`xingzhi screen patchwork`: texts of any file that consist of pieces of earlier ones."""

from __future__ import annotations

from typing import Any

from xingzhi.screening.texts import command


def register(screenings: Any) -> None:
    """Add the command."""
    command.register(
        screenings, "patchwork", "疑似拼凑 / texts of a file that consist of pieces of earlier ones; needs --date"
    )
