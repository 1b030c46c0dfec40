"""A piece of a sentence that was recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

Sort = Literal["subject", "scope", "place", "period", "value", "rank", "growth", "basis", "share", "among", "same_time"]


@dataclass(frozen=True)
class Mark:
    """Where it stands, what sort it is, and what it means (`held`)."""

    start: int
    end: int
    sort: Sort
    text: str
    held: Any = None


def alternatives(words: Iterable[str]) -> str:
    """A pattern of words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) or "(?!)"


def apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Those that do not overlap: the earlier, then the longer wins."""
    end = -1
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start >= end:
            yield mark
            end = mark.end
