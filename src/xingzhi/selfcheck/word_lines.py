"""The lines of a Word document (DOCX) held in memory, with the heading a section bears in its page header."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.word_text import text_of
from xingzhi.intake.readers.xml_part import xml_part
from xingzhi.intake.readers.xml_safe import Element, local_name
from xingzhi.selfcheck.lines import Line
from xingzhi.selfcheck.passages import announced

_DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"


def word_lines(content: bytes) -> list[Line]:
    """All lines in order, those in tables and text boxes too; what was struck out with changes tracked is left out.

    The forms of the national office have 权利要求书 and the like in the page header only: it stands as a line before the
    section. Raises `ReaderProblem` file_damaged, file_too_big, xml_entities.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            document = xml_part(archive, _DOCUMENT)
            related = _related(archive)
            return _lines(document, archive, related)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error) as error:
        raise ReaderProblem("file_damaged", detail=type(error).__name__) from error


def _related(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts the document names, by the name it gives them."""
    if _RELATIONS not in archive.namelist():
        return {}
    return {str(each.get("Id")): str(each.get("Target")) for each in xml_part(archive, _RELATIONS)}


def _lines(document: Element, archive: zipfile.ZipFile, related: dict[str, str]) -> list[Line]:
    lines: list[Line] = []
    begun = 0  # where the section began
    for element in document.iter("{*}p", "{*}sectPr"):
        if local_name(element) == "sectPr":  # it stands inside the last paragraph of its section, or after it
            lines[begun:begun] = _headings(element, archive, related)
            begun = len(lines)
        elif not any(local_name(around) == "p" for around in element.iterancestors()):
            numbered = next(element.iter("{*}numPr"), None) is not None
            texts = [text for text in "".join(text_of(element)).split("\n") if text.strip()]
            lines += (Line(text, numbered and at == 0) for at, text in enumerate(texts))
    return lines


def _headings(section: Element, archive: zipfile.ZipFile, related: dict[str, str]) -> list[Line]:
    """What the page headers of a section announce, once."""
    found = {}
    for reference in section.iter("{*}headerReference"):
        named = next((str(value) for name, value in reference.attrib.items() if str(name).endswith("}id")), "")
        target = related.get(named, "")
        name = target.removeprefix("/") if target.startswith("/") else f"word/{target}"
        if name in archive.namelist():
            text = "".join(text_of(xml_part(archive, name))).strip()
            if announced(text):
                found[announced(text)] = Line(text)
    return list(found.values())
