"""Schema of the pack of changes: the words that say why a patent ended, and how few records are too few."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from xingzhi.packs.codes import Setting, WordList
from xingzhi.packs.schema import Dated, Label

UNKNOWN = "unknown"  # the cause no word says


class Cause(Dated):
    """Why a patent ended, the article it rests on, and the words that say so."""

    code: str = Field(pattern=r"^[a-z_]+$")
    label: Label
    article: Label
    words: tuple[str, ...] = Field(min_length=1)


class Named(Dated):
    """A label with its date and reference."""

    label: Label


class ChangePack(Dated):
    """How a change is split and told."""

    causes: tuple[Cause, ...]
    unknown_cause: Named
    keeping: WordList  # words of events that end nothing
    few: Setting

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        codes = [cause.code for cause in self.causes]
        words = [word for cause in self.causes for word in cause.words]
        for held, what in ((codes, "cause"), (words, "word")):
            if len(held) != len(set(held)):
                raise ValueError(f"a {what} stands twice")
        if UNKNOWN in codes:
            raise ValueError(f"{UNKNOWN} is the cause no word says")
        return self

    @cached_property
    def cause_labels(self) -> Mapping[str, Label]:
        """The label of every cause, of the unknown one too."""
        return {cause.code: cause.label for cause in self.causes} | {UNKNOWN: self.unknown_cause.label}

    @cached_property
    def words(self) -> tuple[tuple[str, str], ...]:
        """Every word with its cause, the longest first."""
        found = [(word, cause.code) for cause in self.causes for word in cause.words]
        return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))
