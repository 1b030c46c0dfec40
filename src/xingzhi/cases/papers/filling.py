"""Fill a DOCX template: one document with a letter for each set of values, each beginning on a new page."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from lxml import etree

from xingzhi.cases.papers import layout
from xingzhi.packs.placeholders import environment

Values = Mapping[str, Any]
# The settings of a section stand in a fixed order.
BEFORE_TYPE = ("headerReference", "footerReference", "footnotePr", "endnotePr")
BEFORE_NUMBERS = (*BEFORE_TYPE, "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")


class BrokenTemplate(ValueError):
    """Filled in, the template is no document any more: something that opens in it is not closed in the same place."""


class _Template(DocxTemplate):  # type: ignore[misc]
    """Fills strictly: docxtpl would drop whatever comes after a fault."""

    def fix_tables(self, xml: str) -> Any:
        try:
            etree.fromstring(xml.encode())
        except etree.XMLSyntaxError as error:
            raise BrokenTemplate(str(error)) from error
        return super().fix_tables(xml)


def fill(template: bytes, letters: Sequence[Values]) -> bytes:
    """One DOCX with all letters; `letters` hold a value for every placeholder.

    Every letter is a section of its own, so that its pages are numbered from 1. Raise `BrokenTemplate` where the
    template cannot be filled, `ValueError` where there is no letter.
    """
    if not letters:
        raise ValueError("there is no letter to print")
    first = _Template(io.BytesIO(template))
    first.render(dict(letters[0]), environment())
    body = first.docx.element.body
    bodies = [_mended(body), *(_mended(each) for each in _others(template, letters[1:]))]
    for each in bodies:
        _begins_a_page(each)
    for each in bodies[:-1]:
        _closed_as_section(each)
    for each in bodies[1:]:
        body.extend(list(each))
    for at, picture in enumerate(body.iter(qn("wp:docPr")), start=1):
        picture.set("id", str(at))
    layout.forget_people(first.docx)
    return layout.saved(first.docx)


def _others(template: bytes, letters: Sequence[Values]) -> list[Any]:
    again = _Template(io.BytesIO(template))
    again.render_init()
    return [again.fix_tables(again.build_xml(dict(letter), environment())) for letter in letters]


def _mended(body: Any) -> Any:
    """Word opens no table without rows and no cell without a paragraph; both can come of empty lists."""
    for table in list(body.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    for cell in body.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))
    return body


def _begins_a_page(body: Any) -> None:
    """The first section of a letter begins on a new page, and its pages are numbered from 1."""
    if body.find(qn("w:sectPr")) is None:
        body.append(OxmlElement("w:sectPr"))
    section = next(body.iter(qn("w:sectPr")))
    kind = _setting(section, "type", BEFORE_TYPE)
    if kind.get(qn("w:val")) not in ("oddPage", "evenPage"):
        kind.set(qn("w:val"), "nextPage")
    _setting(section, "pgNumType", BEFORE_NUMBERS).set(qn("w:start"), "1")


def _setting(section: Any, name: str, before: tuple[str, ...]) -> Any:
    """A setting of a section, made where it is not there; those named in `before` come before it."""
    found = section.find(qn(f"w:{name}"))
    if found is None:
        found = OxmlElement(f"w:{name}")
        earlier = [at for at, child in enumerate(section) if child.tag in {qn(f"w:{each}") for each in before}]
        section.insert(earlier[-1] + 1 if earlier else 0, found)
    return found


def _closed_as_section(body: Any) -> None:
    """End a letter: its page settings move into its last paragraph, and the next letter begins on a new page."""
    section = body.find(qn("w:sectPr"))
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        last = OxmlElement("w:p")
        body.append(last)
    settings = last.find(qn("w:pPr"))
    if settings is None:
        settings = OxmlElement("w:pPr")
        last.insert(0, settings)
    changed = settings.find(qn("w:pPrChange"))
    settings.insert(len(settings) if changed is None else settings.index(changed), deepcopy(section))
