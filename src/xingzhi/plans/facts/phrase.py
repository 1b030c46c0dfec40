"""The words of a sentence before a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.plans.facts.mark import Mark
from xingzhi.plans.facts.marks import Marked
from xingzhi.plans.facts.words import runs


@dataclass(frozen=True)
class Phrase:
    """The words of a sentence between two places, before a number."""

    found: Marked
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its text."""
        return self.found.text[self.start : self.end]

    def marks(self, *sorts: str) -> list[Mark]:
        """Its marks of some sorts."""
        return self.found.between(self.start, self.end, *sorts)

    def rest(self, taken: Iterable[Mark], start: int | None = None, end: int | None = None) -> list[str]:
        """Runs of words that no mark explains."""
        letters = list(self.found.text)
        for mark in taken:
            letters[mark.start : mark.end] = "\0" * (mark.end - mark.start)
        begin = self.start if start is None else start
        return runs("".join(letters[begin : self.end if end is None else end]))
