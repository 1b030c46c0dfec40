"""Tables of a page by their ruled lines: what stands between lines is one cell, however its text is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xingzhi.plans.reading.laying import Run, rows_of, text_of
from xingzhi.plans.reading.received import Grid

_NEAR = 3.0  # points: two lines nearer than that are one
_SHORT = 1.6  # of the height of a line: it ends so far before the edge because its text ends
_FEWEST = 3  # lines each way that make a table of two rows and two columns


class Rule(NamedTuple):
    """A straight line of a page: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Ruled:
    """A table, where it begins on the page, and the pieces of text that stand in it."""

    top: float
    bottom: float
    grid: Grid
    runs: frozenset[int]


def tables(runs: Sequence[Run], across: Sequence[Rule], down: Sequence[Rule]) -> list[Ruled]:
    """The ruled tables of a page from top to bottom. `across` are lines from left to right, `down` from top to bottom."""
    found = []
    for rules in _apart(down):
        top, bottom = min(rule.start for rule in rules), max(rule.end for rule in rules)
        inside = [rule for rule in across if top - _NEAR <= rule.at <= bottom + _NEAR]
        lefts, tops = _places([rule.at for rule in rules]), _places([rule.at for rule in inside])
        if len(lefts) >= _FEWEST and len(tops) >= _FEWEST:
            found.append(_table(runs, lefts, tops, inside))
    return sorted(found, key=lambda table: table.top)


def _apart(down: Sequence[Rule]) -> list[list[Rule]]:
    """Lines from top to bottom by table: those of one table overlap in height or touch."""
    groups: list[list[Rule]] = []
    for rule in sorted(down, key=lambda each: each.start):
        if groups and rule.start <= max(each.end for each in groups[-1]) + _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _places(values: Sequence[float]) -> list[float]:
    """Where lines stand, those nearly at one place taken for one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _table(runs: Sequence[Run], lefts: list[float], tops: list[float], across: Sequence[Rule]) -> Ruled:
    cells: dict[tuple[int, int], list[Run]] = {}
    used = set()
    for at, run in enumerate(runs):
        column = _slot((run.left + run.right) / 2, lefts)
        row = _slot((run.top + run.bottom) / 2, tops)
        if column is not None and row is not None:
            cells.setdefault((row, column), []).append(run)
            used.add(at)
    columns = range(len(lefts) - 1)
    starts = [_starts(tops, lefts[column], lefts[column + 1], across) for column in columns]
    texts = {
        (starts[column][row], column): _joined(
            [run for below in range(len(tops) - 1) if starts[column][below] == starts[column][row]
             for run in cells.get((below, column), [])], lefts[column + 1]
        )
        for column in columns for row in range(len(tops) - 1)
    }  # fmt: skip
    rows = [tuple(texts[starts[column][row], column] for column in columns) for row in range(len(tops) - 1)]
    return Ruled(tops[0], tops[-1], Grid(tuple(rows)), frozenset(used))


def _slot(value: float, places: list[float]) -> int | None:
    return next((at for at in range(len(places) - 1) if places[at] <= value < places[at + 1]), None)


def _starts(tops: list[float], left: float, right: float, across: Sequence[Rule]) -> list[int]:
    """For each row the row its cell begins in: no line above it in this column means that it goes on."""
    middle = (left + right) / 2
    starts: list[int] = []
    for row, top in enumerate(tops[:-1]):
        ruled = any(abs(rule.at - top) <= _NEAR and rule.start <= middle <= rule.end for rule in across)
        starts.append(row if ruled or not starts else starts[-1])
    return starts


def _joined(runs: list[Run], right: float) -> str:
    """The text of a cell: a line that is full goes on in the next, a short one ends."""
    text = ""
    for row in rows_of(runs):
        height = max(run.bottom - run.top for run in row)
        short = max(run.right for run in row) < right - height * _SHORT
        text += text_of(row, row[0].left).replace("\t", "") + ("\n" if short else "")
    return text.strip()
