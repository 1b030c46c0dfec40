"""Find the heading of a sheet by what it says, map its columns to a register's, and guess which register it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from xingzhi.core.declare import Kind, Register
from xingzhi.intake.readers import Cell, Merge, Sheet

HEAD_ROWS = 30  # a heading is looked for in so many rows
PROBLEM_PREFIX = "问题："
ORIGINAL_ROW = "原文件行号"

Aliases = Mapping[str, Sequence[str]]  # register column -> spellings met in files
_Rank = tuple[int, int]  # how a heading matched (0 as spelled … 3 by its parts), and at which of the spellings

_BRACKETED = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]")
_SIGNS = re.compile(r"[^\w%‰]|_")
_NUMBERING = re.compile(r"^(?:\d+[.、)]|[*※★#])+")
_OURS = re.compile(r"^(?:问题\s*[:：]|problem\s*:|原文件行号$|original row$)", re.IGNORECASE)
_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)


@dataclass(frozen=True)
class Header:
    """A heading found: rows from 1, columns from 0.

    `headings` holds each column's text (group and sub heading joined where only both say what it is), `mapping` the
    register column of each column that has one, `unmatched` the headings no register column was found for, `texts`
    the heading rows as they stand, `titles` what stands above them.
    """

    row_number: int
    depth: int
    headings: list[str]
    mapping: dict[int, str]
    unmatched: list[str]
    score: float
    texts: list[list[str]] = field(default_factory=list)
    titles: frozenset[str] = frozenset()

    @property
    def last_row(self) -> int:
        """The last row of the heading; records begin below it."""
        return self.row_number + self.depth - 1

    @cached_property
    def words(self) -> frozenset[str]:
        """All texts of the heading rows."""
        return frozenset(text for row in self.texts for text in row if text)


@dataclass(frozen=True)
class Guess:
    """A register (by name) a sheet may be, with its heading read for it; the higher the score the likelier."""

    register: str
    header: Header
    score: float

    @property
    def row_number(self) -> int:
        """The first row of the heading."""
        return self.header.row_number

    @property
    def depth(self) -> int:
        """How many rows the heading has."""
        return self.header.depth

    @property
    def headings(self) -> list[str]:
        """The text over each column."""
        return self.header.headings

    @property
    def mapping(self) -> dict[int, str]:
        """Column of the file -> column of the register."""
        return self.header.mapping


@lru_cache(maxsize=1 << 14)
def normal(heading: str) -> str:
    """A heading reduced to its letters: width, case, blanks, brackets, signs and numbering make no difference."""
    text = _NUMBERING.sub("", unicodedata.normalize("NFKC", heading).strip().lower())
    return _SIGNS.sub("", text)


@lru_cache(maxsize=1 << 14)
def _without_brackets(heading: str) -> str:
    return normal(_BRACKETED.sub("", unicodedata.normalize("NFKC", heading)))


def is_ours(heading: str) -> bool:
    """Whether a heading is one this product added to a workbook of rejected rows; it is ignored on return."""
    return _OURS.match(heading.strip()) is not None


class Matcher:
    """Matches headings to the columns of one register."""

    def __init__(self, register: Register, aliases: Aliases) -> None:
        self.register = register
        self._exact: dict[str, tuple[str, int]] = {}
        self._stripped: dict[str, tuple[str, int]] = {}
        for column in register.importable:
            spellings = (column.zh, *aliases.get(column.name, ()), column.en, column.name)
            for position, spelling in enumerate(spellings):
                self._exact.setdefault(normal(spelling), (column.name, position))
                self._stripped.setdefault(_without_brackets(spelling), (column.name, position))

    def match(self, heading: str) -> tuple[_Rank, str] | None:
        """The column a heading names and how surely.

        What stands in brackets may be missing on one side, not differ on both: "(万人)" and "(人)" are two units. The
        parts of "申请人/专利权人" must all name one column.
        """
        text = normal(heading)
        if not text:
            return None
        if found := self._exact.get(text):
            return (0, found[1]), found[0]
        stripped = _without_brackets(heading)
        if (found := self._stripped.get(text)) and stripped == text:
            return (1, found[1]), found[0]
        if stripped and (found := self._exact.get(stripped)) and self.register[found[0]].kind not in _NUMBERS:
            return (2, found[1]), found[0]
        parts = [self._exact.get(normal(part)) for part in re.split(r"[/／、|]", heading)]
        if len(parts) > 1 and parts[0] and all(part and part[0] == parts[0][0] for part in parts):
            return (3, parts[0][1]), parts[0][0]
        return None

    def weight(self, name: str) -> float:
        """How much finding a column says: key columns most."""
        return 3.0 if name in self.register.key_columns else 2.0 if self.register[name].required else 1.0


def find_header(sheet: Sheet, register: Register, aliases: Aliases) -> Header | None:
    """The heading among the first rows of a sheet for one register; None where no row names at least two columns.

    A sheet of one column needs one. Two rows are taken as one heading where together they name more than either.
    """
    return _find(_texts(sheet.head(HEAD_ROWS)), Matcher(register, aliases), sheet.merged)


def guess(sheet: Sheet, registers: Iterable[Register], aliases: Mapping[str, Aliases]) -> list[Guess]:
    """The registers a sheet may be, likeliest first; `aliases` by register name.

    A heading that several registers know counts a share for each; a register whose required columns are missing
    counts less.
    """
    texts = _texts(sheet.head(HEAD_ROWS))
    matchers = [Matcher(register, aliases.get(register.name, {})) for register in registers]
    guesses = []
    for matcher in matchers:
        header = _find(texts, matcher, sheet.merged)
        if header is None or not _told(matcher.register, header):
            continue
        score = 0.0
        for index, name in header.mapping.items():
            known = sum(other.match(header.headings[index]) is not None for other in matchers)
            score += matcher.weight(name) / max(known, 1)
        needed = [column.name for column in matcher.register.importable if column.required]
        there = sum(name in header.mapping.values() for name in needed)
        guesses.append(Guess(matcher.register.name, header, score * (there + 0.5) / (len(needed) + 0.5)))
    return sorted(guesses, key=lambda found: -found.score)


def _told(register: Register, header: Header) -> bool:
    """Whether a heading has what tells a register from its like: a status is no event, unless it says more."""
    return not register.told_by or any(name in register.told_by for name in header.mapping.values())


def guess_sheet(sheet: Sheet, registers: Iterable[Register], aliases: Mapping[str, Aliases]) -> Guess | None:
    """The likeliest register of a sheet; None where no heading was found for any."""
    return next(iter(guess(sheet, registers, aliases)), None)


def confirmed_header(
    sheet: Sheet, row_number: int, depth: int, headings: Sequence[str], mapping: Mapping[int, str]
) -> Header:
    """The heading as an officer confirmed it: the place from the guess, the mapping corrected."""
    rows = _texts(sheet.head(row_number + depth - 1))
    texts = [text for number, text in rows if number >= row_number]
    titles = frozenset(text for number, line in rows if number < row_number for text in line if text)
    unmatched = [text for i, text in enumerate(headings) if text and i not in mapping and not is_ours(text)]
    return Header(row_number, depth, list(headings), dict(mapping), unmatched, 0.0, texts, titles)


def _texts(rows: Sequence[tuple[int, list[Cell]]]) -> list[tuple[int, list[str]]]:
    return [(number, ["" if cell is None else str(cell).strip() for cell in cells]) for number, cells in rows]


def _find(rows: list[tuple[int, list[str]]], matcher: Matcher, merged: Sequence[Merge]) -> Header | None:
    best: Header | None = None
    rows = rows[:HEAD_ROWS]
    for position, (number, texts) in enumerate(rows):
        single = _header(number, [texts], [[text] for text in texts], matcher)
        candidates = [single]
        if position + 1 < len(rows):
            below = rows[position + 1][1]
            columns = _joined(number, texts, below, merged)
            double = _header(number, [texts, below], columns, matcher)
            lower = _header(rows[position + 1][0], [below], [[text] for text in below], matcher)
            if double.score > max(single.score, lower.score):
                candidates.append(double)
        for header in candidates:
            if _enough(header) and (best is None or header.score > best.score):
                best = header
    if best is None:
        return None
    titles = frozenset(text for number, texts in rows if number < best.row_number for text in texts if text)
    return replace(best, titles=titles)


def _enough(header: Header) -> bool:
    filled = sum(1 for heading in header.headings if heading and not is_ours(heading))
    return len(header.mapping) >= min(2, filled) and bool(header.mapping)


def _joined(number: int, top: list[str], low: list[str], merged: Sequence[Merge]) -> list[list[str]]:
    """Per column, what it may be called, best first: group and sub heading, sub heading alone, group alone."""
    width = max(len(top), len(low))
    top, low = top + [""] * (width - len(top)), low + [""] * (width - len(low))
    groups = list(top)
    for merge in merged:
        if merge.first_row <= number <= merge.last_row and merge.first_column < width:
            for column in range(merge.first_column, min(merge.last_column + 1, width)):
                groups[column] = groups[column] or top[merge.first_column]
    if not merged:
        for column in range(1, width):
            if not groups[column] and low[column]:
                groups[column] = groups[column - 1]
    columns = []
    for group, sub in zip(groups, low, strict=True):
        both = [f"{group}-{sub}"] if group and sub and group != sub else []
        columns.append([*both, sub] if sub else [group])
    return columns


def _header(number: int, texts: list[list[str]], columns: list[list[str]], matcher: Matcher) -> Header:
    """Choose for each register column the heading that names it best."""
    headings: list[str] = []
    claims: dict[str, tuple[_Rank, int]] = {}
    for index, names in enumerate(columns):
        headings.append(names[0])
        if is_ours(names[-1]):
            continue
        for name in names:
            if found := matcher.match(name):
                headings[index] = name
                rank, column = found
                if column not in claims or (rank, index) < claims[column]:
                    claims[column] = (rank, index)
                break
    mapping = {index: column for column, (_, index) in sorted(claims.items(), key=lambda claim: claim[1][1])}
    unmatched = [text for i, text in enumerate(headings) if text and i not in mapping and not is_ours(text)]
    score = sum(matcher.weight(name) for name in mapping.values()) - 0.01 * len(unmatched)
    return Header(number, len(texts), headings, mapping, unmatched, score, texts)
