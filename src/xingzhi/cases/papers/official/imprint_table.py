"""The imprint (版记) as a table with a fixed place: its rows, its lines, how much of a page it takes."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xingzhi.cases.papers.official.measure import lines
from xingzhi.cases.papers.official.styles import POINTS_OF_MM, TWIPS_OF_MM
from xingzhi.packs.document_layout import DocumentLayout, Part

Said = list[tuple[Part, Any]]  # the paragraphs of the imprint with what each is
# The settings of a paragraph after its own lines, in the order the format asks for.
AFTER = (
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "rPr",
    "sectPr",
    "pPrChange",
)


def height(said: Said, page: int, rules: DocumentLayout) -> float:
    """In points, with the lines that stay free above it on that page: the farther, the less sure the count of lines."""
    count = rules.imprint.spare * page
    for part, paragraph in said:
        look = rules.parts[part]
        room = _width(rules) * POINTS_OF_MM / look.size - 2 * rules.imprint.inset + look.first_line
        count += lines(paragraph.text, room, look.first_line)
    return count * rules.grid.pitch


def table(said: Said, rules: DocumentLayout) -> Any:
    """A row for each part, as wide as the text, tied to the foot of its page.

    It is placed from the edge of the page: LibreOffice lets no table float that is as wide as the text.
    """
    outer, inner = (max(2, round(mm * POINTS_OF_MM * 8)) for mm in (rules.imprint.outer, rules.imprint.inner))
    width, left = round(_width(rules) * TWIPS_OF_MM), round(rules.page.left * TWIPS_OF_MM)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for edge, size in (("top", outer), ("bottom", outer), ("insideH", inner))
    )
    made = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
        f'w:tblpX="{left}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid></w:tbl>'
    )
    for part, paragraph in said:
        cell = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr></w:tc>')
        row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr></w:tr>")
        _dress(paragraph, part, width, rules)
        cell.append(paragraph)
        row.append(cell)
        made.append(row)
    return made


def anchor() -> Any:
    """The paragraph the table is tied to, next to nothing high: a document does not end with a table."""
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _width(rules: DocumentLayout) -> float:
    return rules.page.width - rules.page.left - rules.page.right


def _dress(paragraph: Any, part: Part, width: int, rules: DocumentLayout) -> None:
    """No lines of its own, letters free at both edges; what follows a tab stands at the right."""
    settings = paragraph.get_or_add_pPr()
    for old in settings.xpath("./w:pBdr | ./w:tabs | ./w:ind"):
        settings.remove(old)
    letter = rules.parts[part].size * 20
    side, hanging = round(rules.imprint.inset * letter), round(-rules.parts[part].first_line * letter)
    for xml in (
        f'<w:pBdr {nsdecls("w")}><w:top w:val="nil"/><w:bottom w:val="nil"/></w:pBdr>',
        f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:pos="{width - side}"/></w:tabs>',
        f'<w:ind {nsdecls("w")} w:leftChars="0" w:left="{side + hanging}" w:rightChars="0" w:right="{side}" '
        f'w:hangingChars="0" w:hanging="{hanging}"/>',
    ):
        made = parse_xml(xml)
        later = AFTER[AFTER.index(made.tag.rpartition("}")[2]) + 1 :]
        settings.insert_element_before(made, *(f"w:{name}" for name in later))
