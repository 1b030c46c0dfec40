"""The passages of a patent document in XML, published or as filed, by the shapes of the pack `xml_elements`."""

from __future__ import annotations

from xingzhi.intake.readers.xml_rows import Record, record_of
from xingzhi.intake.readers.xml_safe import Element, local_name, text_of
from xingzhi.packs.xml_elements import XmlFormat
from xingzhi.selfcheck.columns import role_of
from xingzhi.selfcheck.passages import ABSTRACT, CLAIM, PARAGRAPH, TITLE, Passage, announced, arranged

_HEADING = "heading"  # ends a line as a paragraph does
_TITLES = ("invention-title", "InventionTitle")  # it stands at the head of the description once more


def document_passages(document: Element, shape: XmlFormat) -> tuple[tuple[Passage, ...], Record]:
    """The passages of one document (title, abstract, every claim, every paragraph) and its row as a table has it."""
    record = record_of(document, shape)
    found = [
        Passage(kind, 0, text)
        for heading, text in record.cells.items()
        if (kind := {"title": TITLE, "abstract": ABSTRACT}.get(role_of(heading), ""))
    ]
    for claim in _named(document, "claim"):
        found.append(Passage(CLAIM, 0, text_of(claim, shape.paragraphs, shape.left_out)))
    for description in _named(document, "description"):
        text = text_of(description, (*shape.paragraphs, _HEADING), (*shape.left_out, *_TITLES))
        found += (Passage(PARAGRAPH, 0, line) for line in text.split("\n") if not announced(line))
    return arranged(found), record


def _named(document: Element, name: str) -> list[Element]:
    """The elements of that name whatever the standard's spelling, in Chinese where several languages are there."""
    found = [each for each in document.iter() if local_name(each).lower().removeprefix("cn-") == name]
    chinese = [each for each in found if _language(each) in ("zh", "")]
    return chinese or found


def _language(element: Element) -> str:
    """The language written on the element or the nearest around it; "" where none is."""
    for each in (element, *element.iterancestors()):
        for name, value in each.attrib.items():
            if str(name).rpartition("}")[2] in ("lang", "languageCode"):
                return str(value)[:2].lower()
    return ""
