"""Match the headings of a file to the columns of a register, however they are spelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from xingzhi.core.declare import Kind, Register

PROBLEM_PREFIX = "问题："
ORIGINAL_ROW = "原文件行号"

Aliases = Mapping[str, Sequence[str]]  # register column -> spellings met in files
Rank = tuple[int, int]  # how a heading matched (0 as spelled … 3 by its parts), and at which of the spellings

_BRACKETED = re.compile(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]")
_SIGNS = re.compile(r"[^\w%‰]|_")
_NUMBERING = re.compile(r"^(?:\d+[.、)]|[*※★#])+")
_OURS = re.compile(r"^(?:问题\s*[:：]|problem\s*:|原文件行号$|original row$)", re.IGNORECASE)
_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)


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

    def match(self, heading: str) -> tuple[Rank, str] | None:
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
