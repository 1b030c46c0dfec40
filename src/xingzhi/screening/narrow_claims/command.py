"""`xingzhi screen narrow-claims`: first claims of any file that are far longer and narrower than others of their kind."""

from __future__ import annotations

from typing import Any

from xingzhi.screening.texts import command


def register(screenings: Any) -> None:
    """Add the command; `--text` names the column of first claims."""
    command.register(
        screenings,
        "narrow_claims",
        "疑似不当缩小保护范围 / first claims longer and narrower than others",
        "first_claim",
    )
