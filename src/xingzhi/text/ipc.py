"""Classification symbols: IPC ("A63B23/04") and, for designs, Locarno ("14-02")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

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


# A pattern is a symbol, or the beginning of one with "*"; "G06F40/*" says the same as "G06F40*".
_PATTERN = re.compile(
    r"(?P<section>[A-H])(?:\s*(?P<class>\d{2})(?:\s*(?P<subclass>[A-Z])(?:\s*0*(?P<group>[1-9]\d{0,3})"
    r"(?:\s*/\s*(?P<subgroup>\d{1,6})?)?)?)?)?\s*(?P<below>\*)?(?![A-Z0-9])",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class IpcPattern:
    """Symbols of the classification: one ("G06N3/063"), or all that begin so ("G06F40*", "G06F*", "G06*").

    `stem` is the canonical text without the star. "G06F40*" holds group G06F40/00 and its subgroups, not G06F401/00;
    a star behind a subgroup ("G06F3/04*") cuts its digits short and holds 3/04, 3/041, 3/0412.
    """

    stem: str
    below: bool

    def __str__(self) -> str:
        """The canonical text; `parse_patterns` reads it back."""
        return self.stem + ("*" if self.below else "")

    def matches(self, symbol: str) -> bool:
        """Whether a symbol as `parse_symbols` gives it is one of these."""
        return self.stem in stems(symbol) if self.below else self.stem == symbol

    def covers(self, other: IpcPattern) -> bool:
        """Whether each symbol of the other pattern is one of these."""
        if not self.below:
            return self == other
        return self.stem in stems(other.stem)

    def could_be(self, symbol: str) -> bool:
        """Whether a symbol given no deeper than its subclass may stand for one of these: "G06F" for "G06F40*"."""
        return "/" not in symbol and not self.matches(symbol) and self.stem.startswith(symbol)


@lru_cache(maxsize=1 << 16)
def stems(symbol: str) -> tuple[str, ...]:
    """What a symbol lies under, itself included, widest first: "G06F40/20" -> G, G06, G06F, G06F40, G06F40/2, …/20."""
    head, slash, subgroup = symbol.partition("/")
    found = [head[:length] for length in (1, 3, 4) if length <= len(head)]
    if len(head) > 4:
        found.append(head)
    if slash:
        found += [f"{head}/{subgroup[:length]}" for length in range(1, len(subgroup) + 1)]
    return tuple(found)


def parse_patterns(raw: str) -> list[IpcPattern]:
    """The patterns of a cell, in order: "G06F40*、A61B 5/0476；g06n３／０６３" -> three.

    A group without a slash or a star ("H04L9") is its main group, as in `parse_symbols`. Raises `ValueProblem`
    ipc_unreadable with the part that is no pattern.
    """
    text = _VERSION.sub(" ", unicodedata.normalize("NFKC", raw).upper().replace("＊", "*"))
    found, left_over, end = [], [], 0
    for match in _PATTERN.finditer(text):
        pattern = _pattern_of(match)
        if pattern is None:
            continue
        found.append(pattern)
        left_over.append(text[end : match.start()])
        end = match.end()
    rest = _SEPARATORS.sub("", "".join([*left_over, text[end:]]))
    if rest or not found:
        raise ValueProblem("ipc_unreadable", value=raw, part=rest or raw)
    return list(dict.fromkeys(found))


def _pattern_of(match: re.Match[str]) -> IpcPattern | None:
    section, class_, subclass = match["section"], match["class"] or "", match["subclass"] or ""
    group, subgroup, below = match["group"] or "", match["subgroup"] or "", bool(match["below"])
    if not below and not subclass:
        return None  # a letter alone is no symbol
    if not below and len(subgroup) == 1:
        return None
    stem = f"{section}{class_}{subclass}{group}"
    if subgroup:
        stem += f"/{subgroup}"
    elif group and not below:
        stem += "/00"
    return IpcPattern(stem, below)


Held = TypeVar("Held", bound=Hashable)


class PatternIndex(Generic[Held]):
    """Which of many patterns hold a symbol, found without trying each."""

    def __init__(self, patterns: Iterable[tuple[IpcPattern, Held]]) -> None:
        self._exact: dict[str, list[tuple[IpcPattern, Held]]] = {}
        self._below: dict[str, list[tuple[IpcPattern, Held]]] = {}
        self._under: dict[str, list[tuple[IpcPattern, Held]]] = {}
        for pattern, held in patterns:
            (self._below if pattern.below else self._exact).setdefault(pattern.stem, []).append((pattern, held))
            for stem in stems(pattern.stem)[:3]:
                self._under.setdefault(stem, []).append((pattern, held))

    def matching(self, symbol: str) -> Iterator[tuple[IpcPattern, Held]]:
        """The patterns that hold the symbol."""
        yield from self._exact.get(symbol, ())
        for stem in stems(symbol):
            yield from self._below.get(stem, ())

    def possible(self, symbol: str) -> Iterator[tuple[IpcPattern, Held]]:
        """The patterns a symbol given only to its subclass may belong to."""
        if "/" not in symbol:
            yield from (pair for pair in self._under.get(symbol, ()) if pair[0].could_be(symbol))
