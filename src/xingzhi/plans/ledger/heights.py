"""How high a row of a sheet must be so that its wrapped texts are read; not every program works it out by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LEAST = 15  # points


def height_of(texts: Iterable[str], widths: Iterable[float], per_width: float = 1.2, line: float = 12) -> float:
    """Points for the tallest of these cells; `per_width`: letters that fit into one unit of width, `line` its height."""
    lines = [_lines(text, width * per_width) for text, width in zip(texts, widths, strict=False) if text and width]
    return max(LEAST, line * max(lines, default=1) + 3)


def _lines(text: str, room: float) -> int:
    return sum(max(1, -(-_wide(line) // max(1, int(room)))) for line in text.split("\n"))


def _wide(text: str) -> int:
    """Letters a text takes; a Chinese one counts for two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
