"""Text of a PDF by lines: what the page shows from top to bottom; a page without text is a scan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from xingzhi.intake.readers import ReaderProblem
from xingzhi.plans.reading.laying import Run, lines_of
from xingzhi.plans.reading.plain_text import with_tables
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.received import Block, Line
from xingzhi.plans.reading.scans import recognise

_MOST_PAGES = 500
_FEWEST = 10  # characters a page with text has at least; a stamp or a page number alone is none
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
    lines: list[Line] = []
    scans: list[int] = []
    recognised: list[int] = []
    for number, page in enumerate(document, start=1):
        found = lines_of(_runs(page), number)
        if sum(len(line.text.strip()) for line in found) < _FEWEST and _has_picture(page):
            seen = recognise(page.render(scale=_SCALE).to_numpy())
            (scans if seen is None else recognised).append(number)
            found = [Line(text, number) for text in seen] if seen else found
        lines += found
    problems = [
        Problem(code, {"pages": "、".join(map(str, pages))})
        for code, pages in (("scan", scans), ("recognised", recognised))
        if pages
    ]
    return with_tables(lines), problems


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
