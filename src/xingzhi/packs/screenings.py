"""Schema of the screening packs: thresholds, sizes and rules of a declared search, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from xingzhi.packs.codes import Setting, WordList
from xingzhi.packs.schema import Dated, Frozen, Label


class PairCondition(Frozen):
    """What must hold of two records at once; "earlier" and "later" go by filing date. What is not known does not hold."""

    parties: Literal["same", "shared", "different"] | None = None  # the same set, at least one in common, none
    patent_types: tuple[str, ...] = ()  # one record of each type
    same: tuple[str, ...] = ()  # columns in which both hold the same
    at_most_days: str = ""  # between the filings: the name of a setting
    named: Literal["parent", "same_parent", "priority"] | None = None  # one names the other, or both name a third
    later_number: bool = False  # one carries a number of a later year than the filing date, no international one
    earlier_status: tuple[str, ...] = ()  # legal status of the earlier one
    ended_at_most_days: str = ""  # ... which ended before the later filing or so many days after it, where known
    published_before: bool = False  # the earlier one was published before the later one was filed


class Limb(Dated):
    """An article under which such filings may fall, for a person to confirm; it holds of filings from `since` on."""

    law: str  # the article, as cited
    gist: Label


class PairKind(Dated):
    """A way in which two similar records stand to each other: any of the conditions in `when` makes it one."""

    code: str = Field(pattern=r"^[a-z_]+$", max_length=40)
    label: Label
    explanation: Label
    lawful: bool = False  # allowed by law: a lawful pair carries no other kind
    otherwise: bool = False  # only where no kind above it holds
    once: bool = False  # a record is in one such pair only: the most alike, of equals the one with the same title
    law: str = ""  # the article, as cited; empty where the pack holds none
    limbs: tuple[Limb, ...] = ()
    when: tuple[PairCondition, ...] = Field(min_length=1)


class SignalLimb(Limb):
    """The limb of the article a signal is looked for under; a person says whether it holds."""

    code: str = Field(pattern=r"^\d-\d$")  # article and limb: "3-6"


class SignalWords(Dated):
    """How a signal of single applications is shown. In `explanation` {name} stands for a fact of that name."""

    label: Label
    explanation: Label
    never_alone: bool = False  # a signal that is never enough without another
    restricted: bool = False  # shown to those who enforce only


class Screening(Frozen):
    """One declared search. The first kind that holds heads a pair, and the first of its pairs a cluster."""

    settings: Mapping[str, Setting]
    short_texts_of: WordList = WordList(values=())  # patent types whose short texts are pairs where they are the same
    words: Mapping[str, WordList] = Field(default_factory=dict)  # that a search looks for, by name
    blocks: WordList | None = None  # what two records have in common to be compared; without it all are
    kinds: tuple[PairKind, ...] = ()
    limbs: tuple[SignalLimb, ...] = ()  # of a screening of single applications; none where no limb fits by itself
    signal: SignalWords | None = None  # of a screening of single applications
    disclaimer: Disclaimer

    def __getitem__(self, name: str) -> int | float:
        """The value of a setting; `KeyError` where there is none of that name."""
        return self.settings[name].value

    def integer(self, name: str) -> int:
        """The value of a setting that counts something."""
        return int(self.settings[name].value)

    @property
    def lawful_rules(self) -> tuple[PairKind, ...]:
        """The kinds of pairs that the law allows."""
        return tuple(kind for kind in self.kinds if kind.lawful)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each kind in the declared order."""
        return {kind.code: place for place, kind in enumerate(self.kinds)}

    def kind(self, code: str) -> PairKind | None:
        """The kind of that code; `None` where the pack no longer holds it."""
        place = self.order.get(code)
        return None if place is None else self.kinds[place]

    @model_validator(mode="after")
    def _settings_are_there(self) -> Self:
        if len(self.order) < len(self.kinds):
            raise ValueError("a kind is declared twice")
        for kind in self.kinds:
            for condition in kind.when:
                for name in (condition.at_most_days, condition.ended_at_most_days):
                    if name and name not in self.settings:
                        raise ValueError(f"{kind.code}: there is no setting {name}")
        return self


class Disclaimer(Dated):
    """What stands beside every result."""

    text: Label


Screening.model_rebuild()
