"""Text of a PDF by lines: what the page shows from top to bottom; a page without text is a scan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from xingzhi.intake.readers import ReaderProblem
from xingzhi.plans.reading.joining import is_page_number
from xingzhi.plans.reading.laying import Run, lines_of
from xingzhi.plans.reading.plain_text import with_tables
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.received import Block, Grid, Line
from xingzhi.plans.reading.ruled import Rule, tables
from xingzhi.plans.reading.scans import recognise

_MOST_PAGES = 500
_FEWEST = 10  # characters a page with text has at least; a stamp or a page number alone is none
_THIN = 3.0  # points: a shape thinner than that is a line
_SCALE = 2.5  # of 72 dpi, for what recognises text


def blocks(path: Path) -> tuple[list[Block], list[Problem]]:
    """Lines of all pages with tables where they can be told, and what is to be said of scanned pages.

    Raises `ReaderProblem` password_needed, file_damaged, file_too_big.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        code = "password_needed" if "password" in str(error).lower() else "file_damaged"
        raise ReaderProblem(code, **({} if code == "password_needed" else {"detail": str(error)})) from error
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: Any) -> tuple[list[Block], list[Problem]]:
    if len(document) > _MOST_PAGES:
        raise ReaderProblem("file_too_big", limit=1)
    out: list[Block] = []
    scans: list[int] = []
    recognised: list[int] = []
    for number, page in enumerate(document, start=1):
        runs = list(_runs(page))
        if len(runs) < _FEWEST and _has_picture(page):
            seen = recognise(page.render(scale=_SCALE).to_numpy())
            (scans if seen is None else recognised).append(number)
            out += [Line(text, number) for text in seen or ()]
        else:
            out += _laid(page, runs, number)
    problems = [
        Problem(code, {"pages": "、".join(map(str, pages))})
        for code, pages in (("scan", scans), ("recognised", recognised))
        if pages
    ]
    return _one_table(out), problems


def _laid(page: Any, runs: list[Run], number: int) -> list[Block]:
    """Lines and tables of a page from top to bottom."""
    across, down = _rules(page)
    out: list[Block] = []
    above: set[int] = set()
    for table in tables(runs, across, down):
        taken = {at for at, run in enumerate(runs) if run.bottom <= table.top + 1 and at not in table.runs} - above
        out += with_tables(lines_of((runs[at] for at in sorted(taken)), number))
        out.append(table.grid)
        above |= taken | table.runs
    return out + with_tables(lines_of((run for at, run in enumerate(runs) if at not in above), number))


def _rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """The ruled lines of a page: thin shapes, and the edges of boxes."""
    across: list[Rule] = []
    down: list[Rule] = []
    for each in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        wide, high = right - left, top - bottom
        if high <= _THIN < wide:
            across.append(Rule(-(top + bottom) / 2, left, right))
        elif wide <= _THIN < high:
            down.append(Rule((left + right) / 2, -top, -bottom))
        elif wide > _THIN and high > _THIN:
            across += [Rule(-top, left, right), Rule(-bottom, left, right)]
            down += [Rule(left, -top, -bottom), Rule(right, -top, -bottom)]
    return across, down


def _one_table(blocks: list[Block]) -> list[Block]:
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


def _runs(page: Any) -> Iterator[Run]:
    """Each character with its box."""
    text = page.get_textpage()
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            left, bottom, right, top = text.get_charbox(at, loose=True)
            yield Run(letter, left, -top, right, -bottom)


def _has_picture(page: Any) -> bool:
    return any(each.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for each in page.get_objects(max_depth=3))
