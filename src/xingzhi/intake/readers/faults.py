"""Cells of an XLSX whose value is lost, which calamine reads as blank: errors (#N/A) and formulas never computed."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path
from posixpath import join, normpath

Faults = dict[int, dict[int, str]]  # row from 1 -> column from 0 -> problem code

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*?>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_ERROR = re.compile(rb'<c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"')
_UNCOMPUTED = re.compile(
    rb'<c\s(?![^>]*\bt="str")[^>]*\br="([A-Z]+)(\d+)"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_BLOCK = 1 << 22
_OVERLAP = 1 << 14  # longer than a cell with a formula


def lost_cells(path: Path) -> dict[str, Faults]:
    """Lost cells by sheet name; a workbook laid out in an unusual way gives none."""
    found: dict[str, Faults] = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _parts(archive).items():
            faults = _scan(archive, part)
            if faults:
                found[name] = faults
    return found


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> path of its XML in the archive."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        targets[attributes.get(b"Id", b"")] = attributes.get(b"Target", b"").decode()
    parts = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        relation = next((value for key, value in attributes.items() if key.endswith(b":id")), b"")
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in names:
            parts[unescape(attributes.get(b"name", b"").decode())] = part
    return parts


def _scan(archive: zipfile.ZipFile, part: str) -> Faults:
    faults: Faults = {}
    tail = b""
    with archive.open(part) as file:
        while block := file.read(_BLOCK):
            text = tail + block
            if b't="e"' in text:
                _collect(faults, _ERROR, text, "cell_error")
            if b"<f" in text:
                _collect(faults, _UNCOMPUTED, text, "cell_not_computed")
            tail = text[-_OVERLAP:]
    return faults


def _collect(faults: Faults, pattern: re.Pattern[bytes], text: bytes, code: str) -> None:
    for letters, row in pattern.findall(text):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        faults.setdefault(int(row), {})[column - 1] = code
