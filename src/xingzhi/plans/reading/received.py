"""A notice as it was received: its lines and tables in order, however it was kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xingzhi.plans.reading.problems import Problem


@dataclass(frozen=True)
class Line:
    """A line of text as it stands in the file; `page` from 1 where the file has pages, else 0."""

    text: str
    page: int = 0


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells; a cell merged over rows stands in each of them. `guessed`: no lines told its cells."""

    rows: tuple[tuple[str, ...], ...]
    guessed: bool = False


Block = Line | Grid
Told = Callable[[int, int], None]  # hears how many pages of how many are read; may raise to stop


@dataclass(frozen=True)
class Received:
    """What a file holds. `wrapped`: a line of the file need not be a paragraph (plain text, pages)."""

    kind: str
    blocks: tuple[Block, ...]
    wrapped: bool
    problems: tuple[Problem, ...] = field(default=())
