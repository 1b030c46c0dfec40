"""Schema of the words by which the facts of documents are read and compared."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from typing import Literal

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Frozen, Label

Words = tuple[str, ...]
Timing = Literal["stock", "flow"]


class Subject(Frozen):
    """What is counted. `drops`: what narrows others and says nothing here, such as 发明 of high-value
    inventions; "stage:filed" drops one value only. `levels`: a level may be named before it, 自治区优势企业."""

    id: str
    label: Label
    timing: Timing
    words: Words
    units: Words
    drops: Words = ()
    levels: bool = False
    fraction: bool = False
    bare: Words = ()
    needs: Words = ()


class Narrowed(Frozen):
    """A subject with what narrows it."""

    subject: str
    scope: Mapping[str, str] = Field(default_factory=dict)


class ScopeWords(Frozen):
    """One way subjects are narrowed: its values with their words.

    `near`: only right before the subject or the number. `parts` make up the whole. `definition`: facts that differ in
    it count otherwise, not less. `listed`: said once, it holds for all of a list.
    `part`: said once, it holds up to a semicolon. `covers`: a word of these ways inside one of its own means nothing.
    """

    id: str
    words: Mapping[str, Words]
    near: bool = False
    listed: bool = False
    covers: Words = ()
    part: bool = False
    parts: Words = ()
    subjects: Words = ()
    timings: tuple[Timing, ...] = ()
    definition: bool = False


class Ratio(Frozen):
    """A rate: `over` divided by `under`, `times` 100 for per cent."""

    result: Narrowed
    over: Narrowed
    under: Narrowed
    times: int


class UnitWords(Frozen):
    """Units of money and people in their base unit, and the words that multiply a number."""

    base: Mapping[str, Decimal]
    money: Words
    people: Words
    scales: Mapping[str, int]


class Approximate(Dated):
    """Words that make a number approximate: before it, between number and unit, after the unit."""

    about: Words
    under: Words
    over: Words
    least: Words
    more: Words
    after_over: Words
    after_about: Words


class GrowthWords(Frozen):
    """Words of growth, of what it is against, of shares and of the share of a target done."""

    up: Words
    down: Words
    basis: Mapping[str, Words]
    share: Words
    completion: Words


class RankWords(Frozen):
    """Words of ranks and among whom."""

    before: Words
    first: Words
    among: Mapping[str, Words]


class PlaceWords(Frozen):
    """Words that mean the office's region or the one above it; what the name of a zone ends in."""

    office: Words
    county: Words
    above: Words
    nation: Words
    each: Words
    own_level: Words
    zone_endings: Words
    not_before: Words
    short: Mapping[str, str]


class Setting(Frozen):
    """A number this project chose."""

    value: int
    note: str


class FactSettings(Frozen):
    """Numbers this project chose."""

    near_days: Setting
    open_days: Setting
    month_days: Setting
    typing_digits: Setting
    copied_digits: Setting
    cumulated_share: Setting
    near_share: Setting
    fraction_points: Setting
    over_share: Setting


class FactWords(Dated):
    """All words facts are read by."""

    subjects: tuple[Subject, ...]
    indicators: Mapping[str, Narrowed]
    dimensions: Mapping[str, str]
    scopes: tuple[ScopeWords, ...]
    alike: tuple[Words, ...]
    ratios: tuple[Ratio, ...]
    units: UnitWords
    approximate: Approximate
    growth: GrowthWords
    ranks: RankWords
    places: PlaceWords
    not_facts: Words
    links: Words
    neutral: Words
    narrowing: Words
    nouns: Words
    not_alone: Words
    settings: FactSettings

    @model_validator(mode="after")
    def _named(self) -> FactWords:
        """Every subject and every way of narrowing that is named is declared."""
        ids = {each.id for each in self.subjects}
        rates = [part.subject for ratio in self.ratios for part in (ratio.result, ratio.over, ratio.under)]
        named = {
            *(each.subject for each in self.indicators.values()), *chain.from_iterable(self.alike), *rates,
            *chain.from_iterable(each.subjects for each in self.scopes),
        }  # fmt: skip
        if unknown := sorted(named - ids):
            raise ValueError(f"no subject is declared as {', '.join(unknown)}")
        ways = {each.id for each in self.scopes}
        dropped = {name.partition(":")[0] for each in self.subjects for name in each.drops}
        if unknown := sorted({*dropped, *self.dimensions.values()} - ways):
            raise ValueError(f"no scope is declared as {', '.join(unknown)}")
        return self

    def subject(self, id: str) -> Subject | None:
        """The subject of that id; None for one read from the words of a text."""
        return next((each for each in self.subjects if each.id == id), None)
