"""Find the heading of a sheet by what it says, and map its columns to a register's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from xingzhi.core.declare import Register
from xingzhi.intake.matching import Aliases, Matcher, Rank, is_ours
from xingzhi.intake.readers import Cell, Merge, Sheet

HEAD_ROWS = 30  # a heading is looked for in so many rows


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


def find_header(sheet: Sheet, register: Register, aliases: Aliases) -> Header | None:
    """The heading among the first rows of a sheet for one register; None where no row names at least two columns.

    A sheet of one column needs one. Two rows are taken as one heading where together they name more than either.
    """
    return find_among(texts_of(sheet.head(HEAD_ROWS)), Matcher(register, aliases), sheet.merged)


def confirmed_header(
    sheet: Sheet, row_number: int, depth: int, headings: Sequence[str], mapping: Mapping[int, str]
) -> Header:
    """The heading as an officer confirmed it: the place from the guess, the mapping corrected."""
    rows = texts_of(sheet.head(row_number + depth - 1))
    texts = [text for number, text in rows if number >= row_number]
    titles = frozenset(text for number, line in rows if number < row_number for text in line if text)
    unmatched = [text for i, text in enumerate(headings) if text and i not in mapping and not is_ours(text)]
    return Header(row_number, depth, list(headings), dict(mapping), unmatched, 0.0, texts, titles)


def texts_of(rows: Sequence[tuple[int, list[Cell]]]) -> list[tuple[int, list[str]]]:
    """Rows as text, blanks around it taken away."""
    return [(number, ["" if cell is None else str(cell).strip() for cell in cells]) for number, cells in rows]


def find_among(rows: list[tuple[int, list[str]]], matcher: Matcher, merged: Sequence[Merge]) -> Header | None:
    """The likeliest heading among rows for one register."""
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
    claims: dict[str, tuple[Rank, int]] = {}
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
