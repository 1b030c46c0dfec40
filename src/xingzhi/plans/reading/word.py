"""The paragraphs and tables of a Word document (DOCX) in order, numbers that Word counts itself included."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.word_text import NOT_READ, text_of
from xingzhi.intake.readers.xml_part import xml_part
from xingzhi.intake.readers.xml_safe import Element, local_name
from xingzhi.plans.reading.received import Block, Grid, Line
from xingzhi.plans.reading.word_numbers import Numbering

_MOST_SPAN = 200
_NOT_READ = NOT_READ | {"tbl"}
_WRAPPERS = ("sdt", "sdtContent", "ins", "customXml", "smartTag")


def blocks(path: Path) -> Iterator[Block]:
    """All paragraphs and tables of the body; struck-out text is left out, what stands in text boxes is read.

    Raises `ReaderProblem` file_damaged, file_too_big, xml_entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            document = xml_part(archive, "word/document.xml")
            numbering = Numbering(
                *(xml_part(archive, name) if name in archive.namelist() else None
                  for name in ("word/numbering.xml", "word/styles.xml"))
            )  # fmt: skip
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error) as error:
        raise ReaderProblem("file_damaged", detail=type(error).__name__) from error
    body = next(document.iter("{*}body"), document)
    yield from _of(body, numbering)


def _of(element: Element, numbering: Numbering) -> Iterator[Block]:
    for child in element:
        name = local_name(child)
        if name == "p":
            number = numbering.before(child)
            lines = "".join(text_of(child, _NOT_READ)).split("\n")
            yield from (Line(number + text if at == 0 else text) for at, text in enumerate(lines))
        elif name == "tbl":
            yield Grid(tuple(_rows(child, numbering)))
        elif name in _WRAPPERS:
            yield from _of(child, numbering)


def _rows(table: Element, numbering: Numbering) -> Iterator[tuple[str, ...]]:
    """Rows of a table: a cell merged over rows stands in each of them, one merged over columns in the first."""
    above: dict[int, str] = {}
    for line in _named(table, "tr"):
        row: list[str] = []
        running: dict[int, str] = {}
        for cell in _named(line, "tc"):
            column = len(row)
            merge = next(iter(cell.findall("{*}tcPr/{*}vMerge")), None)
            goes_on = merge is not None and _value(merge) != "restart"
            text = above.get(column, "") if goes_on else _cell(cell, numbering)
            if merge is not None:
                running[column] = text
            row += [text, *[""] * (_span(cell) - 1)]
        above = running
        yield tuple(row)


def _cell(cell: Element, numbering: Numbering) -> str:
    paragraphs = [numbering.before(each) + "".join(text_of(each, _NOT_READ)) for each in cell.iter("{*}p")]
    return "\n".join(text for text in paragraphs if text.strip())


def _span(cell: Element) -> int:
    given = next(iter(cell.findall("{*}tcPr/{*}gridSpan")), None)
    value = _value(given) if given is not None else ""
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() else 1


def _value(element: Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}val")), "")


def _named(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        if local_name(child) == name:
            yield child
        elif local_name(child) in _WRAPPERS:
            yield from _named(child, name)
