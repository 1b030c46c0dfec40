"""One patent document as a row of a table, by the shapes of the pack `xml_elements`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from xingzhi.intake.readers.xml_safe import Element, local_name, text_of
from xingzhi.packs.xml_elements import Piece, Preference, XmlColumn, XmlFormat, named_last, pieces, xpath

SEPARATOR = "; "
_ASCII_WORD = re.compile(r"[\x21-\x7e]")


@dataclass
class Record:
    """What one document says: heading -> text, heading -> the elements it was read from."""

    shape: XmlFormat
    cells: dict[str, str] = field(default_factory=dict)
    elements: dict[str, str] = field(default_factory=dict)
    family: list[str] = field(default_factory=list)  # numbers of the other members of its family
    parts: list[str] = field(default_factory=list)  # of a document in several files: the parts that are there

    def add(self, other: Record) -> None:
        """Take over what another file of the same document says and this one does not."""
        for heading, text in other.cells.items():
            self.cells.setdefault(heading, text)
            self.elements.setdefault(heading, other.elements[heading])
        self.parts += [part for part in other.parts if part not in self.parts]


@dataclass(frozen=True)
class _Candidate:
    text: str
    node: Any
    path: str


def record_of(document: Element, shape: XmlFormat) -> Record:
    """Read a document; a column nothing is found for is absent."""
    record = Record(shape)
    for column in shape.columns:
        found = _values(document, column, shape)
        if found:
            record.cells[column.heading] = SEPARATOR.join(dict.fromkeys(each.text for each in found))
            record.elements[column.heading] = found[0].path
    if shape.family:
        own = set(record.cells.values())
        members = (each.text for each in _values(document, shape.family, shape))
        record.family = [number for number in dict.fromkeys(members) if number not in own]
    if shape.part_labels:
        record.parts = [name for child in document if (name := local_name(child)) in shape.part_labels]
    return record


def _values(document: Element, column: XmlColumn, shape: XmlFormat) -> list[_Candidate]:
    gathered: list[_Candidate] = []
    for path in column.each:
        nodes = _best_named(_find(document, _xpath(path)), _named_last(path))
        if column.only_first:
            nodes = _of_the_first(nodes, document, shape.preferences)
        made = [each for node in nodes if (each := _value(node, path, column, shape)) is not None]
        made = _preferred(made, document, shape.preferences)
        gathered += made[:1] if column.only_first else made
        if gathered and not column.together:
            break
    return gathered


def _value(node: Element, path: str, column: XmlColumn, shape: XmlFormat) -> _Candidate | None:
    """The first way of making a value that gives one."""
    for way in column.value:
        texts: list[str] = []
        for piece in _pieces(way):
            text = piece.literal or _piece_text(node, piece, shape)
            if not text and not piece.optional:
                break
            # Some offices repeat the office's code in the number: CN, CN110083831.
            if texts and text.startswith(texts[-1]) and texts[-1].isalpha():
                texts.pop()
            if text:
                texts.append(text)
        else:
            joined = _glued(texts, column.glue)
            if joined:
                return _Candidate(joined, node, f"{path}/{way}" if way != "." else path)
    return None


def _glued(texts: Sequence[str], glue: str) -> str:
    """Parts of one value; words in Latin letters (a name) keep a space between them."""
    joined = ""
    for text in texts:
        words = len(text) > 1 and text.isalpha() and joined[-2:].isalpha() and len(joined) > 1
        latin = words and _ASCII_WORD.match(text) and _ASCII_WORD.match(joined[-1])
        joined += (glue or (" " if latin else "")) + text if joined else text
    return joined


def _piece_text(node: Element, piece: Piece, shape: XmlFormat) -> str:
    for found in _find(node, piece.xpath):
        text = found.strip() if isinstance(found, str) else text_of(found, shape.paragraphs, shape.left_out)
        if text and text not in shape.blanks:
            return text
    return ""


def _best_named(nodes: list[Element], names: Sequence[str]) -> list[Element]:
    """Of elements under one parent those with the better name."""
    if len(names) < 2:
        return nodes
    best: dict[Any, int] = {}
    for node in nodes:
        rank = names.index(local_name(node))
        best[node.getparent()] = min(rank, best.get(node.getparent(), rank))
    return [node for node in nodes if names.index(local_name(node)) == best[node.getparent()]]


def _of_the_first(nodes: list[Element], document: Element, preferences: Sequence[Preference]) -> list[Element]:
    """The nodes of the first party or priority, in all its forms, where the file numbers them."""
    numbering = {name for preference in preferences for name in preference.within}
    if not nodes or not numbering:
        return nodes
    first = _mark(nodes[0], document, numbering)
    return [node for node in nodes if _mark(node, document, numbering) == first] if first else nodes


def _preferred(candidates: list[_Candidate], document: Element, preferences: Sequence[Preference]) -> list[_Candidate]:
    """Of the same thing in several forms (original and standard, in two languages) keep the best."""
    for preference in preferences:
        if len(candidates) < 2:
            break
        best: dict[str, int] = {}
        ranked = []
        for each in candidates:
            group = _mark(each.node, document, preference.within) if preference.within else ""
            rank = _rank(_mark(each.node, document, preference.attributes), preference.best_first)
            best[group] = min(rank, best.get(group, rank))
            ranked.append((group, rank, each))
        candidates = [each for group, rank, each in ranked if rank == best[group]]
    return candidates


def _rank(value: str, best_first: Sequence[str]) -> int:
    return best_first.index(value) if value in best_first else len(best_first)


def _mark(node: Element, document: Element, names: Collection[str]) -> str:
    """The value of the first of these attributes on the element or around it, inside the document."""
    while node is not None and node is not document:
        for name, value in node.attrib.items():
            if etree.QName(name).localname in names:
                return str(value)
        node = node.getparent()
    return ""


@lru_cache(maxsize=1024)
def _compiled(path: str) -> Any:
    return etree.XPath(path)


_xpath = lru_cache(maxsize=1024)(xpath)
_named_last = lru_cache(maxsize=1024)(named_last)


@lru_cache(maxsize=1024)
def _pieces(value: str) -> tuple[Piece, ...]:
    return pieces(value)


def _find(node: Element, path: str) -> list[Any]:
    return [node] if path == "." else list(_compiled(path)(node))
