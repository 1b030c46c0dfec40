"""The joined text all places (`start`, `end`) count in: paragraphs one to a line, cells of tables parted by tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.plans.reading.joining import Mended, clean
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.naming import ends_in_unit
from xingzhi.plans.reading.received import Grid


@dataclass(frozen=True)
class Span:
    """A piece of the joined text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Table:
    """A table in the joined text."""

    start: int
    rows: tuple[tuple[Span, ...], ...]


Piece = Span | Table


@dataclass(frozen=True)
class Joined:
    """The text with its paragraphs and tables in order, and what was left out between lines."""

    text: str
    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...]

    @property
    def paragraphs(self) -> list[Span]:
        """The paragraphs outside tables."""
        return [piece for piece in self.pieces if isinstance(piece, Span)]


def join(mended: Mended) -> Joined:
    """One text of all paragraphs and cells."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for block in mended.blocks:
        if isinstance(block, Grid):
            table = _table(block, at)
            pieces.append(table)
            text = "\n".join("\t".join(cell.text for cell in row) for row in table.rows)
        else:
            pieces.append(Span(at, at + len(block), block))
            text = block
        parts.append(text)
        at += len(text) + 1
    return Joined("\n".join(parts), tuple(pieces), mended.left_out)


def _table(grid: Grid, at: int) -> Table:
    start, rows = at, []
    for row in grid.rows:
        cells = []
        for cell in row:
            text = _cell(cell)
            cells.append(Span(at, at + len(text), text))
            at += len(text) + 1
        rows.append(tuple(cells))
    return Table(start, tuple(rows))


def _cell(cell: str) -> str:
    """The text of a cell; names of units one to a line are parted as in a list, duties one to a line stay so."""
    lines = [clean(line) for line in cell.split("\n") if line.strip()]
    stopped = len(lines) > 1 and all(line[-1] in "；;。" for line in lines)
    listed = len(lines) > 1 and all(ends_in_unit(line.rstrip("，、；")) for line in lines)
    return "、".join(line.rstrip("，、；") for line in lines) if listed else _lines(lines, stopped)


def _lines(lines: list[str], stopped: bool) -> str:
    text = ""
    for line in lines:
        text += "\n" if text and (stopped or marker_of(line)) else ""
        text += line
    return text


def solid(texts: Iterable[str]) -> int:
    """How many characters other than blanks."""
    return sum(not letter.isspace() for text in texts for letter in text)
