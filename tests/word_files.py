"""Whether a Word file is one that Word and WPS open: what `faults` finds they would mend or refuse.

Orders are those of the sequences of ECMA-376 Part 1, Annex A (wml.xsd): CT_PPr, CT_RPr (a sequence in the first
edition), CT_TblPr, CT_TcPr, CT_SectPr, CT_Style, CT_Font and their parts. Elements of other namespaces are left out.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SIDES = "top left start bottom right end"
BORDERS = f"{SIDES} insideH insideV tl2br tr2bl"
ORDERS = {
    name: order.split()
    for name, order in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": "ins del rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
        "rtl cs em lang eastAsianLayout specVanish oMath",
        "pBdr": "top left bottom right between bar",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
        "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
        "tblBorders": BORDERS,
        "tblCellMar": SIDES,
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
        "tcBorders": BORDERS,
        "tcMar": SIDES,
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
        "font": "altName panose1 charset family notTrueType pitch sig",
        "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
        "tr": "tblPrEx trPr tc",
    }.items()
}
FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}  # stands before all else, where it is there
ONCE = {"headerReference", "footerReference", "tr", "tc", "bookmarkStart", "bookmarkEnd", "ins", "del", "tblStylePr"}


def faults(content: bytes) -> list[str]:
    """What is wrong with a DOCX, in words; none where nothing is."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        parts = {name: packed.read(name) for name in packed.namelist()}
        found = [name for name, count in Counter(packed.namelist()).items() if count > 1]
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    found += [*_types(parts, trees), *_relations(parts, trees), *_names(trees), *_fonts(trees)]
    for name, tree in trees.items():
        if name.startswith("word/"):
            found += [f"{name}: {fault}" for fault in (*_order(tree), *_cells(tree), *_ids(tree), *_sections(tree))]
    Document(io.BytesIO(content))
    return found


SAME_PLACE = {"footerReference": "headerReference"}  # the two stand in any order, EG_HdrFtrReferences


def _local(element: etree._Element) -> str:
    return element.tag.removeprefix(W) if isinstance(element.tag, str) and element.tag.startswith(W) else ""


def _order(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter():
        name, inside = _local(element), [each for each in map(_local, element) if each]
        if name in ORDERS:
            order = ORDERS[name]
            yield from (f"{each} in {name}" for each in inside if each not in order)
            places = [order.index(SAME_PLACE.get(each, each)) for each in inside if each in order]
            yield from (f"{inside} out of order in {name}" for _ in [0] if places != sorted(places))
            yield from (f"{each} twice in {name}" for each, n in Counter(inside).items() if n > 1 and each not in ONCE)
        elif name in FIRST and FIRST[name] in inside[1:]:
            yield f"{FIRST[name]} is not first in {name}"


def _cells(tree: etree._Element) -> Iterator[str]:
    """A cell ends with a paragraph, a table has a grid and rows, and rows have cells; a body ends with its section."""
    for cell in tree.iter(f"{W}tc"):
        if _local(cell[-1]) != "p":
            yield "a cell without paragraph"
    for table in tree.iter(f"{W}tbl"):
        inside = [*map(_local, table)]
        if "tblPr" not in inside or "tblGrid" not in inside or "tr" not in inside:
            yield "a table without settings, grid or rows"
        if any("tc" not in [*map(_local, row)] for row in table.iter(f"{W}tr")):
            yield "a row without cells"
    for body in tree.iter(f"{W}body"):
        inside = [*map(_local, body)]
        if inside[-1] != "sectPr" or inside.count("sectPr") != 1:
            yield "a body that does not end with its one section"
        if ("tbl", "tbl") in pairwise(inside):
            yield "two tables with nothing between"


def _ids(tree: etree._Element) -> Iterator[str]:
    for tag, key in ((qn("wp:docPr"), "id"), (f"{W}bookmarkStart", f"{W}id"), (f"{W}style", f"{W}styleId")):
        counted = Counter(each.get(key) for each in tree.iter(tag))
        yield from (f"{tag} {id} twice" for id, count in counted.items() if count > 1)


def _sections(tree: etree._Element) -> Iterator[str]:
    """Fields are closed; a section names one header and footer of each kind."""
    kinds = Counter(each.get(f"{W}fldCharType") for each in tree.iter(f"{W}fldChar"))
    if kinds["begin"] != kinds["end"]:
        yield "a field that is not closed"
    for section in tree.iter(f"{W}sectPr"):
        named = Counter((_local(each), each.get(f"{W}type")) for each in section if "Reference" in _local(each))
        yield from (f"{name} twice in a section" for name, count in named.items() if count > 1)


def _types(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    named = {each.get("PartName", "").removeprefix("/") for each in types if each.tag.endswith("Override")}
    endings = {each.get("Extension", "").lower() for each in types if each.tag.endswith("Default")}
    yield from (f"{name} has no part" for name in named - set(parts))
    for name in set(parts) - named - {"[Content_Types].xml"}:
        own = name.startswith(("word/", "docProps/")) and name.endswith(".xml")  # plain XML says nothing of what it is
        if own or name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no content type"


def _relations(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            ids = Counter(each.get("Id") for each in tree)
            yield from (f"{name}: {id} twice" for id, count in ids.items() if count > 1)
            for each in tree:
                target = each.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                if each.get("TargetMode") != "External" and path not in parts:
                    yield f"{name}: {target} is not there"
        else:
            rels = trees.get(posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels"))
            known = {each.get("Id") for each in rels} if rels is not None else set()
            used = {value for each in tree.iter() for key, value in each.attrib.items() if key.startswith(R)}
            yield from (f"{name}: {id} leads nowhere" for id in used - known if id.startswith("rId"))


def _names(trees: dict[str, etree._Element]) -> Iterator[str]:
    """Every style that is used is there."""
    styles = {each.get(f"{W}styleId") for each in trees["word/styles.xml"].iter(f"{W}style")}
    for name, tree in trees.items():
        for tag in ("pStyle", "rStyle", "tblStyle"):
            yield from (f"{name}: no style {each.get(f'{W}val')}" for each in tree.iter(f"{W}{tag}")
                        if each.get(f"{W}val") not in styles)  # fmt: skip


def _fonts(trees: dict[str, etree._Element]) -> Iterator[str]:
    """A font of Chinese letters is named with one of Western ones, and the font table says what stands in for it."""
    table = {each.get(f"{W}name"): each.find(f"{W}altName") for each in trees["word/fontTable.xml"].iter(f"{W}font")}
    for name, tree in trees.items():
        for fonts in tree.iter(f"{W}rFonts"):
            font = fonts.get(f"{W}eastAsia")
            if font is None or font.isascii():  # a style of the word processor itself, nothing Chinese is said of it
                continue
            if not fonts.get(f"{W}ascii") or not fonts.get(f"{W}hAnsi"):
                yield f"{name}: {font} has no Western font beside it"
            alternative = table.get(font)
            if alternative is None or not alternative.get(f"{W}val"):
                yield f"{name}: nothing stands in for {font}"
