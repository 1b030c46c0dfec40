"""The text of a part of a Word document, without what was deleted and without the words of fields."""

from __future__ import annotations

from collections.abc import Iterator

from xingzhi.intake.readers.xml_safe import Element, local_name

NOT_READ = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText"})


def text_of(element: Element, not_read: frozenset[str] = NOT_READ) -> Iterator[str]:
    """The pieces of text below an element in their order; a paragraph inside ends with a line break."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in not_read:
            yield from text_of(child, not_read)
            if name == "p":
                yield "\n"
