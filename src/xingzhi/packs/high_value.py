"""Schema of the high-value rule: the five classes, what is not decided in them, and the figures they should resemble.

A setting without a value is not decided: no published text gives it. The office may decide it; until then whatever
depends on it is unknown, unless every reading of it gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import model_validator

from xingzhi.packs.codes import WordList
from xingzhi.packs.schema import Dated, Frozen, Label

Certainty = Literal["stated", "derived", "general_high", "general_medium", "not_found", "project"]


class ClassRule(Dated):
    """One of the classes: what it asks for, by which text, how sure that reading is, and what would settle a doubt."""

    code: Literal["sei", "family", "ten_years", "pledge", "award"]
    label: Label
    rule: Label
    article: Label
    certainty: Certainty
    detail: Label | None = None
    lacks: Label  # what is missing where the class is unknown
    settle: Label  # what to do about it
    statement: bool = False  # whether the office may state that its list is complete up to a day


class Option(Frozen):
    """One way to read a setting."""

    code: str
    label: Label


class HighValueSetting(Dated):
    """One detail of the rule; `value` is None where it is not decided. Numbers have a unit and no options."""

    value: str | float | int | None = None
    options: tuple[Option, ...] = ()
    unit: Label | None = None
    label: Label
    certainty: Certainty
    reason: Label

    @model_validator(mode="after")
    def _decided_or_not(self) -> HighValueSetting:
        if self.certainty == "not_found" and self.value is not None:
            raise ValueError("what no text was found for has no value")
        if self.options and self.value is not None and self.value not in self.codes:
            raise ValueError("the value is none of the options")
        if not self.options and self.unit is None:
            raise ValueError("a setting has options, or is a number with a unit")
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """The options' codes."""
        return tuple(option.code for option in self.options)


class Years(Dated):
    """A number of years."""

    value: int
    certainty: Certainty


class Days(Dated):
    """A number of days."""

    value: int


class Bound(Dated):
    """Between which shares in per cent national figures lie; a local one far off points to a mistake in the data."""

    classes: tuple[str, ...]
    low: float
    high: float
    note: Label


class Wording(Dated):
    """A text shown beside figures."""

    text: Label


class HighValue(Frozen):
    """The rule by which invention patents are of high value."""

    classes: tuple[ClassRule, ...]
    settings: Mapping[str, HighValueSetting]
    domestic_office: WordList
    separate_offices: WordList  # Hong Kong, Macao and Taiwan, which count or do not
    offices_without_grants: WordList
    awards: WordList  # codes of the register's awards that count
    currencies: WordList  # spellings of the currency amounts are compared in
    years: Years
    horizons: Mapping[str, Days]  # how long before a day the lists of what drops out and what is coming name it
    warnings: tuple[Bound, ...]
    mark: Wording
    unverified: Wording

    @model_validator(mode="after")
    def _all_classes(self) -> HighValue:
        if [rule.code for rule in self.classes] != ["sei", "family", "ten_years", "pledge", "award"]:
            raise ValueError("the five classes, each once, in the order of the rule")
        return self

    def rule(self, code: str) -> ClassRule:
        """The class of that code."""
        return next(rule for rule in self.classes if rule.code == code)
