"""Schema of the tables by which names in several scripts are heard: letters alone, no names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from xingzhi.packs.codes import Setting
from xingzhi.packs.keywords import Remark
from xingzhi.packs.schema import Dated, Frozen


class Letters(Dated):
    """Letters, or groups of them, and what each may stand for; `sure` says how far that holds."""

    sure: str
    values: Mapping[str, tuple[str, ...]]


class Transliteration(Frozen):
    """Letters of other scripts in Latin ones, and the class of consonants each Latin spelling falls in.

    `said` and `unknown` are the plain reasons shown where names may sound alike, and where nothing can be known.
    """

    said: Remark
    unknown: Remark
    least: Setting  # consonants a name needs
    letters: Mapping[str, Letters]
    sounds: Letters

    @cached_property
    def every_letter(self) -> Mapping[str, tuple[str, ...]]:
        """The letters of all scripts."""
        return {letter: ways for table in self.letters.values() for letter, ways in table.values.items()}

    @cached_property
    def longest(self) -> int:
        """Letters of the longest group of `sounds`."""
        return max(map(len, self.sounds.values))
