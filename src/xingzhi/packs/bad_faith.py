"""Schema of the patterns of bad-faith filings: the office's own limits, words, and what is asked of the filer."""

from __future__ import annotations

from collections.abc import Mapping

from xingzhi.packs.codes import Setting, WordList
from xingzhi.packs.keywords import Remark
from xingzhi.packs.schema import Dated, Frozen, Label


class Pattern(Dated):
    """A pattern: what it is called, how it is told, and the situation of the guide it stands for."""

    label: Label
    told: Label  # {name} stands for a fact of that name
    guide: str = ""
    settings: tuple[str, ...] = ()  # those it goes by


class ScopeWords(Dated):
    """Words of a scope of business by the class they speak of."""

    note: str = ""
    classes: Mapping[str, tuple[str, ...]]

    def read(self, text: str) -> frozenset[str]:
        """The classes a scope of business speaks of."""
        return frozenset(number for number, words in self.classes.items() if any(word in text for word in words))


class BadFaith(Frozen):
    """All of it. `mark` stands on every lead."""

    mark: Remark
    settings: Mapping[str, Setting]
    words: Mapping[str, WordList]
    patterns: Mapping[str, Pattern]
    scope_words: ScopeWords
    asks: tuple[Ask, ...]  # counter-evidence to ask for

    def __getitem__(self, name: str) -> int | float:
        """The value of a setting."""
        return self.settings[name].value

    def has(self, name: str, word: str | None) -> bool:
        """Whether a word stands in a list of the pack."""
        return (word or "").strip() in self.words[name].values


class Ask(Dated):
    """One thing to ask the filer for before anything is decided."""

    label: Label


BadFaith.model_rebuild()
