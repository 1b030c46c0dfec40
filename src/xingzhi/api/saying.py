"""Descriptions in both languages: the description of the API is one file that Chinese and English readers share."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

SEPARATOR = " / "


def both(zh: str, en: str) -> str:
    """A description in Chinese and English, as one text."""
    return zh + SEPARATOR + en


def operation(name: str, zh: str, en: str, about: str = "", **more: Any) -> dict[str, Any]:
    """What the API's description says of an operation: its id, its summary, and more of it where that is needed."""
    return {"operation_id": name, "summary": both(zh, en), "description": cleandoc(about) or both(zh, en), **more}
