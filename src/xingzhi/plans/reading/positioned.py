"""A table without ruled lines on a page: its head tells the columns, places tell the rows. It is a guess."""

from __future__ import annotations

from collections.abc import Sequence

from xingzhi.plans.reading.laying import Run, rows_of
from xingzhi.plans.reading.received import Grid
from xingzhi.plans.reading.ruled import Ruled
from xingzhi.plans.reading.task_table import columns_of

_FEWEST = 3  # columns of a table that is told by places alone
_APART = 0.8  # of the height of a line: letters farther apart stand in two columns
_GAP = 3.5  # of the height of a line: what stands farther below is no row of the table


def guessed_tables(runs: Sequence[Run]) -> list[Ruled]:
    """The task tables of a page from top to bottom, put together from the places of its pieces of text."""
    found: list[Ruled] = []
    lines = [_pieces(line) for line in rows_of(runs)]
    below = 0
    for at, head in enumerate(lines):
        if at < below or len(head) < _FEWEST or not columns_of([run.text for run in head]):
            continue
        body: list[list[Run]] = []
        for line in lines[at + 1 :]:
            if not _goes_on((body or [head])[-1], line, head):
                break
            body.append(line)
        below = at + 1 + len(body)
        if body:
            rows = (tuple(run.text for run in head), *_rows(head, body))
            top, bottom = min(run.top for run in head), max(run.bottom for line in body for run in line)
            inside = (at for at, run in enumerate(runs) if top <= (run.top + run.bottom) / 2 <= bottom)
            found.append(Ruled(top, bottom, Grid(rows, guessed=True), frozenset(inside)))
    return found


def _pieces(line: Sequence[Run]) -> list[Run]:
    """The pieces of text of a line: letters that stand alone put together where no gap parts them."""
    out: list[Run] = []
    for run in line:
        last = out[-1] if out else None
        if last and len(run.text) == 1 and run.left - last.right < (run.bottom - run.top) * _APART:
            top, bottom = min(last.top, run.top), max(last.bottom, run.bottom)
            out[-1] = Run(last.text + run.text, last.left, top, run.right, bottom)
        else:
            out.append(run)
    return out


def _goes_on(last: Sequence[Run], line: Sequence[Run], head: Sequence[Run]) -> bool:
    """Whether a line stands in the columns of a head: near the line above, and no piece reaches over two columns."""
    height = max(run.bottom - run.top for run in line)
    if min(run.top for run in line) - max(run.bottom for run in last) > height * _GAP:
        return False
    return all(sum(_overlaps(run, column) for column in head) < 2 for run in line)


def _overlaps(run: Run, column: Run) -> bool:
    return run.left < column.right and column.left < run.right


def _column(run: Run, head: Sequence[Run]) -> int:
    """The column whose head a piece stands under, else the nearest."""
    under = next((at for at, column in enumerate(head) if _overlaps(run, column)), None)
    middle = (run.left + run.right) / 2
    nearest = min(range(len(head)), key=lambda at: abs((head[at].left + head[at].right) / 2 - middle))
    return nearest if under is None else under


def _rows(head: Sequence[Run], body: Sequence[Sequence[Run]]) -> list[tuple[str, ...]]:
    """The rows: each begins with its number, or has its number in the middle, or fills nearly all columns."""
    numbers = next((at for at, role in columns_of([run.text for run in head]).items() if role == "number"), None)
    counted = [
        any(_column(run, head) == numbers and run.text.strip(".、 ").isdecimal() for run in line) for line in body
    ]
    full = [len({_column(run, head) for run in line}) >= len(head) - 1 for line in body]
    begins = counted if any(counted) else full
    firsts = [at for at, begun in enumerate(begins) if begun] or [0]
    middle = any(counted) and firsts[0] > 0  # numbers stand in the middle of their cells
    cells: list[list[list[str]]] = [[[] for _ in head] for _ in firsts]
    for at, line in enumerate(body):
        row = _nearest(body, firsts, line) if middle else sum(first <= at for first in firsts) - 1
        for run in line:
            cells[max(row, 0)][_column(run, head)].append(run.text)
    return [tuple("\n".join(cell) for cell in row) for row in cells]


def _nearest(body: Sequence[Sequence[Run]], firsts: Sequence[int], line: Sequence[Run]) -> int:
    """The row whose number stands nearest to a line."""
    return min(range(len(firsts)), key=lambda row: abs(body[firsts[row]][0].top - line[0].top))
