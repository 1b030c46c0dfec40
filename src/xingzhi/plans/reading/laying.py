"""Put pieces of text that a page places by position back into lines, wide gaps kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from xingzhi.plans.reading.received import Line

_SAME_LINE = 0.5  # of the height: two pieces whose middles are nearer stand on one line
_WORD_GAP = 0.35  # of the height: a blank
_CELL_GAP = 2.2  # of the height: another column
_INDENT = 1.2  # of the height behind the left edge: a paragraph begins


class Run(NamedTuple):
    """A piece of text and its box; `top` is less than `bottom`, as a page is read."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def lines_of(runs: Iterable[Run], page: int) -> list[Line]:
    """The lines of a page from top to bottom."""
    rows = rows_of(runs)
    edge = min((run.left for row in rows for run in row), default=0.0)
    return [Line(text_of(row, edge), page) for row in rows]


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Pieces of text by line, from top to bottom and left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: ((each.top + each.bottom) / 2, each.left)):
        if rows and _beside(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _beside(row: list[Run], run: Run) -> bool:
    middle = (run.top + run.bottom) / 2
    of_row = sum((each.top + each.bottom) / 2 for each in row) / len(row)
    height = min(max(each.bottom - each.top for each in row), run.bottom - run.top)
    return abs(middle - of_row) < max(height, 1.0) * _SAME_LINE


def text_of(row: list[Run], edge: float) -> str:
    """The text of a line; `edge` is where lines begin that are not set in."""
    height = max(max(run.bottom - run.top for run in row), 1.0)
    text = "\u3000\u3000" if row[0].left - edge > height * _INDENT else ""
    right = row[0].left
    for run in row:
        gap = run.left - right
        text += "\t" if gap > height * _CELL_GAP else " " if gap > height * _WORD_GAP else ""
        text += run.text
        right = max(right, run.right)
    return text
