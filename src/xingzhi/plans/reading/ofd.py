"""Text of an OFD document (GB/T 33190): a zip of XML pages whose pieces of text have positions."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.xml_part import xml_part
from xingzhi.intake.readers.xml_safe import Element
from xingzhi.plans.reading.laying import Run
from xingzhi.plans.reading.pages import guessed, laid, one_table
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.received import Block
from xingzhi.plans.reading.ruled import Rule

_MOST_PAGES = 500
_POINTS = 72 / 25.4  # OFD counts in millimetres
_THIN = 1.0  # millimetres: a shape thinner than that is a line
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
    out: list[Block] = []
    empty: list[int] = []
    tables: list[int] = []
    for number, page in enumerate(_pages(archive), start=1):
        if number > _MOST_PAGES:
            raise ReaderProblem("file_too_big", limit=1)
        runs = list(_runs(page))
        if not runs:
            empty.append(number)
        made = laid(runs, *_rules(page), number)
        tables += [number] * guessed(made)
        out += made
    told = (("scan_ofd", empty), ("table_recognised", tables))
    return one_table(out), [Problem(code, {"pages": "、".join(map(str, pages))}) for code, pages in told if pages]


def _pages(archive: zipfile.ZipFile) -> Iterator[Element]:
    """The pages of all documents in order."""
    root = next(name for name in archive.namelist() if name.endswith("OFD.xml"))
    for each in xml_part(archive, root).iter("{*}DocRoot"):
        document = _path(root, each.text or "")
        for page in xml_part(archive, document).iter("{*}Page"):
            if page.get("BaseLoc"):
                yield xml_part(archive, _path(document, str(page.get("BaseLoc"))))


def _path(beside: str, name: str) -> str:
    """A place given inside a file: from the root of the archive where it begins with a slash, else beside the file."""
    return name.strip().lstrip("/") if name.startswith("/") else posixpath.normpath(
        posixpath.join(posixpath.dirname(beside), name.strip())
    )  # fmt: skip


def _runs(page: Element) -> Iterator[Run]:
    """Each character of a page, placed by the box of its object and the steps between characters."""
    for item in page.iter("{*}TextObject"):
        left, top, _, height = _box(item)
        size = _number(str(item.get("Size", ""))) or height or 1.0
        for code in item.iter("{*}TextCode"):
            x = left + _number(str(code.get("X", "0")))
            base = top + _number(str(code.get("Y", "0"))) if code.get("Y") else top + size
            steps = _steps(str(code.get("DeltaX", "")))
            for at, letter in enumerate((code.text or "").strip("\r\n")):
                step = steps[at] if at < len(steps) else size if ord(letter) > _LATIN else size / 2
                if letter.strip():
                    box = (x, base - size, x + min(step, size), base)
                    yield Run(letter, *(each * _POINTS for each in box))
                x += step


def _rules(page: Element) -> tuple[list[Rule], list[Rule]]:
    """The ruled lines of a page: thin shapes, and the edges of boxes."""
    across: list[Rule] = []
    down: list[Rule] = []
    for item in page.iter("{*}PathObject"):
        left, top, wide, high = (each * _POINTS for each in _box(item))
        if high <= _THIN * _POINTS < wide:
            across.append(Rule(top + high / 2, left, left + wide))
        elif wide <= _THIN * _POINTS < high:
            down.append(Rule(left + wide / 2, top, top + high))
        elif wide > _THIN * _POINTS and high > _THIN * _POINTS:
            across += [Rule(at, left, left + wide) for at in (top, top + high)]
            down += [Rule(at, top, top + high) for at in (left, left + wide)]
    return across, down


def _box(item: Element) -> list[float]:
    """Left, top, width and height of an object, in millimetres."""
    return [_number(each) for each in (str(item.get("Boundary", "")).split() + ["0"] * 4)[:4]]


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
