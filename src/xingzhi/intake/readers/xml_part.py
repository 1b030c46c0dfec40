"""One XML part of a zipped document (DOCX, OFD …)."""

from __future__ import annotations

import zipfile

from lxml import etree

from xingzhi.intake.readers.book import ReaderProblem
from xingzhi.intake.readers.xml_safe import Element, safe_parser

_MAX_BYTES = 128 << 20  # a part that unpacks to more is no document of an office


def xml_part(archive: zipfile.ZipFile, name: str) -> Element:
    """The root of a part; `KeyError` where there is none, `ReaderProblem` file_damaged, file_too_big, xml_entities."""
    if archive.getinfo(name).file_size > _MAX_BYTES:
        raise ReaderProblem("file_too_big", limit=1)
    content = archive.read(name)
    if b"<!ENTITY" in content:
        raise ReaderProblem("xml_entities", file=name)
    try:
        return etree.fromstring(content, safe_parser())
    except etree.XMLSyntaxError as error:
        raise ReaderProblem("file_damaged", detail=str(error.msg)) from error
