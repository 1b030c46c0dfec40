"""Fill colours of rows in an XLSX workbook: offices mark with them what they have dealt with."""

from __future__ import annotations

import colorsys
import posixpath
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLAIN = frozenset({"FFFFFF", ""})
# Theme colours stand in the file as dark 1, light 1, dark 2, light 2, accents; cells count light before dark.
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9)
_HUES = ((15, "red"), (40, "orange"), (68, "yellow"), (165, "green"), (200, "cyan"), (255, "blue"), (290, "purple"),
         (345, "pink"), (361, "red"))  # fmt: skip


def row_fills(path: Path, sheet: str) -> dict[int, str]:
    """Row number -> RGB ("FFFF00") of the first filled cell of each row of a sheet; empty where nothing is filled.

    Only plain fills count. A file that is no XLSX, or cannot be read so far, gives nothing.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            styles = _styles(archive)
            part = _part_of(archive, sheet) if any(styles) else ""
            return _rows(archive, part, styles) if part else {}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError):
        return {}


def colour_name(rgb: str) -> str:
    """The everyday name of a colour, by its hue: "FFFF00" -> yellow."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if lightness < 0.12:
        return "black"
    if saturation < 0.12:
        return "grey"
    name = next(name for limit, name in _HUES if hue * 360 < limit)
    return "brown" if name == "orange" and lightness < 0.4 else name


def _read(archive: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _styles(archive: zipfile.ZipFile) -> list[str]:
    """The fill of each cell style, "" where it has none."""
    root = _read(archive, "xl/styles.xml")
    theme = _theme(archive)
    fills = [_rgb(fill.find(f"{_NS}patternFill"), theme) for fill in root.iterfind(f"{_NS}fills/{_NS}fill")]
    return [fills[int(style.get("fillId", 0))] for style in root.iterfind(f"{_NS}cellXfs/{_NS}xf")]


def _rgb(pattern: Any, theme: list[str]) -> str:
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    colour = pattern.find(f"{_NS}fgColor")
    if colour is None:
        return ""
    rgb = (colour.get("rgb") or "")[-6:].upper()
    if not rgb and (number := int(colour.get("theme", -1))) in range(len(theme)):
        rgb = _tinted(theme[number], float(colour.get("tint", 0)))
    return "" if rgb in _PLAIN else rgb


def _theme(archive: zipfile.ZipFile) -> list[str]:
    if "xl/theme/theme1.xml" not in archive.namelist():
        return []
    scheme = _read(archive, "xl/theme/theme1.xml").find(f".//{_DRAWING}clrScheme")
    told = [(entry[0].get("lastClr") or entry[0].get("val") or "").upper() for entry in scheme]
    return [told[at] for at in _THEME_ORDER if at < len(told)]


def _tinted(rgb: str, tint: float) -> str:
    """A theme's colour made lighter (tint above 0) or darker, as the file format says: by its lightness."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part of the archive that holds a sheet."""
    named = {each.get("name"): each.get(_RELATION) for each in _read(archive, "xl/workbook.xml").iter(f"{_NS}sheet")}
    relations = {each.get("Id"): each.get("Target") for each in _read(archive, "xl/_rels/workbook.xml.rels")}
    target = relations.get(named.get(sheet), "")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}") if target else ""


def _rows(archive: zipfile.ZipFile, part: str, styles: list[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    with archive.open(part) as file:
        rows = etree.iterparse(file, tag=f"{_NS}row", resolve_entities=False, no_network=True)
        for number, (_, row) in enumerate(rows, 1):
            for cell in row:
                style = int(cell.get("s", 0))
                if style < len(styles) and styles[style]:
                    found[int(row.get("r", number))] = styles[style]
                    break
            row.clear()
            while row.getprevious() is not None:
                del row.getparent()[0]
    return found
