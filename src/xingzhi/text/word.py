"""What every Word file of the product says of itself: that its letters are Chinese, and what may stand in for a font."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document


def in_chinese(document: Document) -> None:
    """Its East Asian letters are Chinese ones: without that a program may draw those of Japan in their place."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    for language in (*document.styles.element.iter(qn("w:lang")), *settings.iter(qn("w:themeFontLang"))):
        language.set(qn("w:eastAsia"), "zh-CN")
    for zoom in settings.iter(qn("w:zoom")):  # the format asks for a number
        zoom.set(qn("w:percent"), "100")


def name_fonts(document: Document, families: Iterable[Sequence[str]]) -> None:
    """Name in the font table what stands in for each font a machine lacks: the names after the first, in order."""
    from docx.oxml.ns import nsdecls

    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/><w:charset w:val="86"/></w:font>'
        for name, *others in families
    )
    for related in document.part.rels.values():
        if related.reltype.endswith("/fontTable"):
            related.target_part._blob = f"<w:fonts {nsdecls('w')}>{listed}</w:fonts>".encode()
