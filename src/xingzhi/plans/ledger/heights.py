"""How high a row of a sheet must be so that its wrapped texts are read; not every program works it out by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LEAST, MOST = 15, 409  # points; no spreadsheet makes a row higher
_ROOM = 10.2  # a unit of width holds so many letters of one point, some left for programs that draw them wider
_LINE = 1.5  # the height of a line by that of its letters; LibreOffice draws Chinese letters 1.45 high
_NOT_FIRST = "、，。；：！？）》”’〕】%,.;:!?)"  # no line begins with these: the letter before goes along


def height_of(texts: Iterable[str], widths: Iterable[float], points: float) -> float:
    """Points for the tallest of these cells in letters of so many points; widths as a spreadsheet counts them."""
    room, line = _ROOM / points, points * _LINE
    lines = [_lines(text, width * room) for text, width in zip(texts, widths, strict=False) if text and width]
    return min(MOST, max(LEAST, line * max(lines, default=1) + 3))


def _lines(text: str, room: float) -> int:
    return sum(_wrapped(line, max(2, int(room))) for line in text.split("\n"))


def _wrapped(text: str, room: int) -> int:
    """Lines a text takes, a Chinese letter counted for two."""
    lines, used, last = 1, 0, 0
    for letter in text:
        wide = 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
        if used + wide > room:
            lines += 1
            used = last if letter in _NOT_FIRST else 0
        used, last = used + wide, wide
    return lines
