"""Schema of the pack of the task ledger: the rule of the three colours, when an answer is pointed out, where evidence lies."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Frozen, Label

Colour = Literal["red", "yellow", "green"]


class LedgerSetting(Dated):
    """A number this project or the office chose."""

    value: int = Field(ge=1)
    label: Label


class ColourRule(Dated):
    """A colour and when it is shown; `%(days)s` in the rule is the setting `days_before`."""

    code: Colour
    label: Label
    rule: Label


class EvidenceSource(Frozen):
    """A register whose records may show that a task was done, the day each tells, and words of tasks it is looked in for."""

    register_: str = Field(alias="register")
    date_field: str
    words: tuple[str, ...] = Field(min_length=1)


class ShortTitle(Dated):
    """How a task is called in a line: by its first clause that says what is done, not shorter than `least` letters.

    A clause that begins with a word of `opening` or ends with one of `leading_on` says only when, how or by whom.
    """

    least: LedgerSetting
    opening: tuple[str, ...]
    leading_on: tuple[str, ...]


class Period(Frozen):
    """What comes again within a year: words for it, the months it ends with, and what each of its parts is called."""

    words: tuple[str, ...] = Field(min_length=1)
    months: tuple[int, ...] = Field(min_length=1)
    labels: tuple[str, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.labels) != len(self.months) or 12 % len(self.months):
            raise ValueError("the parts of a year are alike, and each has a label")
        if self.months != tuple(range(12 // len(self.months), 13, 12 // len(self.months))):
            raise ValueError("each part ends with its last month")
        return self


class PlanLedger(Dated):
    """Settings of the task ledger."""

    days_before: LedgerSetting
    lead_told_after: LedgerSetting
    leader_told_after: LedgerSetting
    colours: tuple[ColourRule, ...]
    titles: ShortTitle
    periods: tuple[Period, ...]
    evidence: tuple[EvidenceSource, ...] = ()

    @model_validator(mode="after")
    def _three(self) -> Self:
        if [each.code for each in self.colours] != ["red", "yellow", "green"]:
            raise ValueError("the colours are red, yellow and green, in this order")
        if self.leader_told_after.value < self.lead_told_after.value:
            raise ValueError("the lead is told before the leader")
        return self
