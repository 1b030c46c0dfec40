"""Documents of an XML file as a stream, read so that no file can harm: no entities, no network, nothing outside it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from lxml import etree

from xingzhi.intake.readers.book import ReaderProblem

Element = Any  # lxml's element; its stubs leave most open

_HEAD = 1 << 16
_MAX_DOCUMENT = 256 << 20  # bytes between two documents: more is no patent document
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
_CHINESE = frozenset({"gb2312", "gb_2312-80", "gbk", "cp936", "x-gbk"})  # GB18030 holds all of them
_ENCODING_ERRORS = frozenset(
    {etree.ErrorTypes.ERR_INVALID_ENCODING, etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
     etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING}
)  # fmt: skip
_SPACE = re.compile(r"\s+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")


class _Watched:
    """Bytes on their way to the parser: the first ones again, and how many came since the last document."""

    def __init__(self, head: bytes, stream: BinaryIO, file: str) -> None:
        self.head, self.stream, self.file, self.since = head, stream, file, 0

    def read(self, size: int) -> bytes:
        if self.head:
            block, self.head = self.head, b""
        else:
            block = self.stream.read(size)
        self.since += len(block)
        if self.since > _MAX_DOCUMENT:
            raise ReaderProblem("xml_too_big", file=self.file, limit=_MAX_DOCUMENT >> 20)
        return block


def documents(
    stream: BinaryIO, names: Collection[str], file: str = "", encoding: str | None = None
) -> Iterator[tuple[str, Element]]:
    """The elements of these local names with everything in them, one after the other; each is emptied when the next
    is asked for.

    Raises `ReaderProblem` with the file: xml_entities, xml_encoding, xml_damaged (with line, column), xml_too_big,
    xml_unknown (with the name of the root element).
    """
    head = stream.read(_HEAD)
    if b"<!ENTITY" in head.replace(b"\0", b""):
        raise ReaderProblem("xml_entities", file=file)
    watched = _Watched(head, stream, file)
    declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    written = declared[1].decode().lower() if declared else ""
    given = encoding or ("gb18030" if written in _CHINESE else None)
    context = etree.iterparse(
        watched, events=("end",), tag=[f"{{*}}{name}" for name in names], encoding=given, resolve_entities=False,
        no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False, huge_tree=False, recover=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    count = 0
    try:
        for _, element in context:
            subset = element.getroottree().docinfo.internalDTD
            if subset is not None and next(iter(subset.iterentities()), None) is not None:
                raise ReaderProblem("xml_entities", file=file)
            count += 1
            watched.since = 0
            yield etree.QName(element).localname, element
            _empty(element)
    except etree.XMLSyntaxError as error:
        raise _problem(error, file, given or written) from error
    except LookupError as error:
        raise ReaderProblem("xml_encoding", file=file, encoding=given or written) from error
    if not count:
        root = context.root
        name = etree.QName(root).localname if root is not None else ""
        raise ReaderProblem("xml_unknown", file=file, root=name)


def safe_parser() -> etree.XMLParser:
    """A parser for a whole small file that opens nothing else and expands nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def local_name(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _empty(element: Element) -> None:
    """Let go of a document that was read, and of what stands before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _problem(error: etree.XMLSyntaxError, file: str, encoding: str) -> ReaderProblem:
    text = str(error.msg or "").split(", line ")[0]
    line, column = error.position
    code = getattr(error, "code", None)
    if "entity amplification" in text or code == etree.ErrorTypes.ERR_ENTITY_LOOP:
        return ReaderProblem("xml_entities", file=file)
    if code in _ENCODING_ERRORS:
        return ReaderProblem("xml_encoding", file=file, encoding=encoding or "UTF-8", line=line)
    if code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return ReaderProblem("xml_too_big", file=file, limit=_MAX_DOCUMENT >> 20)
    return ReaderProblem("xml_damaged", file=file, line=line, column=column, detail=text)


def text_of(element: Element, paragraphs: Collection[str] = (), left_out: Collection[str] = ()) -> str:
    """The text of an element: line breaks of the file go, elements named as paragraphs end a line.

    A break beside a Chinese character leaves nothing, elsewhere one space. A character named by the entities of the
    document type (&hellip;) is read by its name in HTML.
    """
    parts: list[str] = []
    _collect(element, parts, frozenset(paragraphs), frozenset(left_out))
    lines = (_joined(line) for line in "".join(parts).split("\0"))
    return "\n".join(line for line in lines if line)


def _collect(element: Element, parts: list[str], paragraphs: frozenset[str], left_out: frozenset[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        if child.tag is etree.Entity:
            parts.append(html.unescape(child.text))
        elif isinstance(child.tag, str):
            name = etree.QName(child).localname
            if name not in left_out:
                ends = name in paragraphs
                parts.append("\0" if ends else "")
                _collect(child, parts, paragraphs, left_out)
                parts.append("\0" if ends else "")
        parts.append(child.tail or "")


def _joined(line: str) -> str:
    def gap(found: re.Match[str]) -> str:
        before, after = line[found.start() - 1 : found.start()], line[found.end() : found.end() + 1]
        wrapped = "\n" in found[0] and (_WIDE.match(before) or _WIDE.match(after))
        return "" if wrapped else " "

    line = line.strip()
    return _SPACE.sub(gap, line)
