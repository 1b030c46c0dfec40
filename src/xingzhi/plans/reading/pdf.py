"""Text of a PDF by lines: what the page shows from top to bottom; a page without text is a scan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from xingzhi.intake.readers import ReaderProblem
from xingzhi.plans.reading.laying import Run
from xingzhi.plans.reading.pages import guessed, laid, one_table
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.received import Block, Grid, Told
from xingzhi.plans.reading.ruled import Rule
from xingzhi.plans.reading.scans import recognise

_MOST_PAGES = 500
_FEWEST = 10  # characters a page with text has at least; a stamp or a page number alone is none
_THIN = 3.0  # points: a shape thinner than that is a line
_SCALE = 2.5  # of 72 dpi, for what recognises text


def blocks(path: Path, password: str | None = None, told: Told | None = None) -> tuple[list[Block], list[Problem]]:
    """Lines of all pages with tables where they can be told, and what is to be said of scanned pages. `told` hears how many pages are read.

    Raises `ReaderProblem` password_needed, password_wrong, file_damaged, file_too_big.
    """
    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as error:
        code = "file_damaged"
        if "password" in str(error).lower():
            code = "password_wrong" if password else "password_needed"
        raise ReaderProblem(code, **({"detail": str(error)} if code == "file_damaged" else {})) from error
    try:
        return _read(document, told)
    finally:
        document.close()


def _read(document: Any, told: Told | None) -> tuple[list[Block], list[Problem]]:
    if len(document) > _MOST_PAGES:
        raise ReaderProblem("file_too_big", limit=1)
    out: list[Block] = []
    scans: list[int] = []
    recognised: list[int] = []
    tables: list[int] = []
    for number, page in enumerate(document, start=1):
        if told:
            told(number - 1, len(document))
        runs = list(_runs(page))
        if len(runs) < _FEWEST and _has_picture(page):
            seen = recognise(page.render(scale=_SCALE).to_numpy())
            (scans if seen is None else recognised).append(number)
            made = laid(seen.runs, seen.across, seen.down, number) if seen else []
            tables += [number] * any(isinstance(each, Grid) for each in made)
            out += made
        else:
            made = laid(runs, *_rules(page), number)
            tables += [number] * guessed(made)
            out += made
    problems = [
        Problem(code, {"pages": "、".join(map(str, pages))})
        for code, pages in (("scan", scans), ("recognised", recognised), ("table_recognised", tables))
        if pages
    ]
    return one_table(out), problems


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
