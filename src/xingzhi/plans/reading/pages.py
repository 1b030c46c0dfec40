"""Pages whose text and lines have places: put together as lines and tables."""

from __future__ import annotations

from xingzhi.plans.reading.joining import is_page_number
from xingzhi.plans.reading.laying import Run, lines_of
from xingzhi.plans.reading.plain_text import with_tables
from xingzhi.plans.reading.positioned import guessed_tables
from xingzhi.plans.reading.received import Block, Grid, Line
from xingzhi.plans.reading.ruled import Rule, tables


def laid(runs: list[Run], across: list[Rule], down: list[Rule], number: int) -> list[Block]:
    """Lines and tables of a page from top to bottom, by its text and ruled lines, else by places; all in points."""
    out: list[Block] = []
    above: set[int] = set()
    for table in tables(runs, across, down) or guessed_tables(runs):
        taken = {at for at, run in enumerate(runs) if run.bottom <= table.top + 1 and at not in table.runs} - above
        out += with_tables(lines_of((runs[at] for at in sorted(taken)), number))
        out.append(table.grid)
        above |= taken | table.runs
    return out + with_tables(lines_of((run for at, run in enumerate(runs) if at not in above), number))


def guessed(blocks: list[Block]) -> bool:
    """Whether a table among the blocks was put together by places alone."""
    return any(isinstance(each, Grid) and each.guessed for each in blocks)


def one_table(blocks: list[Block]) -> list[Block]:
    """Tables that a page's end parted put together again; a head repeated on the next page stands once."""
    out: list[Block] = []
    numbers: list[Block] = []
    for block in blocks:
        if isinstance(block, Line) and out and isinstance(out[-1], Grid) and is_page_number(block.text):
            numbers.append(block)
        elif (
            isinstance(block, Grid) and out and isinstance(out[-1], Grid) and len(block.rows[0]) == len(out[-1].rows[0])
        ):
            rows = block.rows[1:] if block.rows[0] == out[-1].rows[0] else block.rows
            out[-1] = Grid(_gone_on(out[-1].rows, rows))
        else:
            out += [*numbers, block]
            numbers = []
    return out + numbers


def _gone_on(rows: tuple[tuple[str, ...], ...], more: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Rows of two pages; a row without a number goes on from the last of the page before."""
    if more and rows[-1][0].strip() and not more[0][0].strip():
        last = tuple(one if one == other else f"{one}{other}" for one, other in zip(rows[-1], more[0], strict=True))
        return (*rows[:-1], last, *more[1:])
    return (*rows, *more)
