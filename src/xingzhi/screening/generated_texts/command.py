"""`xingzhi screen generated-texts`: batches of texts of any file that are written as a program fills forms."""

from __future__ import annotations

from typing import Any

from xingzhi.screening.texts import command


def register(screenings: Any) -> None:
    """Add the command."""
    command.register(
        screenings, "generated_texts", "疑似批量生成 / batches written as a program fills forms; needs --applicant"
    )
