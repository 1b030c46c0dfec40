"""Patent or trademark documents in XML as one table: a file of many, or an archive of files; one application in several files is one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xingzhi.intake.readers.book import Book, Cell, Note, ReaderProblem, Row, Sheet
from xingzhi.intake.readers.xml_rows import Record, record_of
from xingzhi.intake.readers.xml_safe import documents
from xingzhi.packs import load
from xingzhi.packs.xml_elements import XmlElements
from xingzhi.text.application_numbers import check_digit

_LOOKED_AT = 50  # documents looked at when a file is opened, for what the officer is told of it
_NUMBER = re.compile(r"(?<![\dX])(\d{12}|\d{8})\.?([\dX])(?![\dX])", re.ASCII)


class _Member(NamedTuple):
    """A file with documents: its path inside the archive ("" for a file that stands alone)."""

    path: str
    open: Callable[[], BinaryIO]

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]


class _Read(NamedTuple):
    """A document that was read, and where it stands."""

    file: str
    position: int
    record: Record


def open_xml(path: Path, encoding: str | None = None) -> Book:
    """Open a file of patent documents; the notes tell what kind they are and what the applicant's own do not hold.

    Raises `ReaderProblem` xml_entities, xml_encoding, xml_damaged, xml_too_big, xml_unknown, also while rows are read.
    """
    return _book("xml", partial(_one, path), encoding)


def open_bundle(path: Path, encoding: str | None = None) -> Book:
    """Open an archive of XML files (only those that end in .xml); raises as `open_xml`, each with the file."""
    return _book("xml_bundle", partial(_all, path), encoding)


def _one(path: Path, stack: ExitStack) -> list[_Member]:
    return [_Member("", lambda: path.open("rb"))]


def _all(path: Path, stack: ExitStack) -> list[_Member]:
    archive = stack.enter_context(zipfile.ZipFile(path))

    def opener(name: str) -> Callable[[], BinaryIO]:
        return lambda: archive.open(name)  # type: ignore[return-value]

    names = [name for name in archive.namelist() if name.lower().endswith(".xml")]
    members = [_Member(name, opener(name)) for name in names]
    return sorted(members, key=lambda member: (member.folder, member.path))


def _book(kind: str, members: Callable[[ExitStack], list[_Member]], encoding: str | None) -> Book:
    elements = load().xml_elements
    reading = partial(_documents, members, elements, encoding)
    first = list(islice(reading(), _LOOKED_AT))
    if not first:
        raise ReaderProblem("xml_unknown", file="", root="")
    kinds = list(dict.fromkeys(each.record.shape.of for each in first))
    names = kinds if len(kinds) > 1 else [""]
    sheets = [Sheet(name, partial(_rows, reading, elements, of), 0) for name, of in zip(names, kinds, strict=True)]
    shapes = {each.record.shape.id: each.record.shape for each in first}
    notes = [Note("xml_shape", {"shape": {"zh": shape.label.zh, "en": shape.label.en}}) for shape in shapes.values()]
    if any(each.record.family for each in first):
        sheets.append(Sheet(elements.family.name, partial(_family_rows, reading, elements), 0))
        notes.append(Note("xml_family", {"sheet": elements.family.name}))
    return Book(kind, sheets, encoding or "", notes=notes + _filing_notes(first))


def _documents(
    members: Callable[[ExitStack], list[_Member]], elements: XmlElements, encoding: str | None
) -> Iterator[_Read]:
    """All documents in order; the files of one folder that are parts of an application make one, at its end."""
    with ExitStack() as stack:
        for folder, files in groupby(members(stack), key=lambda member: member.folder):
            filing: _Read | None = None
            for member in files:
                for read in _of_file(member, elements, encoding):
                    if not read.record.shape.part_labels:
                        yield read
                    elif filing is None:
                        filing = read._replace(file=folder or read.file)
                    else:
                        filing.record.add(read.record)
            if filing is not None:
                _number_from(folder, filing.record)
                yield filing


def _of_file(member: _Member, elements: XmlElements, encoding: str | None) -> Iterator[_Read]:
    with member.open() as stream:
        found = documents(stream, elements.by_element, member.path, encoding)
        for position, (name, element) in enumerate(found, 1):
            yield _Read(member.path, position, record_of(element, elements.by_element[name]))


def _number_from(folder: str, record: Record) -> None:
    """The number an application is kept under, where its own documents carry none: only with a matching check digit."""
    heading = record.shape.number_heading
    if not heading or heading in record.cells:
        return
    for name in reversed(folder.split("/")):
        numbers = {
            digits + "." + check for digits, check in _NUMBER.findall(name.upper()) if check_digit(digits) == check
        }
        if len(numbers) == 1:
            record.cells[heading] = numbers.pop()
            record.elements[heading] = name
            return


def _rows(reading: Callable[[], Iterator[_Read]], elements: XmlElements, of: str) -> Iterator[Row]:
    places = elements.places
    headings = elements.headings(of)
    yield 1, [*headings, places.file, places.document, places.elements]
    of_register = (read for read in reading() if read.record.shape.of == of)
    for number, read in enumerate(of_register, 2):
        cells: list[Cell] = [read.record.cells.get(heading) for heading in headings]
        where = "; ".join(f"{heading}: {path}" for heading, path in read.record.elements.items())
        yield number, [*cells, read.file or None, str(read.position), where or None]


def _family_rows(reading: Callable[[], Iterator[_Read]], elements: XmlElements) -> Iterator[Row]:
    own, places = elements.family.number_heading, elements.places
    yield 1, [own, elements.family_heading, places.file, places.document]
    number = 1
    for read in reading():
        for member in read.record.family:
            number += 1
            yield number, [read.record.cells.get(own), member, read.file or None, str(read.position)]


def _filing_notes(first: Sequence[_Read]) -> list[Note]:
    """What an application as filed does not hold, said once for each of the first few."""
    notes = []
    for read in first:
        shape = read.record.shape
        if not shape.part_labels:
            continue
        missing = [heading for heading in shape.expected if heading not in read.record.cells]
        labels = [shape.part_labels[part] for part in read.record.parts]
        notes.append(
            Note(
                "xml_filing",
                {
                    "file": read.file,
                    "parts": {
                        "zh": "、".join(label.zh for label in labels),
                        "en": ", ".join(label.en for label in labels),
                    },
                    "missing": "、".join(missing),
                },
            )
        )
        number = read.record.cells.get(shape.number_heading)
        if number:
            told = read.record.elements[shape.number_heading]
            notes.append(Note("xml_number_told", {"number": number, "name": told}))
        else:
            notes.append(Note("xml_number_missing", {}))
    return list({str(note): note for note in notes}.values())[:10]
