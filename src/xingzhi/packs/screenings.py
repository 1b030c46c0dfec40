"""Schema of the screening packs: thresholds, sizes and rules of a declared search, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from xingzhi.packs.codes import Setting, WordList
from xingzhi.packs.schema import Dated, Frozen, Label


class LawfulRule(Dated):
    """A relation between two records that the law allows, so that a found pair carries this label."""

    code: str
    label: Label
    law: str  # the article, as cited
    patent_types: tuple[str, ...]  # one record of each type
    same: tuple[str, ...]  # columns in which both records agree
    explanation: Label


class Screening(Frozen):
    """One declared search."""

    settings: Mapping[str, Setting]
    short_texts_of: WordList  # patent types whose short texts are pairs where they are the same
    lawful_rules: tuple[LawfulRule, ...] = ()
    disclaimer: Disclaimer

    def __getitem__(self, name: str) -> int | float:
        """The value of a setting; `KeyError` where there is none of that name."""
        return self.settings[name].value

    def integer(self, name: str) -> int:
        """The value of a setting that counts something."""
        return int(self.settings[name].value)


class Disclaimer(Dated):
    """What stands beside every result."""

    text: Label


Screening.model_rebuild()
