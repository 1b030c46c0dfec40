"""`xingzhi screen masked-templates`: texts of any file that are one template filled otherwise."""

from __future__ import annotations

from typing import Any

from xingzhi.screening.texts import command


def register(screenings: Any) -> None:
    """Add the command."""
    command.register(
        screenings, "masked_templates", "疑似模板替换 / texts of a file that are one template filled otherwise"
    )
