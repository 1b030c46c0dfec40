"""Text of an OFD document (GB/T 33190): a zip of XML pages whose pieces of text have positions."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.xml_safe import Element, safe_parser
from xingzhi.plans.reading.laying import Run, lines_of
from xingzhi.plans.reading.plain_text import with_tables
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.received import Block, Line

_MAX_BYTES = 64 << 20
_MOST_PAGES = 500
_LATIN = 0x2E80  # letters before are half as wide


def blocks(path: Path) -> tuple[list[Block], list[Problem]]:
    """Lines of all pages; pages without text are told.

    Raises `ReaderProblem` file_damaged, file_too_big, xml_entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error) as error:
        raise ReaderProblem("file_damaged", detail=type(error).__name__) from error


def _read(archive: zipfile.ZipFile) -> tuple[list[Block], list[Problem]]:
    lines: list[Line] = []
    empty: list[int] = []
    for number, page in enumerate(_pages(archive), start=1):
        if number > _MOST_PAGES:
            raise ReaderProblem("file_too_big", limit=1)
        found = lines_of(_runs(page), number)
        if not found:
            empty.append(number)
        lines += found
    problems = [Problem("scan", {"pages": "、".join(map(str, empty))})] if empty else []
    return with_tables(lines), problems


def _pages(archive: zipfile.ZipFile) -> Iterator[Element]:
    """The pages of all documents in order."""
    root = next(name for name in archive.namelist() if name.endswith("OFD.xml"))
    for each in _part(archive, root).iter("{*}DocRoot"):
        document = _path(root, each.text or "")
        for page in _part(archive, document).iter("{*}Page"):
            if page.get("BaseLoc"):
                yield _part(archive, _path(document, str(page.get("BaseLoc"))))


def _path(beside: str, name: str) -> str:
    """A place given inside a file: from the root of the archive where it begins with a slash, else beside the file."""
    return name.strip().lstrip("/") if name.startswith("/") else posixpath.normpath(
        posixpath.join(posixpath.dirname(beside), name.strip())
    )  # fmt: skip


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > _MAX_BYTES:
        raise ReaderProblem("file_too_big", limit=1)
    content = archive.read(name)
    if b"<!ENTITY" in content:
        raise ReaderProblem("xml_entities", file=name)
    try:
        return etree.fromstring(content, safe_parser())
    except etree.XMLSyntaxError as error:
        raise ReaderProblem("file_damaged", detail=str(error.msg)) from error


def _runs(page: Element) -> Iterator[Run]:
    """Each character of a page, placed by the box of its object and the steps between characters."""
    for item in page.iter("{*}TextObject"):
        left, top, _, height = (
            _number(each) for each in (str(item.get("Boundary", "0 0 0 0")).split() + ["0"] * 4)[:4]
        )
        size = _number(str(item.get("Size", ""))) or height or 1.0
        for code in item.iter("{*}TextCode"):
            x = left + _number(str(code.get("X", "0")))
            base = top + _number(str(code.get("Y", "0"))) if code.get("Y") else top + size
            steps = _steps(str(code.get("DeltaX", "")))
            for at, letter in enumerate((code.text or "").strip("\r\n")):
                step = steps[at] if at < len(steps) else size if ord(letter) > _LATIN else size / 2
                if letter.strip():
                    yield Run(letter, x, base - size, x + min(step, size), base)
                x += step


def _steps(text: str) -> list[float]:
    """DeltaX: numbers, and "g 5 3.2" for five times 3.2."""
    steps: list[float] = []
    parts = text.split()
    at = 0
    while at < len(parts):
        if parts[at] == "g" and at + 2 < len(parts):
            steps += [_number(parts[at + 2])] * min(int(_number(parts[at + 1])), 10_000)
            at += 3
        else:
            steps.append(_number(parts[at]))
            at += 1
    return steps


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
