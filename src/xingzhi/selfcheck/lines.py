"""The parts of a draft written as plain lines: by its headings, and where there are none by how its lines begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from xingzhi.selfcheck.passages import (
    ABSTRACT,
    CLAIM,
    DRAWINGS,
    PARAGRAPH,
    SECTION,
    TITLE,
    Passage,
    announced,
    arranged,
)

_LONGEST_TITLE = 60  # characters; titles have at most 40, longer in the field of chemistry
_LONGEST_LABEL = 20  # a line of the drawings that is longer is text that only stands there
_NUMBER = re.compile(r"\s*\d{1,3}\s*[.．、]\s*(?=\D)")
_OF_A_CLAIM = re.compile(r"其特征|权利要求\s*\d|characteri[sz]ed (?:in|by)|\bclaim \d", re.IGNORECASE)
_NAMED = re.compile(r"\s*([^：:]{1,12})[：:]\s*(.*)", re.DOTALL)


class Line(NamedTuple):
    """A line of a draft; `numbered` where the program it was written with numbers it."""

    text: str
    numbered: bool = False


def passages_of(lines: Iterable[Line]) -> tuple[Passage, ...]:
    """The passages of a draft, headings left out.

    Without headings the first short line is the title, numbered lines in the words of claims are claims, and all else
    is description.
    """
    sorter = _Sorter()
    for line in lines:
        if line.text.strip():
            sorter.take(line)
    return arranged(sorter.passages)


class _Sorter:
    """Takes line after line and knows which part it is in."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.part = ""  # "" until a heading is met
        self.first = True  # whether the next line is the first of its part
        self.numbers = False  # whether the claim before has a number

    def take(self, line: Line) -> None:
        kind = announced(line.text)
        if kind and not (kind == TITLE and self._has_title()):  # 名称 may be the head of a table's column too
            self._enter(kind)
            return
        named = _NAMED.match(line.text)
        if named and named[2].strip() and announced(named[1]) in (TITLE, ABSTRACT, CLAIM):
            self._enter(announced(named[1]))
            line = Line(named[2])
        self._put(line)
        self.first = False

    def _has_title(self) -> bool:
        return any(passage.kind == TITLE for passage in self.passages)

    def _enter(self, kind: str) -> None:
        self.part, self.first = (PARAGRAPH, False) if kind == SECTION else (kind, True)

    def _put(self, line: Line) -> None:
        text, part = line.text.strip(), self.part
        if part == TITLE:
            self._add(TITLE, text)
            self.part = ""
        elif part in ("", PARAGRAPH) and self.first and self._may_be_title(text):
            self._add(TITLE, text)
        elif part == CLAIM:
            self._claim(line)
        elif part == ABSTRACT:
            self._add(ABSTRACT, text)
        elif part == "" and _NUMBER.match(text) and _OF_A_CLAIM.search(text):
            self._add(CLAIM, text)
        elif part != DRAWINGS or len(text) > _LONGEST_LABEL:
            self._add(PARAGRAPH, text)

    def _claim(self, line: Line) -> None:
        """A line that begins with no number goes on with the claim before it, where that one has a number."""
        goes_on = not (line.numbered or _NUMBER.match(line.text) or self.first)
        last = self.passages[-1] if self.passages else None
        if goes_on and last and last.kind == CLAIM and self.numbers:
            self.passages[-1] = Passage(CLAIM, 0, f"{last.text}\n{line.text.strip()}")
            return
        self.numbers = line.numbered or _NUMBER.match(line.text) is not None
        self._add(CLAIM, line.text.strip())

    @staticmethod
    def _may_be_title(text: str) -> bool:
        return len(text) <= _LONGEST_TITLE and text[-1] not in "。；;." and not _NUMBER.match(text)

    def _add(self, kind: str, text: str) -> None:
        self.passages.append(Passage(kind, 0, text))
