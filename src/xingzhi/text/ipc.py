"""Classification symbols: IPC ("A63B23/04") and, for designs, Locarno ("14-02")."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from xingzhi.text.problems import ValueProblem

_SYMBOL = re.compile(r"([A-H])\s*(\d{2})\s*([A-Z])(?:\s*(\d{1,4})(?:\s*[/:]\s*(\d{2,6}))?)?(?!\d)", re.ASCII)
_VERSION = re.compile(
    r"\(\s*\d{4}(?:\.\d{1,2})?\s*\)\s*(?:[IN](?=[A-H]\d|[^A-Z0-9]|$))?|\bINT\.?\s*CL\.?\s*\d*\s*:?", re.ASCII
)
_SEPARATORS = re.compile(r"[\s;,、|/&+()\[\]:.]+")
_LOCARNO = re.compile(r"(\d{2})\s*[-–—]\s*(\d{2})(?:\s*[-–—]\s*[A-Z]?\d{3,5})?|(\d{2})(\d{2})(?!\d)", re.ASCII)
_LOCARNO_EDITION = re.compile(r"LOC\s*\(\s*\d+\s*\)|\bCL\.?", re.ASCII)


@lru_cache(maxsize=1 << 16)
def _symbols(raw: str) -> tuple[str, ...]:
    text = _VERSION.sub(" ", unicodedata.normalize("NFKC", raw).upper())
    found: list[str] = []
    left_over = []
    end = 0
    for match in _SYMBOL.finditer(text):
        section, class_, subclass, group, subgroup = match.groups()
        group = f"{int(group)}/{subgroup or '00'}" if group else ""
        found.append(f"{section}{class_}{subclass}{group}")
        left_over.append(text[end : match.start()])
        end = match.end()
    left_over.append(text[end:])
    rest = _SEPARATORS.sub("", "".join(left_over))
    if rest or not found:
        raise ValueProblem("ipc_unreadable", value=raw, part=rest or raw)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 14)
def _locarno(raw: str) -> tuple[str, ...]:
    text = _LOCARNO_EDITION.sub(" ", unicodedata.normalize("NFKC", raw).upper())
    found = [f"{match[1] or match[3]}-{match[2] or match[4]}" for match in _LOCARNO.finditer(text)]
    rest = _SEPARATORS.sub("", _LOCARNO.sub(" ", text))
    if rest or not found:
        raise ValueProblem("locarno_unreadable", value=raw, part=rest or raw)
    return tuple(dict.fromkeys(found))


def parse_symbols(raw: str) -> list[str]:
    """IPC symbols of a cell in order, versions and levels left out: "E01B3/32(2006.01)I;E01B9/10" -> two symbols.

    A symbol may stop at its subclass ("H04L") or main group ("H04L9", read as H04L9/00). Raises `ValueProblem`
    ipc_unreadable with the part that is no symbol.
    """
    return list(_symbols(raw))


def parse_locarno(raw: str) -> list[str]:
    """Locarno classes of a cell: "LOC(10)Cl.14-02", "14-02", "1402", "21-01-C0293" (the goods' serial is left out).

    Raises `ValueProblem` locarno_unreadable.
    """
    return list(_locarno(raw))


def parse_classes(raw: str) -> list[str]:
    """IPC or Locarno, whichever the cell holds: design rows carry Locarno in the same column.

    Raises `ValueProblem` ipc_unreadable or locarno_unreadable.
    """
    try:
        return list(_symbols(raw))
    except ValueProblem:
        if any(letter in "ABCDEFGH" for letter in raw[:1].upper()):
            raise
        return list(_locarno(raw))
