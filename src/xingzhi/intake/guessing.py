"""Guess which register a sheet is of, by its heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xingzhi.core.declare import Register
from xingzhi.intake.headings import HEAD_ROWS, Header, find_among, texts_of
from xingzhi.intake.matching import Aliases, Matcher
from xingzhi.intake.readers import Sheet


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


def guess(sheet: Sheet, registers: Iterable[Register], aliases: Mapping[str, Aliases]) -> list[Guess]:
    """The registers a sheet may be, likeliest first; `aliases` by register name.

    A heading that several registers know counts a share for each; a register whose required columns are missing
    counts less.
    """
    texts = texts_of(sheet.head(HEAD_ROWS))
    matchers = [Matcher(register, aliases.get(register.name, {})) for register in registers]
    guesses = []
    for matcher in matchers:
        header = find_among(texts, matcher, sheet.merged)
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
